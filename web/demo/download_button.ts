import { element } from './dom.js';

/** Saves a file that is made when it is asked for. */
export function downloadButton(make: () => Promise<File>): HTMLElement {
  const button = element('button', { type: 'button', class: 'quiet' }, 'Download');
  button.addEventListener('click', () => {
    button.disabled = true;
    make()
      .then(save)
      .catch((error: unknown) => (button.textContent = `Not made: ${String(error)}`))
      .finally(() => (button.disabled = false));
  });
  return button;
}

function save(file: File) {
  const href = URL.createObjectURL(file);
  element('a', { href, download: file.name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 10_000);
}
