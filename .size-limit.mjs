/** What a page downloads of the package for each recogniser, in the larger of its two builds. */
import { downloads, withImports } from './web/sizes.mjs';

const limits = { ocr: '190 kB', ocr_full: '294 kB', speech: '195 kB' };
/** Subpaths without a worker. */
const scripts = { document: '38 kB', pdf: '4 kB' };

const check = (name, limit, files) => ({
  name: `a page with longhand/${name} and nothing else`,
  path: files,
  limit,
  gzip: true,
});

export default [
  ...Object.entries(limits).map(([module, limit]) => {
    const name = module.replace('_full', '');
    return check(
      module === name ? name : `${name} and its full engine`,
      limit,
      downloads(name, module).map(({ file }) => file),
    );
  }),
  ...Object.entries(scripts).map(([name, limit]) =>
    check(name, limit, [...withImports(`dist/${name}.js`)]),
  ),
];
