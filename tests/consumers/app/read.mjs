/** File in, text out:  read.mjs MODEL IMAGE */
import { loadOcr, readImage } from 'longhand/node';

const [model, image] = process.argv.slice(2);
const ocr = await loadOcr({ model });
const { text } = ocr.recognize(await readImage(image));
console.log(JSON.stringify({ text, build: ocr.info.build, version: process.version }));
ocr.dispose();
