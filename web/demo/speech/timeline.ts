import { element, redrawOnChange, sizedContext } from '../dom.js';
import { drawHeatMap, margin, type Row } from '../heat_map.js';
import { drawSpectrogram, drawTimes, drawWaveform, xOf, type View } from './pictures.js';
import type { Track } from './track.js';

const rowHeight = 11;
const leastPerSecond = 60; // CSS pixels
const leastShown = 2; // seconds

type Draw = (context: CanvasRenderingContext2D, track: Track, view: View, height: number) => void;

/** Sound, spectrogram and probabilities above each other, with the word pointed at and the playhead. */
export class Timeline {
  readonly #wave = picture();
  readonly #spectrogram = picture();
  readonly #map = picture();
  readonly #times = element('canvas', { 'aria-hidden': 'true' });
  readonly #mark = element('div', { class: 'mark', hidden: true });
  readonly #head = element('div', { class: 'playhead', hidden: true });
  readonly #scroll = element('input', { type: 'range', min: 0, step: 0.1, value: 0 });
  readonly #scrollBox = element(
    'label',
    { class: 'field', hidden: true },
    element('span', {}, 'Part of the sound that is shown'),
    this.#scroll,
  );
  readonly #box = element(
    'div',
    { class: 'timeline' },
    caption('The sound'),
    this.#wave,
    caption('What the network hears: loudness of low (bottom) to high tones'),
    this.#spectrogram,
    caption('What it makes of it: the probability of each letter'),
    this.#map,
    this.#times,
    this.#mark,
    this.#head,
  );
  readonly root = element('figure', {}, this.#box, this.#scrollBox);
  #track: Track | undefined;
  #rows: Row[] = [];
  #from = 0;
  #marked: { start: number; end: number } | undefined;
  #time: number | undefined;
  #asked = false;

  constructor(onPoint: (time: number) => void) {
    redrawOnChange(this.#box, () => this.#redraw());
    this.#scroll.addEventListener('input', () => {
      this.#from = Number(this.#scroll.value);
      this.#redraw();
    });
    this.#box.addEventListener('click', ({ clientX }) => {
      const { from, to, left, width } = this.#view();
      const x = clientX - this.#box.getBoundingClientRect().left - left;
      if (x >= 0) onPoint(from + (x / width) * (to - from));
    });
  }

  /** Shows `track` from now on. */
  show(track: Track): void {
    const { labels, blank } = track.model;
    this.#track = track;
    this.#rows = labels
      .map((text, label) => ({ label, text }))
      .filter(({ label }) => label !== blank)
      .concat({ label: blank, text: 'blank' });
    this.#from = 0;
    this.#marked = this.#time = undefined;
    this.#redraw();
  }

  /** More of the track is there; `follow` keeps its end in sight, unless a stretch is marked. */
  grown(follow: boolean): void {
    const { from, to } = this.#view();
    if (follow && !this.#marked) this.#from = Math.max(0, this.#duration - (to - from));
    this.#redraw();
  }

  /** Makes a stretch of time stand out and brings it into sight. */
  mark(stretch: { start: number; end: number } | undefined): void {
    this.#marked = stretch;
    if (stretch) this.#reveal(stretch.start, stretch.end);
    this.#redraw();
  }

  /** Where the sound is being played, if it is. */
  playhead(time: number | undefined): void {
    this.#time = time;
    if (time !== undefined) this.#reveal(time, time);
    this.#redraw();
  }

  /** A text for those who do not see the pictures. */
  describe(): void {
    if (!this.#track) return;
    const seconds = `${this.#duration.toFixed(1)} seconds`;
    this.#wave.setAttribute('aria-label', `Waveform of ${seconds}`);
    this.#spectrogram.setAttribute(
      'aria-label',
      `Spectrogram of ${seconds} in ${this.#track.model.melBins} bands`,
    );
    const spelled = this.#track.spelled(0, this.#duration) || 'nothing';
    this.#map.setAttribute(
      'aria-label',
      `Probabilities of ${this.#rows.length} labels; the most likely one after another: ${spelled}`,
    );
  }

  get #duration(): number {
    return this.#track?.duration ?? 0;
  }

  #reveal(start: number, end: number) {
    const { from, to } = this.#view();
    if (start < from || end > to) this.#from = Math.max(0, start - 0.2 * (to - from));
  }

  #view(): View {
    const width = Math.max(this.#box.clientWidth - margin, 1);
    const shown = Math.max(Math.min(this.#duration, width / leastPerSecond), leastShown);
    const from = Math.max(0, Math.min(this.#from, this.#duration - shown));
    return { from, to: from + shown, left: margin, width };
  }

  #redraw() {
    if (this.#asked) return;
    this.#asked = true;
    requestAnimationFrame(() => {
      this.#asked = false;
      this.#draw();
    });
  }

  #draw() {
    const view = this.#view();
    if (this.#box.clientWidth <= margin) return;
    this.#paint(this.#wave, view, 56, drawWaveform);
    this.#paint(this.#spectrogram, view, 88, drawSpectrogram);
    this.#paint(this.#map, view, this.#rows.length * rowHeight, (context, track, shown) =>
      this.#drawMap(context, track, shown),
    );
    this.#paint(this.#times, view, 20, (context, _, shown, height) =>
      drawTimes(context, shown, height),
    );
    place(this.#mark, view, this.#marked);
    place(this.#head, view, this.#time === undefined ? undefined : { start: this.#time });
    this.#scrollBox.hidden = this.#duration - (view.to - view.from) < 0.1;
    this.#scroll.max = String(this.#duration - (view.to - view.from));
    this.#scroll.value = String(view.from);
  }

  #paint(canvas: HTMLCanvasElement, view: View, height: number, draw: Draw) {
    const context = sizedContext(canvas, view.left + view.width, height);
    if (this.#track) draw(context, this.#track, view, height);
  }

  #drawMap(context: CanvasRenderingContext2D, { probabilities }: Track, view: View) {
    const { data, count, start } = probabilities.between(view.from, view.to);
    const left = xOf(start, view);
    const width = xOf(start + count * probabilities.seconds, view) - left;
    const shown = { data, steps: count, labels: probabilities.width };
    drawHeatMap(context, this.#rows, shown, { left, width, rowHeight });
  }
}

const picture = () => element('canvas', { role: 'img', 'aria-label': 'Nothing heard yet' });
const caption = (text: string) => element('p', { class: 'caption' }, text);

function place(layer: HTMLElement, view: View, time: { start: number; end?: number } | undefined) {
  const from = Math.max(time?.start ?? 0, view.from);
  const to = Math.min(time?.end ?? from, view.to);
  layer.hidden = !time || to < from || from > view.to;
  layer.style.left = `${xOf(from, view)}px`;
  layer.style.width = `${Math.max(xOf(to, view) - xOf(from, view), 2)}px`;
}
