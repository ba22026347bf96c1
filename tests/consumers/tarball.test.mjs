/** What `npm pack` puts into the tarball: all that is needed, nothing that strayed in. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

import { root } from '../web/support.mjs';

process.chdir(root);
const [{ files }] = JSON.parse(
  execFileSync('npm', ['pack', '--dry-run', '--json'], { stdio: 'pipe' }),
);
const paths = files.map(({ path }) => path);
const scripts = paths.filter((path) => /^dist\/[^/]+\.js$/.test(path));
const sourceMap = (script) => JSON.parse(readFileSync(`${script}.map`, 'utf8'));

test('every file is of a kind that belongs there', () => {
  const belongs = [
    /^(package\.json|README\.md|LICENSE|THIRD_PARTY\.txt|CHANGELOG\.md)$/,
    /^dist\/[a-z_]+(-[\w-]+)?\.(js|js\.map|d\.ts)$/,
    /^dist\/(audio|document|english|load|ocr|ocr\/watch|pdf|speech|video|worker)\/[a-z_]+\.d\.ts$/,
    /^dist\/wasm\/[a-z_]+\.(js|d\.ts|simd\.wasm|relaxed\.wasm)$/,
  ];
  const strays = paths.filter((path) => !belongs.some((pattern) => pattern.test(path)));
  assert.deepEqual(strays, []);
});

test('what exports and imports name is there', () => {
  const { exports, imports } = JSON.parse(readFileSync('package.json', 'utf8'));
  const targets = [exports, imports]
    .flatMap(Object.values)
    .flatMap((target) => (typeof target === 'string' ? target : Object.values(target)));
  for (const target of targets.map((path) => path.replace('./', ''))) {
    const [start, end] = target.split('*');
    assert.ok(
      paths.some((path) => path.startsWith(start) && path.endsWith(end ?? start)),
      target,
    );
  }
});

/** Names that a script imports only to export them. */
const passedOn = /\b(?:import|export)\s*\{[^}]*\}\s*(?:from\s*"[^"]+")?;?/g;

test('every script that holds code has a source map with its sources', () => {
  for (const script of scripts) {
    const code = readFileSync(script, 'utf8');
    if (!code.replaceAll(passedOn, '').trim()) continue;
    assert.match(code, new RegExp(`//# sourceMappingURL=${script.replace('dist/', '')}.map\\s*$`));
    const { sources, sourcesContent } = sourceMap(script);
    assert.equal(sourcesContent.filter(Boolean).length, sources.length, script);
  }
});

test('every npm package that was bundled has its licence among the notices', () => {
  const notices = readFileSync('THIRD_PARTY.txt', 'utf8');
  const sources = scripts
    .filter((name) => existsSync(`${name}.map`))
    .flatMap((name) => sourceMap(name).sources);
  const bundled = sources.map((source) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1]);
  for (const name of new Set(bundled.filter(Boolean))) assert.match(notices, new RegExp(name));
});

test('no path of the machine that built it, no address of a registry', () => {
  for (const path of paths) {
    const text = readFileSync(path, 'latin1');
    assert.ok(!text.includes(root), path);
    assert.doesNotMatch(text, /"resolved"|registry\./, path);
  }
});
