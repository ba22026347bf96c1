/// <reference lib="esnext.disposable" preserve="true" />
import type { Build } from '../load/wasm_module.js';
import { Calls } from './calls.js';

/**
 * What `Ocr` and `Speech` have in common.
 * @example
 * import { createOcr, type Recognizer } from 'longhand';
 *
 * const finish = async (recognizer: Recognizer) => {
 *   await recognizer.idle();
 *   recognizer.dispose();
 * };
 * await finish(await createOcr({ model: '/models/eng.traineddata' }));
 */
export abstract class Recognizer<Info extends { build: Build } = { build: Build }>
  implements Disposable, AsyncDisposable
{
  /** What is known of the model. */
  readonly model: Info;
  /** @internal */
  protected readonly calls: Calls;
  readonly #workers: { dispose(): void };

  /** @internal */
  constructor(model: Info, workers: { dispose(): void }, maxPending: number | undefined) {
    this.model = model;
    this.calls = new Calls(maxPending);
    this.#workers = workers;
  }

  /** The instructions that the engine in use was compiled for. */
  get build(): Build {
    return this.model.build;
  }

  /** Calls that wait or run, live sounds that are listened to among them. */
  get pending(): number {
    return this.calls.pending;
  }

  /** Resolves when no call waits or runs. */
  idle(): Promise<void> {
    return this.calls.idle();
  }

  /** Ends the workers and frees their memory; calls under way reject with `disposed`. */
  dispose(): void {
    this.calls.end();
    this.#workers.dispose();
  }

  /** Calls `dispose`, for `using`. */
  [Symbol.dispose](): void {
    this.dispose();
  }

  /** Calls `dispose`, for `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    this.dispose();
    return Promise.resolve();
  }
}
