import { element } from './dom.js';

/** Saves a text as a file. */
export function downloadButton(text: () => string, name: () => string): HTMLElement {
  const button = element('button', { type: 'button', class: 'quiet' }, 'Download');
  button.addEventListener('click', () => save(text(), name()));
  return button;
}

function save(text: string, name: string) {
  const href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  element('a', { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 10_000);
}
