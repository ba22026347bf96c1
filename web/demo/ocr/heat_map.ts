import type { Probabilities } from 'longhand';

import { element, redrawOnChange, sizedContext, themeColor } from '../dom.js';

export interface Row {
  label: number;
  text: string;
  peak: number;
}

const rowHeight = 15;
const margin = 28;
const maxRows = 32;

/** The labels that matter in a line, in the order in which they appear; the blank last. */
function rowsOf(probabilities: Probabilities, texts: string[], blank: number): Row[] {
  const rows = texts.map((text, label) => ({ text, ...peakOf(probabilities, label) }));
  return rows
    .filter(({ label, value }) => label !== blank && value > 0.05)
    .sort((a, b) => b.value - a.value)
    .slice(0, maxRows)
    .sort((a, b) => a.peak - b.peak)
    .concat({ ...peakOf(probabilities, blank), text: 'blank' })
    .map(({ label, text, peak }) => ({ label, text: text || '…', peak }));
}

function peakOf({ data, steps, labels }: Probabilities, label: number) {
  let peak = 0;
  for (let step = 1; step < steps; step++) {
    if (at(data, step * labels + label) > at(data, peak * labels + label)) peak = step;
  }
  return { label, peak, value: at(data, peak * labels + label) };
}

function at(data: Float32Array, index: number): number {
  return data[index] ?? 0;
}

/** Probability of each label over time: a row a label, a column a step of the network. */
export class HeatMap {
  readonly canvas = element('canvas', { role: 'img', 'aria-label': 'No line read yet' });
  #shown: { probabilities: Probabilities; rows: Row[] } | undefined;

  constructor(box: HTMLElement) {
    box.append(this.canvas);
    redrawOnChange(box, (width) => this.#draw(width));
  }

  show(probabilities: Probabilities, texts: string[], blank: number): void {
    const rows = rowsOf(probabilities, texts, blank);
    this.#shown = { probabilities, rows };
    this.canvas.setAttribute(
      'aria-label',
      `Probabilities of ${rows.length} labels over ${probabilities.steps} steps, in order of appearance: ${rows.map(({ text }) => text).join(' ')}`,
    );
    this.#draw(this.canvas.parentElement?.clientWidth ?? 0);
  }

  #draw(width: number) {
    if (!this.#shown || width <= margin) return;
    const { probabilities, rows } = this.#shown;
    const context = sizedContext(this.canvas, width, rows.length * rowHeight);
    context.font = '12px system-ui, sans-serif';
    context.textBaseline = 'middle';
    rows.forEach((row, index) => {
      drawLabel(context, row, index);
      drawRow(context, row, index, probabilities, width - margin);
    });
  }
}

function drawLabel(context: CanvasRenderingContext2D, { text }: Row, index: number) {
  context.fillStyle = themeColor('ink-soft');
  context.globalAlpha = 1;
  const shown = text === 'blank' ? '∅' : text === ' ' ? '␣' : text;
  context.fillText(shown, 2, (index + 0.5) * rowHeight, margin - 4);
}

function drawRow(
  context: CanvasRenderingContext2D,
  { label, text }: Row,
  index: number,
  { data, steps, labels }: Probabilities,
  width: number,
) {
  context.fillStyle = themeColor('rule');
  context.fillRect(margin, (index + 1) * rowHeight - 1, width, 0.5);
  context.fillStyle = themeColor(text === 'blank' ? 'ink-soft' : 'accent');
  const cell = width / steps;
  for (let step = 0; step < steps; step++) {
    const probability = at(data, step * labels + label);
    if (probability < 0.01) continue;
    context.globalAlpha = Math.sqrt(probability);
    context.fillRect(margin + step * cell, index * rowHeight + 1, Math.max(cell, 1), rowHeight - 2);
  }
  context.globalAlpha = 1;
}
