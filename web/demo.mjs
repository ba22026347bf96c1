/**
 * `npm run demo`: builds the page with the models that are on this machine, serves it and prints its
 * address.   node web/demo.mjs [--build-only] [--port N]
 */
import { copyFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { build, preview } from 'vite';

process.chdir(new URL('..', import.meta.url).pathname);

const configFile = 'web/demo/vite.config.ts';
const target = 'build/demo/models';
const folders = [
  process.env.TESSDATA_PREFIX,
  '/usr/share/tesseract-ocr/5/tessdata',
  '/usr/share/tessdata',
  '/usr/local/share/tessdata',
  '/opt/homebrew/share/tessdata',
].filter(Boolean);

/** The first folder with models, else the English one of the npm package. */
function copyModels() {
  mkdirSync(target, { recursive: true });
  const folder = folders.find((candidate) => existsSync(`${candidate}/eng.traineddata`));
  if (folder) copyFrom(folder);
  else writeFileSync(`${target}/eng.traineddata`, englishFromNpm());
  const names = readdirSync(target)
    .filter((file) => file.endsWith('.traineddata'))
    .map((file) => file.replace('.traineddata', ''));
  writeFileSync(`${target}/list.json`, JSON.stringify(names));
  console.log(`models: ${names.join(' ')}`);
}

function copyFrom(folder) {
  for (const file of readdirSync(folder)) {
    if (file.endsWith('.traineddata') && file !== 'osd.traineddata') {
      copyFileSync(`${folder}/${file}`, `${target}/${file}`);
    }
  }
}

function englishFromNpm() {
  const file = 'node_modules/@tesseract.js-data/eng/4.0.0_best_int/eng.traineddata.gz';
  return gunzipSync(readFileSync(file));
}

const { values } = parseArgs({
  options: { 'build-only': { type: 'boolean' }, port: { type: 'string', default: '8080' } },
});
await build({ configFile, logLevel: 'warn' });
copyModels();
if (!values['build-only']) {
  const server = await preview({ configFile, preview: { port: Number(values.port) } });
  console.log(`\nThe page answers at ${server.resolvedUrls?.local[0]}`);
}
