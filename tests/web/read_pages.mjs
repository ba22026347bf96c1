/**
 * Prints what one build of the package reads on every fixture page.
 *   node read_pages.mjs simd|relaxed
 */
import { loadOcr, readImage } from '../../dist/node.js';
import { fixturePages, tessdata } from './support.mjs';

const [build] = process.argv.slice(2);
const ocr = await loadOcr({ model: `${tessdata}/eng.traineddata`, build });
const pages = [];
for (const { file } of fixturePages()) {
  pages.push({ ...ocr.read(await readImage(file)), milliseconds: undefined });
}
console.log(JSON.stringify(pages));
