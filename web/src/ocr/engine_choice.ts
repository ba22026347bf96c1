import { expectOption } from '../option_checks.js';

/**
 * Which engine reads print. `auto`, the default: the small one, which reads Tesseract's models, or, if one of
 * the models is a `.safetensors` or there is a language model, the full one, which reads both and is half as
 * large again. It goes by the models' names; of one whose name tells nothing the file is looked at before
 * the engine is fetched. `full`: always the full one, for patterns and hot words with Tesseract's models.
 * @example
 * import { createOcr, type OcrEngineChoice } from 'longhand/ocr';
 *
 * const engine: OcrEngineChoice = 'full';
 * const ocr = await createOcr({ model: '/models/eng.traineddata', engine });
 */
export type OcrEngineChoice = 'auto' | 'full';

/** What the files of an engine are called. */
export type OcrModule = 'ocr' | 'ocr_full';

/** Whether options ask for the full engine, whatever the models are. */
export function asksForFull(options: {
  engine?: OcrEngineChoice | undefined;
  languageModel?: unknown;
}): boolean {
  return options.engine === 'full' || options.languageModel !== undefined;
}

/** @throws LonghandError `invalid_option` */
export function checkEngine(engine: OcrEngineChoice | undefined): void {
  expectOption('engine', '"auto" or "full"', engine, (value) => {
    return value === 'auto' || value === 'full';
  });
}

/** The module for a model of this file name or address; undefined if that tells nothing. */
export function moduleByName(name: string): OcrModule | undefined {
  const [, kind] = /\.(safetensors|traineddata)(?:\.gz)?(?:[?#]|$)/i.exec(name) ?? [];
  if (!kind) return undefined;
  return kind.toLowerCase() === 'safetensors' ? 'ocr_full' : 'ocr';
}

/** The module for a file: a `.safetensors` has eight bytes of length, the last four 0, then a `{`. */
export function moduleByBytes(file: Uint8Array): OcrModule {
  const isFull = file[8] === 0x7b && file.subarray(4, 8).every((byte) => byte === 0);
  return isFull ? 'ocr_full' : 'ocr';
}

/** The module for several models; undefined if it is not known yet. */
export function moduleForAll(modules: (OcrModule | undefined)[]): OcrModule | undefined {
  if (modules.includes('ocr_full')) return 'ocr_full';
  return modules.includes(undefined) ? undefined : 'ocr';
}
