/**
 * What a call is at. While a recogniser gets ready: `wasm`, `model` and `languageModel` count the
 * bytes that are fetched, side by side; `load` comes last, the engine reads the models.
 */
export type LoadPhase = 'wasm' | 'model' | 'languageModel' | 'load';

/** How far a call is. */
export interface Progress<Phase extends string = LoadPhase> {
  phase: Phase;
  /** So far: bytes of the file, seconds of sound; for `load` 0 or 1. */
  loaded: number;
  /**
   * In all, in the unit of `loaded`. Undefined while nobody knows: a server that compresses on the
   * way announces the compressed size only.
   */
  total: number | undefined;
}

export type ProgressListener<Phase extends string = LoadPhase> = (
  progress: Progress<Phase>,
) => void;
