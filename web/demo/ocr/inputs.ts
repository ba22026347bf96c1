import { element } from '../dom.js';

/** Ways to hand a picture to the page: choose, photograph, drop anywhere, paste. */
export function pictureInputs(onPicture: (file: File) => void, onProblem: (text: string) => void) {
  listenForDrop(onPicture, onProblem);
  listenForPaste(onPicture);
  return element(
    'div',
    { class: 'inputs' },
    fileButton('Choose a picture', {}, onPicture),
    fileButton('Take a photo', { capture: 'environment' }, onPicture),
    element('p', { class: 'hint' }, 'or drop or paste one anywhere. One line of text per picture.'),
  );
}

function fileButton(
  text: string,
  attributes: Record<string, string>,
  onPicture: (file: File) => void,
) {
  const input = element('input', { type: 'file', accept: 'image/*', ...attributes });
  input.addEventListener('change', () => {
    const [file] = input.files ?? [];
    if (file) onPicture(file);
    input.value = '';
  });
  return element('label', { class: 'button' }, input, text);
}

function listenForDrop(onPicture: (file: File) => void, onProblem: (text: string) => void) {
  const over = (event: DragEvent) => {
    event.preventDefault();
    document.body.classList.toggle('dropping', event.type === 'dragover');
  };
  addEventListener('dragover', over);
  addEventListener('dragleave', over);
  addEventListener('drop', (event) => {
    over(event);
    const [file] = event.dataTransfer?.files ?? [];
    if (file) onPicture(file);
    else onProblem('No file was dropped. Drop a picture that lies on your device.');
  });
}

function listenForPaste(onPicture: (file: File) => void) {
  addEventListener('paste', ({ clipboardData }) => {
    const file = [...(clipboardData?.files ?? [])].find(({ type }) => type.startsWith('image/'));
    if (file) onPicture(file);
  });
}
