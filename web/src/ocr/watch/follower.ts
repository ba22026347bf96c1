import type { Page, PageLine } from '../page_types.js';
import type { WatchedLine, WatchedPage } from '../watch_types.js';
import { arranged } from './arranged.js';
import { matchByPlace, matchByText, type Matches } from './match.js';
import { movedLine, overlap } from './place.js';
import { shiftOf } from './shift.js';
import { vote } from './vote.js';

/** Readings of a line that have a say. */
const most = 4;

/** Readings that a line may be missing from until it counts as gone. */
const patience = 2;

/** From this confidence on a line that nobody expected is no mistake. */
const sure = 80;

/** Overlap from which on a line stands where another one is. */
const covering = 0.5;

interface Track {
  /** What is shown of it. */
  line: WatchedLine;
  /** The newest first. */
  readings: PageLine[];
  /** Readings in a row that it is missing from. */
  missed: number;
}

/** Follows lines from reading to reading. */
export class Follower {
  #tracks: Track[] = [];
  #page: WatchedPage | undefined;
  #ids = 0;

  /** The reading of the next picture, made steady by those before it. */
  follow(page: Page): WatchedPage {
    const { lines } = page;
    const shift = shiftOf(
      this.#tracks.flatMap(({ readings }) => readings[0] ?? []),
      lines,
    );
    for (const track of this.#tracks) track.line = movedLine(track.line, shift);
    const matches = this.#match(lines);
    const read = lines.map((line, i) => this.#read(line, this.#tracks[matches?.get(i) ?? -1]));
    const valid = read.map((track) => (isDoubtful(track, read) ? undefined : track));
    const tracks = valid.filter((track) => track !== undefined);
    const kept = matches ? this.#missed(tracks, page) : [];
    this.#tracks = [...tracks, ...kept];
    const shown = valid.map((track) => track?.line);
    this.#page = arranged(
      page,
      shown,
      kept.map(({ line }) => line),
      this.#page,
    );
    return this.#page;
  }

  /** Undefined, if the picture shows something else than before. */
  #match(lines: PageLine[]): Matches | undefined {
    const expected = this.#tracks.map(({ line }) => line);
    const byText = matchByText(expected, lines);
    const others = lines.filter(({ confidence }, i) => !byText.has(i) && confidence >= sure);
    if (others.length > byText.size) return undefined;
    return new Map([...byText, ...matchByPlace(expected, lines, byText)]);
  }

  #read(line: PageLine, track: Track | undefined): Track {
    if (!track) return { line: { ...line, id: this.#ids++ }, readings: [line], missed: 0 };
    const readings = [line, ...track.readings].slice(0, most);
    const voted = vote([line, ...readings.slice(1)], track.line);
    return { line: { ...voted, id: track.line.id }, readings, missed: 0 };
  }

  /** What is still to be seen, though this reading does not have it, and nothing else in its place. */
  #missed(read: Track[], { width, height }: Page): Track[] {
    const known = new Set(read.map(({ line }) => line.id));
    return this.#tracks
      .filter(({ line: { id, box }, missed }) => {
        const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
        const isInside = x >= 0 && y >= 0 && x < width && y < height;
        if (known.has(id) || missed >= patience || !isInside) return false;
        return read.every(({ line }) => overlap(line.box, box) < covering);
      })
      .map((track) => ({ ...track, missed: track.missed + 1 }));
  }
}

/** Whether a line is new, but stands where an older one is, of which the newest reading was outvoted. */
function isDoubtful({ line, readings }: Track, all: Track[]): boolean {
  if (readings.length > 1) return false;
  return all.some((other) => {
    const isOutvoted = other.line.box !== other.readings[0]?.box;
    return isOutvoted && overlap(other.line.box, line.box) >= covering;
  });
}
