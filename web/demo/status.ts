import type { Progress } from 'longhand';

import { element } from './dom.js';
import { explain } from './errors.js';

/** The line that says how loading goes, and the box that says what went wrong. */
export class Status {
  readonly #bar = element('progress', { max: 1, 'aria-label': 'Loading' });
  readonly #text = element('span', {});
  readonly #loading = element('p', { class: 'loading', hidden: true }, this.#text, this.#bar);
  readonly #alert = element('div', { class: 'alert', role: 'alert', hidden: true });
  readonly root = element('div', { class: 'status' }, this.#loading, this.#alert);

  loading(name: string, { phase, loaded, total }: Progress): void {
    if (phase === 'wasm') return;
    this.#loading.hidden = phase === 'load' && loaded === 1;
    const size = phase === 'model' ? `, ${(loaded / 1e6).toFixed(1)} MB` : '';
    this.#text.textContent = `Loading ${name}${size}`;
    if (total) this.#bar.value = loaded / total;
    else this.#bar.removeAttribute('value');
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
    const { problem, advice } = explain(error);
    this.problem(problem, advice);
  }
}
