import { around } from '../page.js';
import type { Page } from '../page_types.js';
import type { WatchedLine, WatchedPage } from '../watch_types.js';
import { confidenceOf } from './vote.js';

/** Lines of each paragraph of each block. */
type Blocks = WatchedLine[][][];

/**
 * A page with other lines in the place of its own.
 * @param lines one for each of the page's, in their order, or none for it
 * @param kept more lines, which stand where they stood among those of the page before
 */
export function arranged(
  page: Page,
  lines: (WatchedLine | undefined)[],
  kept: WatchedLine[],
  before: WatchedPage | undefined,
): WatchedPage {
  const rest = lines.values();
  const blocks = page.blocks
    .map(({ paragraphs }) =>
      paragraphs
        .map(({ lines }) => lines.flatMap(() => rest.next().value ?? []))
        .filter(({ length }) => length > 0),
    )
    .filter(({ length }) => length > 0);
  insert(blocks, kept, before);
  const all = blocks.flat(2);
  return {
    ...page,
    text: blocks.flat().map(textOf).join('\n\n'),
    confidence: confidenceOf(all.flatMap(({ words }) => words)),
    blocks: blocks.map((paragraphs) => ({
      box: around(paragraphs.flat()),
      paragraphs: paragraphs.map((lines) => ({ box: around(lines), lines })),
    })),
    lines: all,
  };
}

/** Lines; the cells of a table are a tab apart. */
function textOf(lines: WatchedLine[]): string {
  return lines
    .map(({ text, sameLine }, i) => (i > 0 && sameLine ? '\t' : '\n') + text)
    .join('')
    .slice(1);
}

function insert(blocks: Blocks, kept: WatchedLine[], before: WatchedPage | undefined) {
  const byId = new Map(kept.map((line) => [line.id, line]));
  let last: number | undefined;
  for (const paragraph of paragraphsOf(before)) {
    for (const [i, id] of paragraph.entries()) {
      const line = byId.get(id);
      if (line) {
        const behind = paragraph.slice(i + 1);
        const isIn =
          place(blocks, line, 1, paragraph[i - 1]) ||
          behind.some((next) => place(blocks, line, 0, next));
        if (!isIn) begin(blocks, line, last);
      }
      last = id;
    }
  }
}

/** The ids of the lines of each paragraph. */
function paragraphsOf(page: WatchedPage | undefined): number[][] {
  const ids = page?.lines.values();
  const paragraphs = page?.blocks.flatMap(({ paragraphs }) => paragraphs) ?? [];
  return paragraphs.map(({ lines }) => lines.flatMap(() => ids?.next().value?.id ?? []));
}

/** Puts a line before (0) or behind (1) another one; whether that is there. */
function place(blocks: Blocks, line: WatchedLine, offset: 0 | 1, id: number | undefined): boolean {
  for (const paragraph of blocks.flat()) {
    const at = paragraph.findIndex((other) => other.id === id);
    if (at < 0) continue;
    paragraph.splice(at + offset, 0, line);
    return true;
  }
  return false;
}

/** Begins a paragraph behind that of another line. */
function begin(blocks: Blocks, line: WatchedLine, id: number | undefined) {
  for (const paragraphs of blocks) {
    const at = paragraphs.findIndex((lines) => lines.some((other) => other.id === id));
    if (at < 0) continue;
    paragraphs.splice(at + 1, 0, [line]);
    return;
  }
  blocks.unshift([[line]]);
}
