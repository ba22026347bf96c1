import { element } from '../dom.js';

const labels = {
  off: 'Listen to the microphone',
  loading: 'Loading the model…',
  asking: 'Allow the microphone…',
  on: 'Stop listening',
  stopping: 'Finishing…',
};

export type MicState = keyof typeof labels;

/** Starts and stops listening and says at which point that is. */
export class MicButton {
  readonly #label = element('span', {}, labels.off);
  readonly root = element(
    'button',
    { type: 'button', class: 'button mic' },
    element('span', { class: 'dot', 'aria-hidden': 'true' }),
    this.#label,
  );
  #state: MicState = 'off';

  constructor(onStart: () => void, onStop: () => void) {
    this.root.addEventListener('click', () => (this.#state === 'off' ? onStart() : onStop()));
  }

  get busy(): boolean {
    return this.#state !== 'off';
  }

  set state(state: MicState) {
    this.#state = state;
    this.#label.textContent = labels[state];
    this.root.dataset['state'] = state;
    this.root.setAttribute('aria-disabled', String(state === 'stopping'));
  }
}
