/** Seconds of computing per second of sound, streamed in pieces of 100 ms: natively and in wasm. */
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { loadSpeech } from '../../dist/node.js';
import { runBenchmark } from './native.mjs';
import { native, root } from './places.mjs';
import { interleave, median } from './statistics.mjs';

const model = join(root, 'models/speech/en-int8.safetensors');
const seconds = 30;
const builds = ['relaxed', 'simd'];

function measureNative(sound, rounds) {
  const result = runBenchmark(native('native/bench_speech'), [model, sound], rounds);
  const factor = (name) => result(`${name}/chunk_ms:100/min_time:1.000`, 'real_time_factor');
  return { beam: factor('speech'), best_path: factor('speech/best_path') };
}

/** The beginning of a file of sound, 16 bits a sample, one channel. */
async function loadSound(path) {
  const folder = await mkdtemp(join(tmpdir(), 'longhand-bench-'));
  const file = join(folder, 'sound.wav');
  execFileSync('sndfile-convert', ['-pcm16', path, file], { stdio: 'ignore' });
  const wav = await readFile(file);
  await rm(folder, { recursive: true });
  const rate = wav.readUInt32LE(24);
  const start = wav.indexOf('data') + 8;
  const values = new Int16Array(wav.buffer.slice(wav.byteOffset + start)).subarray(
    0,
    seconds * rate,
  );
  return { rate, samples: Float32Array.from(values, (value) => value / 32768) };
}

function stream(engine, { rate, samples }, options) {
  using recognizer = engine.stream(options);
  const piece = rate / 10;
  for (let at = 0; at < samples.length; at += piece) {
    recognizer.accept(samples.subarray(at, at + piece), rate);
  }
  recognizer.finish();
}

async function measureWasm(sound, rounds) {
  const engines = {};
  for (const build of builds) engines[build] = await loadSpeech({ model, build });
  const kinds = { beam: {}, best_path: { beam: 1 } };
  const tasks = {};
  for (const build of builds)
    for (const [kind, options] of Object.entries(kinds))
      tasks[`${build} ${kind}`] = () => stream(engines[build], sound, options);
  const times = await interleave(tasks, { rounds, warmup: 1 });
  for (const engine of Object.values(engines)) engine.dispose();
  const factor = (name) => median(times[name]) / 1000 / (sound.samples.length / sound.rate);
  return (build) => ({ beam: factor(`${build} beam`), best_path: factor(`${build} best_path`) });
}

export async function measureSpeech({ rounds }) {
  const data = process.env.LONGHAND_DATA;
  if (!data) {
    console.log('speech: LONGHAND_DATA names no folder of recordings, left out');
    return {};
  }
  const sound = join(data, 'speech/an4-test.opus');
  const inWasm = await measureWasm(await loadSound(sound), rounds);
  const factors = { native: measureNative(sound, rounds) };
  for (const build of builds) factors[build] = inWasm(build);
  return Object.fromEntries(
    Object.entries(factors).map(([build, medians]) => [
      `speech.rtf.${build}`,
      { value: medians.beam, medians },
    ]),
  );
}
