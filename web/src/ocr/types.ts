import type { Hotwords } from '../hotwords.js';
import type { Build } from '../load/wasm_module.js';

/**
 * A rectangle in pixels of the image: left and top inside, right and bottom just outside.
 * @example
 * import { createOcr, type Box } from 'longhand/ocr';
 *
 * const ocr = await createOcr({ model: '/models/eng.traineddata' });
 * const { words } = await ocr.recognize('/line.png');
 * const area = ({ left, top, right, bottom }: Box) => (right - left) * (bottom - top);
 * console.log(words.map(({ box }) => area(box)));
 */
export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/**
 * One recognised character, as the model's character set has it.
 * @example
 * import { createOcr, type OcrSymbol } from 'longhand/ocr';
 *
 * const ocr = await createOcr({ model: '/models/eng.traineddata' });
 * const { symbols } = await ocr.recognize('/line.png');
 * const doubtful = symbols.filter((symbol: OcrSymbol) => symbol.confidence < 60);
 */
export interface OcrSymbol {
  text: string;
  /** 0..100 */
  confidence: number;
  box: Box;
}

/**
 * A word, its symbols in reading order.
 * @example
 * import { createOcr, type OcrWord } from 'longhand/ocr';
 *
 * const ocr = await createOcr({ model: '/models/eng.traineddata' });
 * const { words } = await ocr.recognize('/line.png');
 * const unknown = words.filter((word: OcrWord) => !word.fromDictionary);
 */
export interface OcrWord {
  text: string;
  /** 0..100 */
  confidence: number;
  box: Box;
  /** The word stands in the model's word list. */
  fromDictionary: boolean;
  /** Which of several models read it: its place among those that were given. */
  model: number;
  symbols: OcrSymbol[];
}

/**
 * What is searched for in lines. The options from `patterns` on need the full engine, see {@link OcrEngineChoice}.
 * @example
 * import { createOcr, type SearchOptions } from 'longhand/ocr';
 *
 * const ocr = await createOcr({ model: '/models/eng.traineddata', engine: 'full' });
 * const dates: SearchOptions = { patterns: ['<digit>{2}.<digit>{2}.<digit>{4}'] };
 * const { text, rejected } = await ocr.recognize('/date.png', dates);
 */
export interface SearchOptions {
  /** Let the model's word lists guide the search, if it has any. Default true. */
  dictionary?: boolean | undefined;
  /** Characters that may be found, such as `0-9.,`; a `-` between letters or digits spans them. */
  allow?: string | undefined;
  /** Characters that must not be found, written alike. */
  deny?: string | undefined;
  /**
   * Which of several models read, by their place among those that were given, the likelier ones first.
   * Default: all. The surest reading counts: of lines the whole, of pages word by word.
   */
  models?: number[] | undefined;
  /**
   * If not empty, a line is read as what one of these says, or rejected; of a page lines that are rejected are
   * left out. What is written stands for itself, but `(x|y)` is one of them, `[x]` x or nothing, `x+`
   * one or more times, `x*` any number of times, `x{3}` or `x{2,4}` so often; `<digit>`, `<letter>`, `<upper>`,
   * `<lower>`, `<any>` (all but the space), `<[A-F0-9]>` (one of a list); `\\` goes before a character that means
   * something else.
   */
  patterns?: readonly string[] | undefined;
  /** 0..100, default 50: what is less sure than this to fit a pattern is rejected. 0 never rejects. */
  patternThreshold?: number | undefined;
  /**
   * Words and phrases that are likely to stand there: a list, or each with its boost, -50..50, added to the
   * log-probability of what has it. Default boost 8. Says nothing beside patterns.
   */
  hotwords?: Hotwords | undefined;
  /** Use the language model, if one was loaded. Default true. Says nothing beside patterns. */
  languageModel?: boolean | undefined;
  /** Factor of the language model's log-probabilities, 0..10. Default 0.3. */
  lmWeight?: number | undefined;
  /** Added per word with a language model of words, -20..20. Default 0.5. */
  wordBonus?: number | undefined;
}

/**
 * What steers one recognition.
 * @example
 * import { createOcr, type RecognizeOptions } from 'longhand/ocr';
 *
 * const ocr = await createOcr({ model: '/models/eng.traineddata' });
 * const digits: RecognizeOptions = { allow: '0-9', dictionary: false };
 * const { text } = await ocr.recognize('/number.png', digits);
 */
