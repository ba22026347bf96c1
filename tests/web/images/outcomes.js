/** Reads each of `sources` and leaves in the page what came of it: the text, or code and message. */
import { createOcr } from '/dist/ocr.js';

/** No source takes as long, so that one that never settles is told. */
const patience = 15_000;

export async function present(sources) {
  const ocr = await createOcr({ model: '/models/eng.traineddata' });
  const outcome = {};
  for (const [name, source] of Object.entries(sources)) {
    outcome[name] = await Promise.race([read(ocr, source), late()]);
  }
  outcome['a picture after all these'] = await read(ocr, () => '/samples/night.png');
  document.body.dataset.outcome = JSON.stringify({ ...outcome, troubles: [] });
}

async function read(ocr, source) {
  try {
    return (await ocr.recognize(await source())).text;
  } catch ({ code, message }) {
    return `${code}: ${message}`;
  }
}

const late = () => new Promise((resolve) => setTimeout(resolve, patience, 'did not settle'));
