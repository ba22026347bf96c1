/** Parts of the package by themselves, for tests of what needs no browser. */
import { build } from 'esbuild';

import { root } from './support.mjs';

/** The module `web/src/NAME.ts`. */
export async function source(name) {
  const { outputFiles } = await build({
    entryPoints: [`${root}web/src/${name}.ts`],
    bundle: true,
    format: 'esm',
    write: false,
  });
  const code = Buffer.from(outputFiles[0].text).toString('base64');
  return import(`data:text/javascript;base64,${code}`);
}
