import type { Hotwords } from '../hotwords.js';
import type { Build } from '../load/wasm_module.js';

/**
 * When an utterance ends by itself. Seconds; 0 turns a rule off (but see `maxLength`).
 * @example
 * import { createSpeech, type EndpointRules } from 'longhand/speech';
 *
 * const speech = await createSpeech({ model: '/models/en.safetensors' });
 * const patient: EndpointRules = { trailingSilence: 2, noSpeech: 0, maxLength: 60 };
 * const listening = speech.listen({ endpoint: patient });
 */
export interface EndpointRules {
  /** Silence after at least one recognised character, 0..60. Default 0.9. */
  trailingSilence?: number | undefined;
  /** Nothing recognised since the sound or the last utterance began, 0..3600. Default 10. */
  noSpeech?: number | undefined;
  /** Of an utterance, 1..60, default 30; cannot be turned off, so memory is bounded. */
  maxLength?: number | undefined;
}

/**
 * What to listen for.
 * @example
 * import { createSpeech, type SpeechOptions } from 'longhand/speech';
 *
 * const speech = await createSpeech({ model: '/models/en.safetensors' });
 * const commands: SpeechOptions = { phrases: ['turn (on|off) [the] light', 'dial <digit>+'] };
 * const { utterances } = await speech.transcribe('/command.wav', commands);
 */
export interface SpeechOptions {
  /**
   * If not empty, nothing else is recognised. Each is a pattern of words: `[please] turn (on|off)
   * [the] light`, `dial <digit>+`, `room <letter> <number>`. `[x]` = x or nothing, `(x|y)` = one of
   * them, `x+` one or more times, `x*` any number of times, `x{3}` or `x{2,4}` so often, `<digit>` zero
   * to nine and oh, `<letter>` a to z, `<number>` zero to ninety nine.
   */
  phrases?: readonly string[] | undefined;
  /**
   * Words, or several that mean the same, without which nothing is reported: only the wake phrase is
   * listened for, until it is said, then one command, with it in a breath or within
   * `endpoint.noSpeech`, here by default 5 s.
   */
  wake?: string | readonly string[] | undefined;
  /** With `wake`: patterns as `phrases` has them, of which a command is one. Without it, any sentence is. */
  then?: readonly string[] | undefined;
  /**
   * 0..1, default 0.5: with phrases, what is less sure than this to be one of them is reported as
   * rejected, with empty text. 0 never rejects.
   */
  phraseThreshold?: number | undefined;
  /**
   * Words and phrases that are likely to be said, in the dictionary or not: a list, or each with its
   * boost, -50..50, added to the log-probability of what says it. Default boost 8.
   */
  hotwords?: Hotwords | undefined;
  /** Use the language model, if one was loaded. Default true. */
  languageModel?: boolean | undefined;
  /** Factor of the language model's log-probabilities, 0..10. Default 0.6. */
  lmWeight?: number | undefined;
  /** Added per word with a language model, -20..20. Default 0.8. */
  wordBonus?: number | undefined;
  /**
   * Hypotheses kept by the search, 1..1000, default 16. 1 is the fastest, has no alternatives and
   * takes no phrases, hot words or language model.
   */
  beam?: number | undefined;
  /** Most likely texts to report of each utterance, 1..`beam`. Default 1. */
  alternatives?: number | undefined;
  /** Characters that may be found besides the space, such as `a-z'`; a `-` between letters or digits spans them. */
  allow?: string | undefined;
  /** Characters that must not be found, written alike. */
  deny?: string | undefined;
  endpoint?: EndpointRules | undefined;
  /** Report the text while it is forming. Default true; for `transcribe`, if `onEvent` is there. */
  partials?: boolean | undefined;
  /**
   * Makes `written` of a text, e.g. `english()` of `longhand/english`. Called in the thread of the caller.
   * Default: `written` is the text.
   */
  write?: ((text: string) => string) | undefined;
  /** Let the network rest while nobody can be speaking. Default true. */
  skipSilence?: boolean | undefined;
}

/**
 * A word, when it was said and how sure that is.
 * @example
 * import { createSpeech, type SpokenWord } from 'longhand/speech';
 *
 * const speech = await createSpeech({ model: '/models/en.safetensors' });
 * const { words } = await speech.transcribe('/interview.mp3');
 * const doubtful = words.filter((word: SpokenWord) => word.confidence < 0.5);
 */
