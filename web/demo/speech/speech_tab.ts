import { LonghandError } from 'longhand';
import type { Activations, Listening, Progress, Speech } from 'longhand/speech';
import { languageModel, speechModel, speechSamples } from 'virtual:assets';

import type { OfferedSound } from '../build/sounds.js';
import { element } from '../dom.js';
import { LiveButton } from '../live_button.js';
import type { Panel } from '../panel.js';
import { Status } from '../status.js';
import { speechAdvice } from './advice.js';
import { factsOf } from './facts.js';
import { layout } from './layout.js';
import { Recognizer } from './models.js';
import { Player } from './player.js';
import { noSamples, sampleGallery } from './samples.js';
import { Timeline } from './timeline.js';
import { Track } from './track.js';
import { TranscriptView } from './transcript_view.js';
import { Vocabulary } from './vocabulary.js';

const labels = {
  off: 'Listen to the microphone',
  loading: 'Loading the model…',
  asking: 'Allow the microphone…',
  on: 'Stop listening',
  stopping: 'Finishing…',
};

const longSound = 30; // seconds, from which on progress is shown

/** The part of the page that writes down what is said. */
export class SpeechTab implements Panel {
  readonly ready: Promise<void>;
  readonly #status = new Status(speechAdvice);
  readonly #timeline = new Timeline((time) => this.#player.playFrom(time));
  readonly #player = new Player((time) => this.#showPlaying(time));
  readonly #transcript = new TranscriptView(this.#player.root, (word) => this.#timeline.mark(word));
  readonly #facts = element('dl', { class: 'facts' });
  readonly #mic = new LiveButton(
    labels,
    () => void this.#listen(),
    () => void this.#stopListening(),
  );
  readonly #vocabulary = new Vocabulary(() => void this.#applyVocabulary());
  readonly #gallery = sampleGallery((sample) => void this.#useSample(sample));
  readonly #recognizer = new Recognizer(speechModel, languageModel, (progress) =>
    this.#status.loading('the speech model', progress),
  );
  readonly root = this.#layout();
  #source: File | string | undefined;
  #job: AbortController | undefined;
  #live: { listening: Listening; speech: Speech } | undefined;

  constructor() {
    const [first] = speechSamples;
    this.#transcript.clear('Nothing heard yet.');
    this.ready = first ? this.#useSample(first) : Promise.resolve();
  }

  take(file: File): void {
    this.#gallery.press(undefined);
    this.#source = file;
    void this.#transcribe();
  }

  problem(text: string): void {
    this.#status.problem(text);
  }

  leave(): void {
    this.#player.stop();
    void this.#stopListening();
  }

  async #useSample(sample: OfferedSound) {
    this.#gallery.press(sample.name);
    this.#vocabulary.suggest(sample.phrases);
    this.#source = sample.file;
    await this.#transcribe();
  }

  /** Ends what goes on and begins anew. */
  #begin(): AbortSignal {
    this.#job?.abort();
    this.#job = new AbortController();
    this.#live = undefined;
    this.#mic.state = 'off';
    this.#status.clear();
    this.#vocabulary.clearProblems();
    return this.#job.signal;
  }

  async #transcribe() {
    const source = this.#source;
    if (source === undefined) return;
    const signal = this.#begin();
    this.#player.load(source);
    await this.#attempt(signal, async () => {
      const speech = await this.#recognizer.use(this.#vocabulary.words);
      signal.throwIfAborted();
      const transcript = await speech.transcribe(source, {
        ...this.#options(speech, '…', signal, () => this.#timeline.grown(false)),
        onEvent: (event) => this.#transcript.add(event),
        onProgress: (progress) => this.#showProgress(progress),
      });
      this.#finish('No speech found in this sound.', factsOf(transcript, speech.model));
    });
  }

  #showProgress({ phase, loaded, total = 0 }: Progress<'audio' | 'transcribe'>) {
    if (phase === 'audio' || total < longSound) return;
    this.#status.progress(`Heard ${loaded.toFixed(0)} of ${total.toFixed(0)} s`, loaded / total);
  }

  async #listen() {
    const signal = this.#begin();
    this.#gallery.press(undefined);
    this.#source = undefined;
    this.#player.load(undefined);
    this.#mic.state = 'loading';
    await this.#attempt(signal, async () => {
      const speech = await this.#recognizer.use(this.#vocabulary.prefersWords);
      signal.throwIfAborted();
      const options = this.#options(speech, 'Say something.', signal, () => {
        this.#timeline.grown(true);
        this.#facts.replaceChildren(...factsOf(listening, speech.model));
      });
      const listening = speech.listen(options);
      this.#live = { listening, speech };
      this.#mic.state = 'asking';
      void listening.started.then(() => (this.#mic.state = 'on')).catch(() => undefined);
      for await (const event of listening) this.#transcript.add(event);
      this.#finish('Nothing was said.', factsOf(listening, speech.model));
    });
    if (!signal.aborted) this.#mic.state = 'off';
  }

  async #stopListening() {
    if (!this.#live) {
      if (this.#mic.busy) this.#begin();
      return;
    }
    this.#mic.state = 'stopping';
    await this.#live.listening.stop();
  }

  /** Listens for what the boxes say now; a recording is read again. */
  async #applyVocabulary() {
    const live = this.#live;
    if (!live) return this.#transcribe();
    this.#vocabulary.clearProblems();
    try {
      await live.listening.setOptions(this.#vocabulary.options(live.speech.model));
    } catch (error) {
      this.#fail(error);
    }
  }

  /** What is shown stays until the new sound has begun: perhaps it never does. */
  #options(speech: Speech, waiting: string, signal: AbortSignal, onGrown: () => void) {
    const track = new Track(speech.model, () => {
      this.#timeline.show(track);
      this.#transcript.clear(waiting);
    });
    return {
      ...this.#vocabulary.options(speech.model),
      alternatives: 4,
      signal,
      onActivations: (activations: Activations) => {
        if (signal.aborted) return;
        track.add(activations);
        onGrown();
      },
    };
  }

  #finish(nothing: string, facts: HTMLElement[]) {
    this.#status.clear();
    this.#transcript.finish(nothing);
    this.#timeline.describe();
    this.#facts.replaceChildren(...facts);
    this.#live = undefined;
  }

  async #attempt(signal: AbortSignal, work: () => Promise<void>) {
    try {
      await work();
    } catch (error) {
      if (signal.aborted) return;
      this.#live = undefined;
      this.#fail(error);
    }
  }

  #fail(error: unknown) {
    const ours = error instanceof LonghandError && error.code === 'invalid_option';
    if (!ours || !this.#vocabulary.showProblem(error.message)) this.#status.error(error);
  }

  #showPlaying(time: number | undefined) {
    this.#timeline.playhead(time);
    this.#transcript.replay(time);
  }

  #layout(): HTMLElement {
    const parts = {
      mic: this.#mic.root,
      status: this.#status.root,
      result: [this.#transcript.root, this.#timeline.root, this.#facts],
      samples: speechSamples.length > 0 ? this.#gallery.root : noSamples(),
      vocabulary: this.#vocabulary.root,
    };
    return layout(parts, {
      recording: (file) => this.take(file),
      model: (file) => this.#useModel('model', file),
      languageModel: (file) => this.#useModel('languageModel', file),
    });
  }

  #useModel(part: 'model' | 'languageModel', file: File) {
    this.#begin();
    this.#recognizer.forget();
    this.#recognizer[part] = file;
    void this.#transcribe();
  }
}
