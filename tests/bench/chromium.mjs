/** The lines of print once more in a page, Chromium without a window. */
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

import { launch } from '../web/browser.mjs';
import { loadModels } from './models.mjs';
import { ocrFigures, prepareLines } from './ocr.mjs';
import { root } from './places.mjs';

const types = { '.js': 'text/javascript', '.mjs': 'text/javascript', '.wasm': 'application/wasm' };
const folders = {
  dist: join(root, 'dist'),
  bench: join(root, 'tests/bench'),
  peer: join(root, 'node_modules/tesseract.js-core'),
};

/** Serves an empty page, the package, the peer, the models and these benches. */
async function serve(models) {
  const server = createServer(async (request, response) => {
    const [, folder, name] = /^\/(\w*)\/?(.*)$/.exec(request.url);
    const type = types[extname(name)] ?? (folder ? 'application/octet-stream' : 'text/html');
    response.setHeader('content-type', type);
    if (folder === 'model') response.end(models[name]);
    else if (folders[folder]) response.end(await readFile(join(folders[folder], name)));
    else response.end('<!doctype html><title>bench</title>');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${server.address().port}` };
}

/** Lines as the page's script takes them: text, since arguments travel as JSON. */
function encode(lengths) {
  const one = ({ width, height, pgm }) => ({ width, height, pgm: pgm.toString('base64') });
  return Object.fromEntries(Object.entries(lengths).map(([name, lines]) => [name, lines.map(one)]));
}

export async function measureChromium({ rounds }) {
  const models = await loadModels();
  const { server, url } = await serve(models);
  const browser = await launch();
  const figures = {};
  try {
    const lengths = encode(await prepareLines());
    for (const model of Object.keys(models)) {
      const page = await browser.newPage();
      await page.goto(url);
      const results = await page.evaluate(
        async (task) => (await import('/bench/page.mjs')).measure(task),
        { model: `/model/${model}`, lengths, rounds },
      );
      Object.assign(figures, ocrFigures(model, results, '.chromium'));
      await page.close();
    }
  } finally {
    await browser.close();
    server.close();
  }
  return figures;
}
