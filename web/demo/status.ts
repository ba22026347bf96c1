import type { Progress } from 'longhand';

import { element } from './dom.js';
import { explain, type Advice } from './errors.js';

/** The line that says how loading goes, and the box that says what went wrong. */
export class Status {
  readonly #bar = element('progress', { max: 1, 'aria-label': 'Progress' });
  readonly #text = element('span', {});
  readonly #stop = element('button', { type: 'button', class: 'quiet', hidden: true }, 'Stop');
  readonly #loading = element(
    'p',
    { class: 'loading', hidden: true },
    this.#text,
    this.#bar,
    this.#stop,
  );
  #onStop: (() => void) | undefined;
  readonly #alert = element('div', { class: 'alert', role: 'alert', hidden: true });
  readonly root = element('div', { class: 'status' }, this.#loading, this.#alert);

  constructor(readonly advice: Advice = {}) {
    this.#stop.addEventListener('click', () => this.#onStop?.());
  }

  loading(name: string, { phase, loaded, total }: Progress): void {
    if (phase === 'wasm') return;
    const size = phase === 'load' ? '' : `, ${(loaded / 1e6).toFixed(1)} MB`;
    const what = phase === 'languageModel' ? 'the language model' : name;
    this.progress(`Loading ${what}${size}`, total ? loaded / total : undefined);
    if (phase === 'load' && loaded === 1) this.#loading.hidden = true;
  }

  /**
   * @param done 0..1, undefined if nobody knows
   * @param onStop what the button to stop does; none: there is no such button
   */
  progress(text: string, done: number | undefined, onStop?: () => void): void {
    this.#loading.hidden = false;
    this.#onStop = onStop;
    this.#stop.hidden = !onStop;
    this.#text.textContent = text;
    if (done === undefined) this.#bar.removeAttribute('value');
    else this.#bar.value = done;
  }

  clear(): void {
    this.#alert.hidden = true;
    this.#loading.hidden = true;
  }

  problem(problem: string, advice = ''): void {
    this.#loading.hidden = true;
    this.#alert.replaceChildren(element('strong', {}, advice || problem));
    if (advice) this.#alert.append(element('p', {}, problem));
    this.#alert.hidden = false;
  }

  error(error: unknown): void {
    const { problem, advice } = explain(error, this.advice);
    this.problem(problem, advice);
  }
}
