import type { OcrResult, OcrWord } from 'longhand/ocr';

import { level } from '../confidence.js';
import { element, redrawOnChange, sizedContext, themeColor } from '../dom.js';

/** The line's picture with a box around each word; the word pointed at stands out. */
export class LineView {
  readonly canvas = element('canvas', { role: 'img' });
  #picture: ImageBitmap | undefined;
  #words: OcrWord[] = [];
  #marked = -1;
  readonly #box: HTMLElement;

  constructor(box: HTMLElement) {
    this.#box = box;
    box.append(this.canvas);
    redrawOnChange(box, () => this.#draw());
  }

  show(picture: ImageBitmap, result: OcrResult | undefined): void {
    if (this.#picture !== picture) this.#picture?.close();
    this.#picture = picture;
    this.#words = result?.words ?? [];
    this.#marked = -1;
    const label = result ? `The line, with boxes around ${this.#words.length} words` : 'The line';
    this.canvas.setAttribute('aria-label', label);
    this.#draw();
  }

  /** Makes one word stand out; -1 none. */
  mark(word: number): void {
    this.#marked = word;
    this.#draw();
  }

  #draw() {
    const picture = this.#picture;
    if (!picture) return;
    const width = this.#box.clientWidth;
    const scale = Math.min(width / picture.width, 200 / picture.height, 2);
    const context = sizedContext(this.canvas, picture.width * scale, picture.height * scale);
    context.scale(scale, scale);
    context.drawImage(picture, 0, 0);
    this.#words.forEach((word, index) => drawBox(context, word, scale, index === this.#marked));
  }
}

function drawBox(context: CanvasRenderingContext2D, word: OcrWord, scale: number, marked: boolean) {
  const { left, top, right, bottom } = word.box;
  const inset = 1 / scale;
  const shape = [
    left + inset,
    top + inset,
    right - left - 2 * inset,
    bottom - top - 2 * inset,
  ] as const;
  const width = (marked ? 3 : 1.5) / scale;
  context.strokeStyle = themeColor('card'); // Stands out from dark pictures, too.
  context.lineWidth = width + 2 / scale;
  context.strokeRect(...shape);
  context.strokeStyle = themeColor(level(word.confidence / 100));
  context.lineWidth = width;
  if (marked) {
    context.fillStyle = context.strokeStyle;
    context.globalAlpha = 0.18;
    context.fillRect(...shape);
    context.globalAlpha = 1;
  }
  context.strokeRect(...shape);
}
