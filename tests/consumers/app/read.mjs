/** Node, file in, text out:  node read.mjs MODEL IMAGE.png */
import { readFile } from 'node:fs/promises';

import { convertIndexedToRgb, decode } from 'fast-png';
import { loadOcr } from 'longhand/node';

const [model, image] = process.argv.slice(2);
const ocr = await loadOcr({ model });
const png = decode(await readFile(image));
const data = png.palette ? convertIndexedToRgb(png) : png.data;
const { text } = ocr.recognize({ data, width: png.width, height: png.height });
console.log(JSON.stringify({ text, build: ocr.info.build }));
ocr.dispose();
