import type { RecognizeOptions } from 'longhand/ocr';

import { element, field } from '../dom.js';
import { fileButton } from '../files.js';
import { bestFor, together, type Model } from './models.js';

/**
 * Model and options; `onChange` is called when the picture should be read again. `compares`: another model's
 * reading may be asked for beside the first one's.
 */
export class Settings {
  readonly root: HTMLElement;
  readonly #select: HTMLSelectElement;
  readonly #second: HTMLSelectElement;
  readonly #rival: HTMLSelectElement;
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
    compares = false,
  ) {
    this.#select = element('select', {}, ...choices(models));
    this.#second = element('select', {}, new Option('none', ''), ...choices(models));
    this.#rival = element('select', {}, new Option('none', ''), ...choices(models));
    const selects = [this.#select, this.#second, this.#rival];
    const inputs = [...selects, this.#dictionary, this.#allow, this.#deny];
    for (const input of inputs) {
      input.addEventListener('change', onChange);
    }
    this.root = element(
      'div',
      { class: 'settings' },
      field('Model', this.#select),
      ...(compares ? [field('Compare with', this.#rival)] : []),
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
    const [first, second] = [this.#chosen(this.#select), this.#chosen(this.#second)];
    return first && second && first !== second ? together(first, second) : first;
  }

  /** Whose reading stands beside that of {@link model}. */
  get rival(): Model | undefined {
    return this.#rival.value === this.#select.value ? undefined : this.#chosen(this.#rival);
  }

  #chosen(select: HTMLSelectElement): Model | undefined {
    return this.models.find(({ id }) => id === select.value);
  }

  get options(): RecognizeOptions {
    return {
      dictionary: this.#dictionary.checked,
      allow: this.#allow.value,
      deny: this.#deny.value,
    };
  }

  /** What reads best what this model is made for, beside it if it is another one. */
  choose(id: string): void {
    this.#select.value = bestFor(id, this.models);
    this.#second.value = '';
    this.#rival.value = this.#select.value === id ? '' : id;
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
    for (const select of [this.#select, this.#second, this.#rival]) select.append(option(model));
    this.choose(model.id);
  }
}

/** Those that the page offers by who made them, those from disk behind. */
function choices(models: Model[]): HTMLElement[] {
  const makers = [...new Set(models.map(({ from }) => from))];
  return makers.map((from) => {
    const options = models.filter((model) => model.from === from).map(option);
    return element('optgroup', { label: from }, ...options);
  });
}

function option({ id, name }: Model): HTMLOptionElement {
  return element('option', { value: id }, name);
}
