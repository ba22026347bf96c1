import { themeColor } from '../dom.js';
import type { Stretch } from './rows.js';
import type { Track } from './track.js';

/** A stretch of time, and where it is drawn, in CSS pixels. */
export interface View {
  /** Seconds. */
  from: number;
  /** Seconds. */
  to: number;
  left: number;
  width: number;
}

export const xOf = (time: number, { from, to, left, width }: View) =>
  left + ((time - from) / (to - from)) * width;

/** Least and greatest sample of each hundredth of a second, as tall as the loudest of the view. */
export function drawWaveform(
  context: CanvasRenderingContext2D,
  { peaks }: Track,
  view: View,
  height: number,
): void {
  const { data, count, start } = peaks.between(view.from, view.to);
  const loudest = data.reduce((most, value) => Math.max(most, Math.abs(value)), 0.05);
  const cell = (peaks.seconds / (view.to - view.from)) * view.width;
  context.fillStyle = themeColor('ink-soft');
  for (let index = 0; index < count; index++) {
    const top = (0.5 - (0.47 * (data[2 * index + 1] ?? 0)) / loudest) * height;
    const bottom = (0.5 - (0.47 * (data[2 * index] ?? 0)) / loudest) * height;
    const x = xOf(start + index * peaks.seconds, view);
    context.fillRect(x, top, Math.max(0.7 * cell, 0.7), Math.max(bottom - top, 1));
  }
}

const dynamics = 11; // nats below the loudest that are told from silence

/** Log-mel energies, low frequencies at the bottom. */
export function drawSpectrogram(
  context: CanvasRenderingContext2D,
  { features, loudest }: Track,
  view: View,
  height: number,
): void {
  const stretch = features.between(view.from, view.to);
  if (stretch.count === 0) return;
  const picture = pixelsOf(stretch, features.width, loudest, palette());
  const left = xOf(stretch.start, view);
  const right = xOf(stretch.start + stretch.count * features.seconds, view);
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, left, 0, right - left, height);
}

function pixelsOf({ data, count }: Stretch, bins: number, loudest: number, colors: Uint32Array) {
  const pixels = new Uint32Array(count * bins);
  for (let row = 0; row < count; row++) {
    for (let bin = 0; bin < bins; bin++) {
      const level = 1 - (loudest - (data[row * bins + bin] ?? -Infinity)) / dynamics;
      const color = colors[Math.round(255 * Math.min(Math.max(level, 0), 1))] ?? 0;
      pixels[(bins - 1 - bin) * count + row] = color;
    }
  }
  const canvas = new OffscreenCanvas(count, bins);
  const image = new ImageData(new Uint8ClampedArray(pixels.buffer), count, bins);
  canvas.getContext('2d')?.putImageData(image, 0, 0);
  return canvas;
}

/** 256 colors from the ground of the page over its accent to its ink. */
function palette(): Uint32Array {
  const canvas = new OffscreenCanvas(256, 1);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('this browser has no canvas');
  const gradient = context.createLinearGradient(0, 0, 256, 0);
  gradient.addColorStop(0, themeColor('card'));
  gradient.addColorStop(0.65, themeColor('accent'));
  gradient.addColorStop(1, themeColor('ink'));
  context.fillStyle = gradient;
  context.fillRect(0, 0, 256, 1);
  return new Uint32Array(context.getImageData(0, 0, 256, 1).data.buffer);
}

/** Seconds below the pictures. */
export function drawTimes(context: CanvasRenderingContext2D, view: View, height: number): void {
  const perSecond = view.width / (view.to - view.from);
  const step = [0.1, 0.2, 0.5, 1, 2, 5, 10].find((seconds) => seconds * perSecond > 48) ?? 30;
  context.font = '11px system-ui, sans-serif';
  context.textAlign = 'center';
  context.textBaseline = 'bottom';
  context.fillStyle = themeColor('ink-soft');
  for (let tick = Math.ceil(view.from / step); tick * step <= view.to; tick++) {
    const x = xOf(tick * step, view);
    context.fillRect(x, 0, 1, 4);
    if (x < view.left + view.width - 14)
      context.fillText(`${(tick * step).toFixed(1)} s`, x, height);
  }
}
