import { element } from './dom.js';

export type LiveState = 'off' | 'loading' | 'asking' | 'on' | 'stopping';

/** Starts and stops what a microphone or a camera gives, and says at which point that is. */
export class LiveButton {
  readonly #labels: Record<LiveState, string>;
  readonly #label = element('span', {});
  readonly root = element(
    'button',
    { type: 'button', class: 'button live' },
    element('span', { class: 'dot', 'aria-hidden': 'true' }),
    this.#label,
  );
  #state: LiveState = 'off';

  constructor(labels: Record<LiveState, string>, onStart: () => void, onStop: () => void) {
    this.#labels = labels;
    this.state = 'off';
    this.root.addEventListener('click', () => (this.#state === 'off' ? onStart() : onStop()));
  }

  get busy(): boolean {
    return this.#state !== 'off';
  }

  set state(state: LiveState) {
    this.#state = state;
    this.#label.textContent = this.#labels[state];
    this.root.dataset['state'] = state;
    this.root.setAttribute('aria-disabled', String(state === 'stopping'));
  }
}
