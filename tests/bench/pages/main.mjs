#!/usr/bin/env node
/**
 * Pages of LONGHAND_DATA/pages, read by Longhand and by tesseract.js-core (its automatic segmentation)
 * with the same model, in turn, one thread: character error, F1 of words, median milliseconds.
 *
 *     LONGHAND_DATA=/path/to/data tests/bench/pages/run [--sets receipts,books] [--every N]
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { loadOcr, readImage } from '../../../dist/node.js';
import { median } from '../statistics.mjs';
import { folded, scoreSet } from './score.mjs';

const tessdata = process.env.LONGHAND_TESSDATA ?? '/usr/share/tesseract-ocr/5/tessdata';
const automatic = 3;

async function createLonghand(model) {
  const engine = await loadOcr({ model, build: 'relaxed' });
  return (page) => engine.read(page).text;
}

async function createPeer(model) {
  const require = createRequire(import.meta.url);
  const factory = require('tesseract.js-core/tesseract-core-relaxedsimd-lstm.wasm.js');
  const core = await factory({ print() {}, printErr() {} });
  core.FS.writeFile('model.traineddata', model);
  const api = new core.TessBaseAPI();
  if (api.Init(null, 'model', 1) !== 0) throw new Error('tesseract.js-core refused the model');
  api.SetVariable('debug_file', '/dev/null');
  api.SetPageSegMode(automatic);
  return ({ data, width, height }) => {
    const channels = data.length / (width * height);
    core.FS.writeFile('/input', toPnm(data, width, height, channels));
    api.SetImageFile(1, 0); // upright, angle 0
    api.Recognize(null);
    return api.GetUTF8Text();
  };
}

/** A PGM or PPM file of pixels. */
function toPnm(data, width, height, channels) {
  const header = Buffer.from(`P${channels === 1 ? 5 : 6}\n${width} ${height}\n255\n`);
  if (channels !== 4) return Buffer.concat([header, data]);
  const colours = Buffer.alloc(width * height * 3);
  for (let i = 0; i < width * height; ++i) colours.set(data.subarray(4 * i, 4 * i + 3), 3 * i);
  return Buffer.concat([header, colours]);
}

/** The pages of a set: picture, truth, language. */
function pagesOf(folder, every) {
  const files = readdirSync(folder).filter((name) => /\.(png|jpg)$/.test(name));
  const text = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined);
  const noCase = /nocase/.test(text(join(folder, 'set.flags')) ?? '');
  const form = (value) => (noCase ? folded(value).toUpperCase() : folded(value));
  return files
    .filter((_, i) => i % every === 0)
    .map((name) => {
      const path = join(folder, name.replace(/\.\w+$/, ''));
      const truth = form(text(`${path}.txt`) ?? '');
      const language = text(`${path}.lang`)?.trim() ?? 'eng';
      return { file: join(folder, name), truth, language, form };
    });
}

async function measureSet(folder, every) {
  const results = { longhand: [], 'tesseract.js': [] };
  const engines = new Map();
  for (const { file, truth, language, form } of pagesOf(folder, every)) {
    if (!engines.has(language)) {
      const model = new Uint8Array(readFileSync(`${tessdata}/${language}.traineddata`));
      engines.set(language, {
        longhand: await createLonghand(model),
        'tesseract.js': await createPeer(model),
      });
    }
    const page = await readImage(file);
    for (const [name, read] of Object.entries(engines.get(language))) {
      const started = performance.now();
      const text = read(page);
      const ms = performance.now() - started;
      results[name].push({ truth, read: form(text), ms });
    }
  }
  return results;
}

const { values } = parseArgs({
  options: { sets: { type: 'string' }, every: { type: 'string', default: '1' } },
});
const root = join(process.env.LONGHAND_DATA ?? '.', 'pages');
const sets = values.sets?.split(',') ?? readdirSync(root).filter((name) => !name.includes('.'));
console.log('| set (pages) | engine | character error % | word F1 % | ms a page | as fast |');
console.log('| --- | --- | --- | --- | --- | --- |');
for (const set of sets) {
  const results = await measureSet(join(root, set), Number(values.every));
  const peer = median(results['tesseract.js'].map(({ ms }) => ms));
  for (const [name, pages] of Object.entries(results)) {
    const { error, f1 } = scoreSet(pages);
    const ms = median(pages.map((page) => page.ms));
    const cells = [error.toFixed(1), f1.toFixed(1), ms.toFixed(0), (peer / ms).toFixed(1)];
    console.log(`| ${set} (${pages.length}) | ${name} | ${cells.join(' | ')} |`);
  }
}
