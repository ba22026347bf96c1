/**
 * `npm run demo`: builds the page with the models that are on this machine, serves it and prints its
 * address.   node web/demo.mjs [--build-only] [--out FOLDER] [--port N]
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build, preview } from 'vite';

process.chdir(new URL('..', import.meta.url).pathname);

const configFile = 'web/demo/vite.config.ts';
const { values } = parseArgs({
  options: {
    'build-only': { type: 'boolean' },
    out: { type: 'string', default: 'build/demo' },
    port: { type: 'string', default: '8080' },
  },
});
const options = { configFile, build: { outDir: resolve(values.out) } };
await build({ ...options, logLevel: 'warn' });
if (!values['build-only']) {
  const server = await preview({ ...options, preview: { port: Number(values.port) } });
  console.log(`\nThe page answers at ${server.resolvedUrls?.local[0]}`);
}
