/** What the machine that builds the page puts into it, and what it cannot. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

const folder = 'build/demo/models';
const sizeOf = (start) => {
  const file = readdirSync(folder).find((name) => name.startsWith(`${start}-`));
  return statSync(`${folder}/${file}`).size;
};

test('English comes without its dictionary, a fifth of the size; with it for who asks', () => {
  assert.ok(sizeOf('eng') < sizeOf('eng_words') / 4);
  assert.ok(sizeOf('eng') < 450_000);
});

test('without recorded voices the page is built, and says what is missing', () => {
  const out = mkdtempSync(join(tmpdir(), 'longhand-demo-'));
  try {
    const env = { ...process.env, ASTERISK_SOUNDS: join(out, 'nothing') };
    const options = { env, encoding: 'utf8' };
    const printed = execFileSync('node', ['web/demo.mjs', '--build-only', '--out', out], options);
    assert.match(printed, /samples of speech: 0 of \d+, for want of asterisk-core-sounds-en-wav/);
    const scripts = readdirSync(`${out}/assets`).filter((name) => name.startsWith('speech_tab'));
    const script = readFileSync(`${out}/assets/${scripts[0]}`, 'utf8');
    assert.ok(!script.includes('/sounds/'));
  } finally {
    rmSync(out, { recursive: true });
  }
});
