import type { RecognizeOptions } from 'longhand/ocr';

import { element, field } from '../dom.js';
import { fileButton } from '../files.js';
import { together, type Model } from './models.js';

/** Model and options; `onChange` is called when the picture should be read again. */
export class Settings {
  readonly root: HTMLElement;
  readonly #select: HTMLSelectElement;
  readonly #second: HTMLSelectElement;
  readonly #dictionary = element('input', { type: 'checkbox', checked: true });
  readonly #allow = element('input', {
    type: 'text',
    spellcheck: 'false',
    placeholder: 'all',
    autocomplete: 'off',
  });
  readonly #deny = element('input', {
    type: 'text',
    spellcheck: 'false',
    placeholder: 'none',
    autocomplete: 'off',
  });

  constructor(
    readonly models: Model[],
    onChange: () => void,
  ) {
    this.#select = element('select', {}, ...models.map(option));
    this.#second = element('select', {}, new Option('none', ''), ...models.map(option));
    const inputs = [this.#select, this.#second, this.#dictionary, this.#allow, this.#deny];
    for (const input of inputs) {
      input.addEventListener('change', onChange);
    }
    this.root = element(
      'div',
      { class: 'settings' },
      field('Model', this.#select),
      this.#fileButton(onChange),
      element(
        'details',
        {},
        element('summary', {}, 'Options'),
        field('Second model, if languages mix', this.#second),
        field('Only these characters, such as 0-9.,', this.#allow),
        field('Never these characters', this.#deny),
        element('label', { class: 'check' }, this.#dictionary, 'Prefer words of the dictionary'),
      ),
    );
  }

  get model(): Model | undefined {
    const [first, second] = [this.#select, this.#second].map((select) => {
      return this.models.find(({ id }) => id === select.value);
    });
    return first && second && first !== second ? together(first, second) : first;
  }

  get options(): RecognizeOptions {
    return {
      dictionary: this.#dictionary.checked,
      allow: this.#allow.value,
      deny: this.#deny.value,
    };
  }

  choose(id: string): void {
    this.#select.value = id;
    this.#second.value = '';
  }

  #fileButton(onChange: () => void): HTMLElement {
    const attributes = { class: 'button quiet', accept: '.traineddata,.safetensors,.gz' };
    return fileButton('Load a model from disk', attributes, (file) => {
      this.#add(file);
      onChange();
    });
  }

  #add(file: File) {
    const model = { id: `file-${this.models.length}`, name: file.name, language: '', file };
    this.models.push(model);
    for (const select of [this.#select, this.#second]) select.append(option(model));
    this.choose(model.id);
  }
}

function option({ id, name }: Model): HTMLOptionElement {
  return element('option', { value: id }, name);
}