export interface SpokenWord {
  text: string;
  /** Seconds since the sound began. */
  start: number;
  /** Seconds since the sound began. */
  end: number;
  /** 0..1, an estimate of the probability that the word is right. */
  confidence: number;
}

/**
 * Another reading of an utterance.
 * @example
 * import { createSpeech, type Alternative } from 'longhand/speech';
 *
 * const speech = await createSpeech({ model: '/models/en.safetensors' });
 * const { utterances } = await speech.transcribe('/interview.mp3', { alternatives: 3 });
 * const texts = (readings: Alternative[]) => readings.map(({ text }) => text);
 * console.log(utterances.map(({ alternatives }) => texts(alternatives)));
 */
export interface Alternative {
  text: string;
  /** Of the search's objective, natural logarithm; only differences have a meaning. */
  logProbability: number;
}

/**
 * What was understood between two endpoints.
 * @example
 * import { createSpeech, type Utterance } from 'longhand/speech';
 *
 * const speech = await createSpeech({ model: '/models/en.safetensors' });
 * const { utterances } = await speech.transcribe('/command.wav', { phrases: ['yes', 'no'] });
 * const answers = utterances.filter((said: Utterance) => !said.rejected);
 */
export interface Utterance {
  /** Words joined by spaces; empty if rejected. */
  text: string;
  /** What the option `write` makes of it. */
  written: string;
  /** 0..1: mean of the words', or of the phrase; 0 if there is no text. */
  confidence: number;
  /** Seconds since the sound began. */
  start: number;
  /** Seconds since the sound began. */
  end: number;
  words: SpokenWord[];
  /** Best first, the text itself included. */
  alternatives: Alternative[];
  /** The one of the option `phrases` that was said. */
  phrase: string | undefined;
  /** Something was said, but it was none of the phrases. */
  rejected: boolean;
}

/**
 * The text of the utterance under way changed.
 * @example
 * import { createSpeech, type PartialEvent } from 'longhand/speech';
 *
 * const speech = await createSpeech({ model: '/models/en.safetensors' });
 * const settled = ({ text, stable }: PartialEvent) => text.slice(0, stable);
 * for await (const event of speech.listen()) {
 *   if (event.type === 'partial') console.log(settled(event));
 * }
 */
export interface PartialEvent {
  type: 'partial';
  /** Seconds of sound taken in when the event arose. */
  time: number;
  text: string;
  /** What the option `write` makes of it. */
  written: string;
  /** Characters (UTF-16) at the start of `text` that will not change any more. */
  stable: number;
  /** Seconds since the sound began. */
  start: number;
  /** Seconds since the sound began. */
  end: number;
}

/**
 * An utterance is complete. Not reported if nothing was said.
 * @example
 * import { createSpeech, type FinalEvent } from 'longhand/speech';
 *
 * const speech = await createSpeech({ model: '/models/en.safetensors' });
 * const line = ({ start, text }: FinalEvent) => `${start.toFixed(1)} s: ${text}`;
 * for await (const event of speech.listen()) if (event.type === 'final') console.log(line(event));
 */
export interface FinalEvent extends Utterance {
  type: 'final';
  /** Seconds of sound taken in when the event arose. */
  time: number;
}

/**
 * An utterance, or the wait for one, ended; follows its `final` event if there is one.
 * @example
 * import { createSpeech, type EndpointEvent } from 'longhand/speech';
 *
 * const speech = await createSpeech({ model: '/models/en.safetensors' });
 * const tooLong = ({ reason }: EndpointEvent) => reason === 'max_length';
 * for await (const event of speech.listen()) {
 *   if (event.type === 'endpoint' && tooLong(event)) console.log('Please make a pause.');
 * }
 */
export interface EndpointEvent {
  type: 'endpoint';
  /** Seconds of sound taken in when the event arose. */
  time: number;
  /** Which of the {@link EndpointRules} held; `finished`: the sound ended. */
  reason: 'trailing_silence' | 'no_speech' | 'max_length' | 'finished';
}