export interface RecognizeOptions extends SearchOptions {
  /**
   * `line`, the default: the line of text is looked for in the picture, straightened and cut out of its
   * margins, frames and rules; a blank picture gives an empty text. `raw`: the network sees the
   * picture as it is, as with Tesseract's page segmentation mode 13.
   */
  layout?: 'line' | 'raw' | undefined;
  /**
   * Which way the line runs. `auto`, the default: as the picture and the model look; with layout `raw`
   * across. `vertical`: from top to bottom, or turned by 90 degrees either way; models called `*_vert`
   * are made for it, others read it letter by letter.
   */
  direction?: 'auto' | 'horizontal' | 'vertical' | undefined;
  /** Return the probability of each label at each step. Default false. */
  probabilities?: boolean | undefined;
  /**
   * 0..1, default 0.7: below this mean certainty light text on a dark ground is tried too; 0 never.
   */
  invertThreshold?: number | undefined;
  /** Fills the image's borders as Tesseract 4 and from 5.5.1 on do (`lcg`), or as 5.0 to 5.5.0 do. */
  noise?: 'lcg' | 'minstd' | undefined;
}

/**
 * Probability of each label over time: the network's output before the search.
 * @example
 * import { createOcr, type Probabilities } from 'longhand/ocr';
 *
 * const ocr = await createOcr({ model: '/models/eng.traineddata' });
 * const result = await ocr.recognize('/line.png', { probabilities: true });
 * const rowOf = ({ data, labels }: Probabilities, step: number) =>
 *   data.subarray(step * labels, (step + 1) * labels);
 * if (result.probabilities) console.log(rowOf(result.probabilities, 0));
 */
export interface Probabilities {
  /** `steps` rows of `labels` values, each row sums to 1. */
  data: Float32Array;
  steps: number;
  labels: number;
}

/**
 * What to know about a result. `several_lines`: the picture holds more lines than the one that was
 * read, the largest. `vertical_text`: the line was read as a vertical one by a model that is not made
 * for such.
 * @example
 * import { createOcr, type OcrWarning } from 'longhand/ocr';
 *
 * const ocr = await createOcr({ model: '/models/eng.traineddata' });
 * const { warnings } = await ocr.recognize('/line.png');
 * const advice: Record<OcrWarning, string> = {
 *   several_lines: 'Cut the picture into lines.',
 *   vertical_text: 'Take a model for vertical text, such as jpn_vert.',
 * };
 * console.log(warnings.map((warning) => advice[warning]));
 */
export type OcrWarning = 'several_lines' | 'vertical_text';

/**
 * What was read in one line.
 * @example
 * import { createOcr, type OcrResult } from 'longhand/ocr';
 *
 * const ocr = await createOcr({ model: '/models/eng.traineddata' });
 * const result: OcrResult = await ocr.recognize('/line.png');
 * console.log(`${result.text} (${result.confidence} %, ${result.milliseconds} ms)`);
 */
export interface OcrResult {
  /** Words joined by spaces where the script has them. */
  text: string;
  /** 0..100, mean over the words; 0 if there is none. */
  confidence: number;
  words: OcrWord[];
  /** The symbols of all words. */
  symbols: OcrSymbol[];
  warnings: OcrWarning[];
  /** Light text on a dark ground. */
  inverted: boolean;
  /** The one of the option `patterns` that the line was read as. */
  pattern: string | undefined;
  /** There is text, but it is none of the patterns: `text` is empty. */
  rejected: boolean;
  /** Pixels of the image that boxes refer to. */
  width: number;
  height: number;
  /** Only if asked for. */
  probabilities?: Probabilities;
  /** Milliseconds that the engine took; of lines read together each has its share by length. */
  milliseconds: number;
}

/**
 * What is known of a loaded model.
 * @example
 * import { createOcr, type OcrModelInfo } from 'longhand/ocr';
 *
 * const ocr = await createOcr({ model: '/models/eng.traineddata' });
 * const { labels, hasDictionary, build }: OcrModelInfo = ocr.model;
 * console.log(`${labels.length} labels, ${hasDictionary ? 'a' : 'no'} dictionary, ${build} build`);
 */
export interface OcrModelInfo {
  /** Text of each label of the network; empty for the blank and for parts of characters. */
  labels: string[];
  /** Label that stands for "no new character". */
  blank: number;
  hasDictionary: boolean;
  /** The instructions that the engine in use was compiled for. */
  build: Build;
}
