import type { Probabilities } from 'longhand';

import { element, redrawOnChange, sizedContext, themeColor } from './dom.js';

export interface Row {
  label: number;
  text: string;
}

export const margin = 28;
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
    .map(({ label, text }) => ({ label, text: text || '…' }));
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

/** Where rows are drawn: CSS pixels; the names of the labels stand in the {@link margin}. */
export interface Area {
  left: number;
  width: number;
  rowHeight: number;
}

/** Probability of each label over time: a row a label, a column a step of the network. */
export function drawHeatMap(
  context: CanvasRenderingContext2D,
  rows: Row[],
  probabilities: Probabilities,
  area: Area,
): void {
  context.font = `${Math.min(12, area.rowHeight)}px system-ui, sans-serif`;
  context.textBaseline = 'middle';
  rows.forEach((row, index) => {
    const top = index * area.rowHeight;
    drawRule(context, row, top, area);
    drawRow(context, row, top, probabilities, area);
  });
}

function drawRule(
  context: CanvasRenderingContext2D,
  { text }: Row,
  top: number,
  { rowHeight }: Area,
) {
  const shown = text === 'blank' ? '∅' : text === ' ' ? '␣' : text;
  context.fillStyle = themeColor('ink-soft');
  context.fillText(shown, 2, top + rowHeight / 2, margin - 4);
  context.fillStyle = themeColor('rule');
  context.fillRect(margin, top + rowHeight - 1, context.canvas.width, 0.5);
}

function drawRow(
  context: CanvasRenderingContext2D,
  { label, text }: Row,
  top: number,
  { data, steps, labels }: Probabilities,
  { left, width, rowHeight }: Area,
) {
  context.fillStyle = themeColor(text === 'blank' ? 'ink-soft' : 'accent');
  const cell = width / steps;
  for (let step = 0; step < steps; step++) {
    const probability = at(data, step * labels + label);
    if (probability < 0.01) continue;
    context.globalAlpha = Math.sqrt(probability);
    context.fillRect(left + step * cell, top + 1, Math.max(cell, 1), rowHeight - 2);
  }
  context.globalAlpha = 1;
}

/** The probabilities of one line, as wide as its box. */
export class HeatMap {
  readonly canvas = element('canvas', { role: 'img', 'aria-label': 'Nothing read yet' });
  readonly #rowHeight = 15;
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
    const context = sizedContext(this.canvas, width, rows.length * this.#rowHeight);
    const area = { left: margin, width: width - margin, rowHeight: this.#rowHeight };
    drawHeatMap(context, rows, probabilities, area);
  }
}
