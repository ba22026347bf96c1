import type { Activations, SpeechModelInfo } from 'longhand/speech';

import { Rows } from './rows.js';

/** Seconds that can be looked at. */
const kept = 120;
const peakSeconds = 0.01;

/** What is drawn of a sound: least and greatest sample of each hundredth of a second, features, labels. */
export class Track {
  readonly peaks = new Rows(2, peakSeconds, kept / peakSeconds);
  readonly features: Rows;
  readonly probabilities: Rows;
  /** Of all features. */
  loudest = -Infinity;
  /** Seconds. */
  duration = 0;
  #taken = 0;
  #peaks = 0;
  #least = 0;
  #greatest = 0;

  /** @param onFirst called when the first sound comes */
  constructor(
    readonly model: SpeechModelInfo,
    readonly onFirst: () => void,
  ) {
    const { melBins, frameSeconds, labels, stepSeconds } = model;
    this.features = new Rows(melBins, frameSeconds, Math.ceil(kept / frameSeconds));
    this.probabilities = new Rows(labels.length, stepSeconds, Math.ceil(kept / stepSeconds));
  }

  add(piece: Activations): void {
    if (this.duration === 0) this.onFirst();
    this.#addSamples(piece);
    this.features.push(piece.features, piece.featureStart);
    this.probabilities.push(piece.probabilities, piece.stepStart);
    for (const value of piece.features) if (value > this.loudest) this.loudest = value;
    this.duration = piece.sampleStart + piece.samples.length / piece.sampleRate;
  }

  #addSamples({ samples, sampleRate }: Activations) {
    const pair = new Float32Array(2);
    for (const sample of samples) {
      this.#least = Math.min(this.#least, sample);
      this.#greatest = Math.max(this.#greatest, sample);
      this.#taken++;
      if (this.#taken >= (this.#peaks + 1) * peakSeconds * sampleRate) {
        pair[0] = this.#least;
        pair[1] = this.#greatest;
        this.peaks.push(pair);
        this.#peaks++;
        this.#least = this.#greatest = 0;
      }
    }
  }

  /** The most likely label of each step between two times, repeats and blanks left out. */
  spelled(from: number, to: number): string {
    const { labels, blank } = this.model;
    const { data, count } = this.probabilities.between(from, to);
    let text = '';
    let previous = blank;
    for (let step = 0; step < count; step++) {
      const row = data.subarray(step * labels.length, (step + 1) * labels.length);
      const best = row.indexOf(Math.max(...row));
      if (best !== previous && best !== blank) text += labels[best] ?? '';
      previous = best;
    }
    return text.trim();
  }
}
