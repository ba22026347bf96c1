import type { FinalEvent, PartialEvent, SpeechEvent, SpokenWord } from 'longhand/speech';

import { wordChip } from '../confidence.js';
import { CopyButton } from '../copy_button.js';
import { element } from '../dom.js';
import { alternativesOf } from './alternatives.js';

/** What stands below the text is of its end only. */
const mostWords = 400;
const mostAlternatives = 20;
const mostPartials = 2000;

/** The text as it forms, its words, and what else it could be. */
export class TranscriptView {
  readonly #text = element('p', { class: 'text', lang: 'en' });
  readonly #announced = element('p', { class: 'unseen', role: 'status' });
  readonly #copy = new CopyButton(() => this.#text.textContent);
  readonly #words = element('ul', {
    class: 'words',
    'aria-label': 'Words with confidence and times',
  });
  readonly #alternatives = element('div', { class: 'alternatives' });
  readonly root: HTMLElement;
  #utterances: FinalEvent[] = [];
  #partials: PartialEvent[] = [];
  /** A wake phrase was heard, and nothing since. */
  #woken = false;

  /** @param button stands beside the text */
  constructor(
    button: HTMLElement,
    readonly onMark: (word: SpokenWord | undefined) => void,
  ) {
    const buttons = element('div', {}, button, this.#copy.root);
    this.root = element(
      'div',
      {},
      element('div', { class: 'reading' }, this.#text, buttons),
      this.#announced,
      this.#words,
      this.#alternatives,
    );
  }

  /** @param waiting what stands where there is no text yet */
  clear(waiting: string): void {
    this.#utterances = [];
    this.#partials = [];
    this.#woken = false;
    this.#words.replaceChildren();
    this.#alternatives.replaceChildren();
    this.#text.replaceChildren(element('span', { class: 'waiting' }, waiting));
    this.#copy.root.hidden = true;
  }

  add(event: SpeechEvent): void {
    if (event.type === 'endpoint' && !this.#woken) return;
    this.#woken = event.type === 'wake';
    if (event.type === 'wake') {
      this.#announced.textContent = yes;
    } else if (event.type === 'partial') {
      this.#partials = [...this.#partials.slice(-mostPartials), event];
    } else if (event.type === 'final') {
      this.#utterances.push(event);
      this.#announced.textContent = event.rejected ? rejection : event.written;
      this.#showWords(event);
    }
    this.#showText(event.time);
  }

  /** Says that nothing more comes. */
  finish(nothing: string): void {
    this.#woken = false;
    if (this.#utterances.length === 0) this.clear(nothing);
    else this.replay(undefined);
  }

  /** Shows the text as it stood at `time` in seconds; undefined: at the end. */
  replay(time: number | undefined): void {
    this.#showText(time ?? Infinity);
  }

  #showText(time: number) {
    const complete = this.#utterances.filter((utterance) => utterance.time <= time);
    const since = complete.at(-1);
    const partial = this.#partials
      .filter((one) => one.time <= time && one.time > (since?.time ?? -1))
      .at(-1);
    const spans = complete.map(spanOf);
    if (partial && time !== Infinity) spans.push(...spansOf(partial));
    if (this.#woken) spans.push(element('span', { class: 'waiting' }, yes));
    this.#text.replaceChildren(...spans.flatMap((span, index) => (index ? [' ', span] : [span])));
    this.#copy.root.hidden = complete.every(({ text }) => text === '');
  }

  #showWords(utterance: FinalEvent) {
    for (const word of utterance.words) this.#words.append(this.#chip(word));
    const alternatives = alternativesOf(utterance);
    if (alternatives) this.#alternatives.append(alternatives);
    keepLast(this.#words, mostWords);
    keepLast(this.#alternatives, mostAlternatives);
  }

  #chip(word: SpokenWord): HTMLElement {
    const details = [`${word.start.toFixed(2)} to ${word.end.toFixed(2)} seconds`];
    const chip = { text: word.text, confidence: word.confidence, language: 'en', details };
    return wordChip(chip, (marked) => this.onMark(marked ? word : undefined));
  }
}

function keepLast(list: HTMLElement, most: number) {
  while (list.childElementCount > most) list.firstElementChild?.remove();
}

const rejection = 'None of the phrases.';
const yes = 'Yes?';

function spanOf({ written, rejected }: FinalEvent): HTMLElement {
  return rejected
    ? element('span', { class: 'waiting' }, `(${rejection.toLowerCase().slice(0, -1)})`)
    : element('span', {}, written);
}

/** What will stay and what may still change. */
function spansOf({ text, stable }: PartialEvent): HTMLElement[] {
  return [
    element(
      'span',
      {},
      element('span', { class: 'stable' }, text.slice(0, stable)),
      element('span', { class: 'changing' }, text.slice(stable)),
    ),
  ];
}