/**
 * The wake phrase was said; what follows is for the page, until the next `endpoint`.
 * @example
 * import { createSpeech, type WakeEvent } from 'longhand/speech';
 *
 * const speech = await createSpeech({ model: '/models/en.safetensors' });
 * const show = ({ text, confidence }: WakeEvent) => console.log(`${text}: yes?`, confidence);
 * for await (const event of speech.listen({ wake: 'hey longhand', then: ['lights (on|off)'] })) {
 *   if (event.type === 'wake') show(event);
 *   if (event.type === 'final') console.log(event.text);
 * }
 */
export interface WakeEvent {
  type: 'wake';
  /** Seconds of sound taken in when the event arose. */
  time: number;
  /** The one of the option `wake` that was said. */
  text: string;
  /** 0..1; of the command as well, if it was said in the same breath. */
  confidence: number;
  /** Seconds since the sound began. */
  start: number;
  /** Seconds since the sound began. */
  end: number;
}

/**
 * What is understood as it arises.
 * @example
 * import { createSpeech, type SpeechEvent } from 'longhand/speech';
 *
 * const speech = await createSpeech({ model: '/models/en.safetensors' });
 * const events: SpeechEvent[] = [];
 * await speech.transcribe('/interview.mp3', { onEvent: (event) => events.push(event) });
 */
export type SpeechEvent = PartialEvent | FinalEvent | EndpointEvent | WakeEvent;

/**
 * What happened inside while a piece of sound was taken in, to draw it. Rows follow on each other.
 * @example
 * import { createSpeech, type Activations } from 'longhand/speech';
 *
 * const speech = await createSpeech({ model: '/models/en.safetensors' });
 * const { melBins } = speech.model;
 * const frames = ({ features }: Activations) => features.length / melBins;
 * await speech.transcribe('/word.wav', { onActivations: (shown) => console.log(frames(shown)) });
 */
export interface Activations {
  /** The piece of sound itself, mono. */
  samples: Float32Array;
  /** Hz, of `samples`. */
  sampleRate: number;
  /** Seconds since the sound began, of the first of `samples`. */
  sampleStart: number;
  /** Rows of `SpeechModelInfo.melBins` natural logarithms of mel energies, low frequencies first. */
  features: Float32Array;
  /** Seconds since the sound began, of the first row of features. */
  featureStart: number;
  /** Rows of one probability for each of `SpeechModelInfo.labels`; skipped silence is all blank. */
  probabilities: Float32Array;
  /** Seconds since the sound began, of the first row of probabilities. */
  stepStart: number;
}

/**
 * What was said in a whole recording.
 * @example
 * import { createSpeech, type Transcript } from 'longhand/speech';
 *
 * const speech = await createSpeech({ model: '/models/en.safetensors' });
 * const transcript: Transcript = await speech.transcribe('/interview.mp3');
 * const realTimeFactor = transcript.milliseconds / 1000 / transcript.duration;
 */
export interface Transcript {
  /** The texts of the utterances joined by spaces. */
  text: string;
  /** What was written of them, joined by spaces or by the new lines that they have. */
  written: string;
  /** 0..1, mean over the words; 0 if there is none. */
  confidence: number;
  /** The words of all utterances. */
  words: SpokenWord[];
  utterances: Utterance[];
  /** Seconds of sound. */
  duration: number;
  /** Milliseconds that the engine took; divided by 1000 times `duration` the real-time factor. */
  milliseconds: number;
}

/**
 * What is known of a loaded model.
 * @example
 * import { createSpeech, type SpeechModelInfo } from 'longhand/speech';
 *
 * const speech = await createSpeech({ model: '/models/en.safetensors' });
 * const { sampleRate, labels, languageModel }: SpeechModelInfo = speech.model;
 * console.log(`${sampleRate} Hz, ${labels.length} labels, ${languageModel?.words ?? 0} words`);
 */
export interface SpeechModelInfo {
  /** Text of each label of the network; empty for the blank. */
  labels: string[];
  /** Label that stands for "no new character". */
  blank: number;
  /** Hz, of the sound that the network was trained on; any rate is taken. */
  sampleRate: number;
  /** Log-mel values per frame. */
  melBins: number;
  /** From one frame of features to the next. */
  frameSeconds: number;
  /** From one row of probabilities to the next. */
  stepSeconds: number;
  /** Of the language model, if one was loaded. */
  languageModel: { order: number; words: number; ngrams: number } | undefined;
  /** The instructions that the engine in use was compiled for. */
  build: Build;
}
