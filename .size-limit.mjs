/** What a page downloads of the package for each recogniser, in the larger of its two builds. */
import { downloads } from './web/sizes.mjs';

const limits = { ocr: '180 kB', speech: '181 kB' };

export default Object.entries(limits).map(([name, limit]) => ({
  name: `a page with longhand/${name} and nothing else`,
  path: downloads(name).map(({ file }) => file),
  limit,
  gzip: true,
}));
