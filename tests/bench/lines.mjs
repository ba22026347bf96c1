import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { decode } from 'fast-png';

const fixtures = new URL('../fixtures/ocr/lines/', import.meta.url).pathname;
const dataSets = ['synth', 'sroie', 'oldbooks'];

/** Names of lines by folder: the data sets in LONGHAND_DATA, else the repository's English lines. */
async function listLines() {
  const data = process.env.LONGHAND_DATA;
  if (!data) {
    const rows = (await readFile(join(fixtures, '../lines.tsv'), 'utf8')).split('\n');
    const english = rows.map((row) => row.split('\t')).filter(([, model]) => model === 'eng');
    return [[fixtures, english.map(([name]) => name)]];
  }
  const folders = dataSets.map((set) => join(data, 'ocr', set));
  return Promise.all(
    folders.map(async (folder) => [
      folder,
      (await readdir(folder)).filter((name) => name.endsWith('.png')).sort(),
    ]),
  );
}

/** A binary greyscale PNM, as the fixtures are kept. */
function decodePgm(file) {
  const [header, width, height] = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(
    file.toString('latin1', 0, 64),
  );
  return { width: Number(width), height: Number(height), grey: file.subarray(header.length) };
}

function toGrey({ width, height, channels, data, depth }) {
  if (depth !== 8) throw new Error(`expected 8 bits per sample, found ${depth}`);
  const grey = new Uint8Array(width * height);
  for (let i = 0; i < grey.length; ++i) {
    const [r, g, b] = data.subarray(i * channels, i * channels + 3);
    grey[i] = channels < 3 ? r : Math.round(0.3 * r + 0.5 * g + 0.2 * b);
  }
  return { width, height, grey };
}

/** The same line as RGBA, as a canvas would give it. */
export function toImageData({ width, height, grey }) {
  const data = new Uint8ClampedArray(width * height * 4);
  grey.forEach((value, i) => data.set([value, value, value, 255], i * 4));
  return { width, height, data };
}

/** The same line as a file that any reader decodes at once. */
export function toPgm({ width, height, grey }) {
  return Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`), grey]);
}

/**
 * Evenly picked lines, sorted by their width at a height of 36 pixels and cut into three lengths.
 * Returns { short, medium, long }, each a list of { path, width, height, grey }.
 */
export async function loadLines(count = 60) {
  const lines = [];
  const folders = await listLines();
  for (const [folder, names] of folders) {
    const step = Math.max(1, Math.floor((names.length * folders.length) / count));
    for (let i = 0; i < names.length; i += step) {
      const path = join(folder, names[i]);
      const file = await readFile(path);
      const image = path.endsWith('.pgm') ? decodePgm(file) : decode(file);
      if (image.grey) lines.push({ path, ...image });
      else if (image.depth === 8) lines.push({ path, ...toGrey(image) });
    }
  }
  lines.sort((a, b) => a.width / a.height - b.width / b.height);
  const third = Math.ceil(lines.length / 3);
  return {
    short: lines.slice(0, third),
    medium: lines.slice(third, 2 * third),
    long: lines.slice(2 * third),
  };
}
