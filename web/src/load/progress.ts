/**
 * What a call is at. While a recogniser gets ready: `wasm`, `model` and `languageModel` count the
 * bytes that are fetched, side by side; `load` comes last, the engine reads the models.
 * @example
 * import type { LoadPhase } from 'longhand';
 *
 * const titles: Record<LoadPhase, string> = {
 *   wasm: 'Engine',
 *   model: 'Model',
 *   languageModel: 'Language model',
 *   load: 'Getting ready',
 * };
 */
export type LoadPhase = 'wasm' | 'model' | 'languageModel' | 'load';

/**
 * How far a call is.
 * @example
 * import type { Progress } from 'longhand';
 *
 * const percent = ({ loaded, total }: Progress) => total && Math.round((100 * loaded) / total);
 */
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

/**
 * Is told how far a call is, many times.
 * @example
 * import { createOcr, type ProgressListener } from 'longhand/ocr';
 *
 * const bar = document.querySelector('progress');
 * const onProgress: ProgressListener = ({ phase, loaded, total }) => {
 *   if (bar && phase === 'model' && total) bar.value = loaded / total;
 * };
 * const ocr = await createOcr({ model: '/models/eng.traineddata', onProgress });
 */
export type ProgressListener<Phase extends string = LoadPhase> = (
  progress: Progress<Phase>,
) => void;
