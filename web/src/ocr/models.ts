import {
  ModelSource,
  type Loading,
  type ModelInput,
  type ModelOptions,
} from '../load/model_source.js';
import { summed } from '../load/progress_sum.js';
import { expectOption } from '../option_checks.js';
import { moduleByName, moduleForAll, type OcrModule } from './engine_choice.js';

/** Most models that an engine holds. */
export const mostModels = 16;

/**
 * One model, or several that read together.
 * @example
 * import { createOcr, type OcrModelsInput } from 'longhand/ocr';
 *
 * const model: OcrModelsInput = ['/models/eng.traineddata', '/models/deu.traineddata'];
 * const ocr = await createOcr({ model });
 */
export type OcrModelsInput = ModelInput | ModelInput[];

/**
 * How models are fetched and kept.
 * @example
 * import { createOcr, type OcrModelsOptions } from 'longhand/ocr';
 *
 * const kept: OcrModelsOptions = { cache: 'auto' };
 * const ocr = await createOcr({ model: '/models/eng.traineddata', ...kept });
 */
export interface OcrModelsOptions extends Omit<ModelOptions, 'integrity'> {
  /** As {@link ModelOptions} has it; of several models one each. */
  integrity?: string | string[] | undefined;
}

/** Gets the bytes of all models. */
export class OcrModels {
  readonly #sources: ModelSource[];

  /** @throws LonghandError `invalid_option` */
  constructor(input: OcrModelsInput, { cache, integrity }: OcrModelsOptions) {
    const inputs = Array.isArray(input) ? input : [input];
    expectOption('model', `1..${mostModels} models`, inputs.length, (count) => {
      return count !== 0 && Number(count) <= mostModels;
    });
    const hashes = typeof integrity === 'string' ? [integrity] : integrity;
    expectOption('integrity', 'a hash for each model', hashes, (list) => {
      return Array.isArray(list) && list.length === inputs.length;
    });
    this.#sources = inputs.map((one, i) => new ModelSource(one, { cache, integrity: hashes?.[i] }));
  }

  /** The module that they need, by their names; undefined if only their bytes tell. */
  get module(): OcrModule | undefined {
    return moduleForAll(this.#sources.map(({ name }) => moduleByName(name)));
  }

  /** The uncompressed files, in memory that is the caller's. */
  async read({ signal, onProgress }: Loading): Promise<Uint8Array<ArrayBuffer>[]> {
    const listeners = summed(onProgress, this.#sources.length);
    return Promise.all(
      this.#sources.map((source, i) => source.read({ signal, onProgress: listeners[i] })),
    );
  }

  /** Drops what the cache holds, for files of which one turned out to be broken. */
  async forget(): Promise<void> {
    await Promise.all(this.#sources.map((source) => source.forget()));
  }
}
