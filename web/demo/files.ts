import { element } from './dom.js';

export type Kind = 'picture' | 'pages' | 'sound';

/** A button that lets the visitor choose a file. */
export function fileButton(
  text: string,
  attributes: Record<string, string>,
  onFile: (file: File) => void,
): HTMLElement {
  const { class: kind = 'button', ...rest } = attributes;
  const input = element('input', { type: 'file', ...rest });
  input.addEventListener('change', () => {
    const [file] = input.files ?? [];
    if (file) onFile(file);
    input.value = '';
  });
  return element('label', { class: kind }, input, text);
}

/** Hands on what is dropped or pasted anywhere on the page, with its kind, if known. */
export function takeFiles(
  onFile: (kind: Kind | undefined, file: File) => unknown,
  onProblem: (text: string) => unknown,
): void {
  const over = (event: DragEvent) => {
    event.preventDefault();
    document.body.classList.toggle('dropping', event.type === 'dragover');
  };
  addEventListener('dragover', over);
  addEventListener('dragleave', over);
  addEventListener('drop', (event) => {
    over(event);
    const [file] = event.dataTransfer?.files ?? [];
    if (file) onFile(kindOf(file), file);
    else
      onProblem(
        'No file was dropped. Drop a picture, a PDF or a recording that lies on your device.',
      );
  });
  addEventListener('paste', ({ clipboardData }) => {
    const file = [...(clipboardData?.files ?? [])].find((one) => kindOf(one));
    if (file) onFile(kindOf(file), file);
  });
}

function kindOf({ type }: File): Kind | undefined {
  if (type.startsWith('image/')) return 'picture';
  if (type === 'application/pdf') return 'pages';
  return /^(audio|video)\//.test(type) ? 'sound' : undefined;
}
