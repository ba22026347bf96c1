/** Things that each piece of work has one of to itself, in the order in which they are asked for. */
export class Turns<Thing> {
  readonly #free: Thing[];
  readonly #waiting = new Set<(thing: Thing) => void>();

  constructor(free: Thing[] = []) {
    this.#free = free;
  }

  /** Whether all are taken and more are asked for. */
  get areScarce(): boolean {
    return this.#waiting.size > 0;
  }

  /** Adds a thing, or gives one back; of those that are free it is taken first. */
  give(thing: Thing): void {
    const [enter] = this.#waiting;
    if (enter) enter(thing);
    else this.#free.push(thing);
  }

  /** @throws the signal's reason */
  async take(signal: AbortSignal): Promise<Thing> {
    signal.throwIfAborted();
    const thing = this.#free.pop();
    return thing ?? this.#turn(signal);
  }

  #turn(signal: AbortSignal): Promise<Thing> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#waiting.delete(enter);
        reject(signal.reason as Error);
      };
      const enter = (thing: Thing) => {
        this.#waiting.delete(enter);
        signal.removeEventListener('abort', leave);
        resolve(thing);
      };
      signal.addEventListener('abort', leave, { once: true });
      this.#waiting.add(enter);
    });
  }
}
