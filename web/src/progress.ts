/** How far getting ready is. The phases `wasm` and `model` run side by side, `load` comes last. */
export interface Progress {
  /** `wasm` and `model`: bytes are fetched. `load`: the engine reads the model. */
  phase: 'wasm' | 'model' | 'load';
  /** Bytes of the file so far; for `load` 0 or 1. */
  loaded: number;
  /**
   * Bytes of the file, for `load` 1. Undefined while nobody knows: a server that compresses on the
   * way announces the compressed size only.
   */
  total: number | undefined;
}

export type ProgressListener = (progress: Progress) => void;
