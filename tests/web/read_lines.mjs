/** Prints what one build of the package reads in every fixture line:  node read_lines.mjs simd|relaxed */
import { loadOcr } from '../../dist/node.js';
import { fixtureLines, readPgm, tessdata } from './support.mjs';

const results = [];
for (const { file, model } of fixtureLines()) {
  const ocr = await loadOcr({ model: `${tessdata}/${model}.traineddata`, build: process.argv[2] });
  const { text, confidence, words } = ocr.recognize(readPgm(file), { noise: 'minstd' });
  results.push({ text, confidence, words });
  ocr.dispose();
}
console.log(JSON.stringify(results));
