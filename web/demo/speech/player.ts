import { element } from '../dom.js';

/** Plays the sound at hand, if the browser can; `onTime` is called while it plays, with undefined when it no longer does. */
export class Player {
  readonly root = element('button', { type: 'button', class: 'quiet', hidden: true }, 'Play');
  readonly #audio = element('audio', { preload: 'auto' });
  #url: string | undefined;

  constructor(readonly onTime: (seconds: number | undefined) => void) {
    const gentle = matchMedia('(prefers-reduced-motion: reduce)');
    this.root.addEventListener('click', () =>
      this.#audio.paused ? void this.#play() : this.stop(),
    );
    this.#audio.addEventListener('play', () => {
      this.root.textContent = 'Stop';
      if (!gentle.matches) this.#follow();
    });
    this.#audio.addEventListener('timeupdate', () => {
      if (!this.#audio.paused) this.onTime(this.#audio.currentTime);
    });
    for (const type of ['pause', 'ended']) this.#audio.addEventListener(type, () => this.#ended());
    this.#audio.addEventListener('error', () => (this.root.hidden = true));
  }

  /** What can be played from now on; undefined: nothing. */
  load(source: Blob | string | undefined): void {
    this.stop();
    if (this.#url?.startsWith('blob:')) URL.revokeObjectURL(this.#url);
    this.#url = source instanceof Blob ? URL.createObjectURL(source) : source;
    if (this.#url) this.#audio.src = this.#url;
    this.root.hidden = this.#url === undefined;
  }

  stop(): void {
    this.#audio.pause();
  }

  /** Plays from a time in seconds. */
  playFrom(time: number): void {
    if (!this.#url) return;
    this.#audio.currentTime = time;
    if (this.#audio.paused) void this.#play();
  }

  /** Where it is refused the button stays as it is. */
  async #play() {
    if (this.#audio.ended) this.#audio.currentTime = 0;
    await this.#audio.play().catch(() => undefined);
  }

  #follow() {
    if (this.#audio.paused) return;
    this.onTime(this.#audio.currentTime);
    requestAnimationFrame(() => this.#follow());
  }

  #ended() {
    this.root.textContent = 'Play';
    this.#audio.currentTime = 0;
    this.onTime(undefined);
  }
}
