/** What a page downloads of the package for each recogniser, in the larger of its two builds. */
import { readdirSync } from 'node:fs';

import { budget, downloads } from './web/sizes.mjs';

const recognizers = readdirSync('dist/wasm')
  .filter((name) => name.endsWith('.simd.wasm'))
  .map((name) => name.replace('.simd.wasm', ''));

export default recognizers.map((name) => ({
  name: `a page with longhand/${name} and nothing else`,
  path: downloads(name).map(({ file }) => file),
  limit: `${budget} B`,
  gzip: true,
}));
