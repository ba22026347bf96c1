import type { SpeechEvent } from './types.js';

type Step = IteratorResult<SpeechEvent, void>;

interface Reader {
  resolve(step: Step): void;
  reject(error: unknown): void;
}

/** Most events that wait; the one who makes them is then to wait for {@link EventQueue.drained}. */
const most = 256;

/** Events between the recogniser and whoever iterates over them. */
export class EventQueue {
  readonly #events: SpeechEvent[] = [];
  readonly #readers: Reader[] = [];
  #drained: (() => void) | undefined;
  #end: { error?: unknown } | undefined;

  /** A partial text that nobody has read yet gives way to the next one. */
  push(event: SpeechEvent): void {
    if (this.#end) return;
    const reader = this.#readers.shift();
    if (reader) {
      reader.resolve({ value: event, done: false });
      return;
    }
    if (event.type === 'partial' && this.#events.at(-1)?.type === 'partial') this.#events.pop();
    this.#events.push(event);
  }

  next(): Promise<Step> {
    const event = this.#events.shift();
    if (event) {
      if (this.#events.length < most) this.#drained?.();
      return Promise.resolve({ value: event, done: false });
    }
    return new Promise((resolve, reject) => {
      this.#readers.push({ resolve, reject });
      if (this.#end) this.#settle(this.#end);
    });
  }

  /** Resolves when there is room. */
  drained(): Promise<void> {
    if (this.#events.length < most) return Promise.resolve();
    return new Promise((resolve) => (this.#drained = resolve));
  }

  /** What was pushed can still be read. */
  close(): void {
    if (!this.#end) this.#settle((this.#end = {}));
  }

  /** After what was pushed a read fails with `error`; the later ones find the end. */
  fail(error: unknown): void {
    if (!this.#end) this.#settle((this.#end = { error }));
  }

  /** Drops what nobody has read. */
  clear(): void {
    this.#events.length = 0;
    this.#drained?.();
  }

  #settle(end: { error?: unknown }) {
    this.#drained?.();
    const [first, ...others] = this.#readers.splice(0);
    if (!first) return;
    if ('error' in end) first.reject(end.error);
    else first.resolve({ value: undefined, done: true });
    this.#end = {};
    for (const reader of others) reader.resolve({ value: undefined, done: true });
  }
}
