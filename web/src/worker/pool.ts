import { abortable } from '../abort.js';
import type { Loading } from '../load/model_source.js';
import type { Answer } from './messages.js';
import { checkWorkerOptions, type WorkerOptions } from './options.js';
import { Remote, type RemoteParts, type Startable } from './remote.js';
import { Turns } from './turns.js';

/**
 * Workers that hold the same model. The first is always there; another one is started only when work
 * waits, and gets work only when it is ready, so that nothing waits for a start.
 */
export class WorkerPool<Api extends Startable> {
  readonly #make: () => Remote<Api>;
  readonly #remotes: Remote<Api>[];
  readonly #turns = new Turns<Remote<Api>>();
  #most: number;
  #isGrowing = false;

  /** The first worker, for what shares it with other work. */
  readonly first: Remote<Api>;

  /** @throws LonghandError `invalid_option` */
  constructor(options: WorkerOptions, parts: RemoteParts<Api>) {
    checkWorkerOptions(options);
    this.#most = options.workers ?? 1;
    this.#make = () => new Remote(options, parts);
    this.first = this.#make();
    this.#remotes = [this.first];
  }

  /** Most pieces of work that can be done at a time. */
  get width(): number {
    return this.#most;
  }

  /**
   * Starts the first worker; resolves to what its `start` answers. If it fails all is over.
   * @throws LonghandError; the signal's reason
   */
  async start({ signal, onProgress }: Loading): Promise<Answer<Api, 'start'>> {
    try {
      const answer = await abortable(this.first.start({ signal, onProgress }), signal);
      this.#turns.give(this.first);
      return answer;
    } catch (error) {
      this.dispose();
      throw error;
    }
  }

  /** Does `work` when a worker is free, which it has to itself. @throws the signal's reason */
  async run<T>(signal: AbortSignal, work: (remote: Remote<Api>) => Promise<T>): Promise<T> {
    const turn = this.#turns.take(signal);
    void this.#grow();
    const remote = await turn;
    try {
      return await work(remote);
    } finally {
      this.#turns.give(remote);
    }
  }

  /** Ends the workers; what runs in them rejects with `disposed`. */
  dispose(): void {
    for (const remote of this.#remotes) remote.dispose();
  }

  async #grow() {
    if (this.#isGrowing || !this.#turns.areScarce || this.#remotes.length >= this.#most) return;
    this.#isGrowing = true;
    const remote = this.#make();
    this.#remotes.push(remote);
    try {
      await remote.start({});
      this.#turns.give(remote);
    } catch {
      this.#remotes.pop();
      this.#most = this.#remotes.length; // Those that run do the work.
    } finally {
      this.#isGrowing = false;
    }
    await this.#grow();
  }
}
