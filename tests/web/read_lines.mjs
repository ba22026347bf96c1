/**
 * Prints what one build of the package reads in every fixture line.
 *   node read_lines.mjs simd|relaxed alone|together line|raw
 */
import { loadOcr } from '../../dist/node.js';
import { fixtureLines, readPgm, tessdata } from './support.mjs';

const [build, manner, layout] = process.argv.slice(2);
const options = { layout, noise: 'minstd' };
const read = {
  alone: (ocr, images) => images.map((image) => ocr.recognize(image, options)),
  together: (ocr, images) => ocr.recognizeAll(images, options),
}[manner];

const lines = fixtureLines();
const results = [];
for (const model of new Set(lines.map((line) => line.model))) {
  const ofModel = lines.filter((line) => line.model === model);
  const ocr = await loadOcr({ model: `${tessdata}/${model}.traineddata`, build });
  const images = ofModel.map(({ file }) => readPgm(file));
  for (const [i, { text, confidence, words }] of read(ocr, images).entries()) {
    results[lines.indexOf(ofModel[i])] = { text, confidence, words };
  }
  ocr.dispose();
}
console.log(JSON.stringify(results));
