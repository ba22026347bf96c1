import type { Build } from './wasm_module.js';

/** A rectangle in pixels of the image: left and top inside, right and bottom just outside. */
export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** One recognised character, as the model's character set has it. */
export interface OcrSymbol {
  text: string;
  /** 0..100 */
  confidence: number;
  box: Box;
}

/** A word, its symbols in reading order. */
export interface OcrWord {
  text: string;
  /** 0..100 */
  confidence: number;
  box: Box;
  /** The word stands in the model's word list. */
  fromDictionary: boolean;
  symbols: OcrSymbol[];
}

/** What steers one recognition. */
export interface RecognizeOptions {
  /** Let the model's word lists guide the search, if it has any. Default true. */
  dictionary?: boolean | undefined;
  /** Characters that may be found, such as `0-9.,`; a `-` between letters or digits spans them. */
  allow?: string | undefined;
  /** Characters that must not be found, written alike. */
  deny?: string | undefined;
  /** Return the probability of each label at each step. Default false. */
  probabilities?: boolean | undefined;
  /**
   * 0..1, default 0.7: below this mean certainty light text on a dark ground is tried too; 0 never.
   */
  invertThreshold?: number | undefined;
  /** Fills the image's borders as Tesseract 4 and from 5.5.1 on do (`lcg`), or as 5.0 to 5.5.0 do. */
  noise?: 'lcg' | 'minstd' | undefined;
}

/** Probability of each label over time: the network's output before the search. */
export interface Probabilities {
  /** `steps` rows of `labels` values, each row sums to 1. */
  data: Float32Array;
  steps: number;
  labels: number;
}

/** What was read in one line. */
export interface OcrResult {
  /** Words joined by spaces where the script has them. */
  text: string;
  /** 0..100, mean over the words; 0 if there is none. */
  confidence: number;
  words: OcrWord[];
  /** The symbols of all words. */
  symbols: OcrSymbol[];
  /** Light text on a dark ground. */
  inverted: boolean;
  /** Pixels of the image that boxes refer to. */
  width: number;
  height: number;
  /** Only if asked for. */
  probabilities?: Probabilities;
  /** Milliseconds that the engine took. */
  milliseconds: number;
}

/** What is known of a loaded model. */
export interface OcrModelInfo {
  /** Text of each label of the network; empty for the blank and for parts of characters. */
  labels: string[];
  /** Label that stands for "no new character". */
  blank: number;
  hasDictionary: boolean;
  /** The instructions that the engine in use was compiled for. */
  build: Build;
}
