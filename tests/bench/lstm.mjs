/**
 * LSTM stacks in wasm beside onnxruntime-web, same weights, one thread, calls in turn.
 *
 *     node tests/bench/lstm.mjs MODELS BUILD... [--json FILE]
 *
 * MODELS: folder made by onnx/generate.py; BUILD: `NAME=bench_lstm.mjs` per build, such as
 * `relaxed=build/wasm/tests/bench/lstm/bench_lstm_relaxed.mjs`. `f32.bound` is what the first build
 * takes for what no engine can leave out.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import * as ort from 'onnxruntime-web';
import { interleave, median } from './statistics.mjs';

const kInputs = 240;
const kSteps = [1, 10, 100, 400];
const kStacks = {
  '3x256': { layers: 3, directions: 1, hidden: 256 },
  '3x512': { layers: 3, directions: 1, hidden: 512 },
  '4x320b': { layers: 4, directions: 2, hidden: 320 },
};

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'string' }, rounds: { type: 'string', default: '9' } },
});
const [models, ...builds] = positionals;
ort.env.wasm.numThreads = 1;

function features(steps) {
  let seed = 1;
  return Float32Array.from({ length: steps * kInputs }, () => {
    seed = (seed * 48271) % 2147483647;
    return (seed / 2147483647) * 4 - 2;
  });
}

async function load(path) {
  const { default: create } = await import(pathToFileURL(resolve(path)).href);
  return create();
}

/** Runs steps with carried state; each engine has `prepare(steps)` and `run()`. */
async function longhand(path, model) {
  const module = await load(path);
  const bytes = await readFile(`${models}/${model}.safetensors`);
  const at = module._malloc(bytes.length);
  module.HEAPU8.set(bytes, at);
  const engine = module._lstm_load(at, bytes.length);
  module._free(at);
  if (!engine) throw new Error(`cannot load ${model}`);
  return {
    prepare(steps) {
      module._lstm_reset(engine);
      const to = module._lstm_input(engine, steps);
      module.HEAPF32.set(features(steps), to / 4);
    },
    run: () => module._lstm_run(engine),
    output: (size) => {
      const from = module._lstm_run(engine) / 4;
      return module.HEAPF32.slice(from, from + size);
    },
  };
}

/** The least that an engine could do; see lstm/bound.h. */
async function bound(path, stack) {
  const { layers, directions, hidden } = kStacks[stack];
  const module = await load(path);
  const least = module._lstm_bound(layers, directions, kInputs, hidden);
  let count;
  return {
    prepare(steps) {
      count = steps;
    },
    run: () => module._lstm_bound_run(least, count),
  };
}

async function onnx(stack) {
  const { layers, directions, hidden } = kStacks[stack];
  const rows = layers * directions;
  const session = await ort.InferenceSession.create(await readFile(`${models}/${stack}.onnx`), {
    executionProviders: ['wasm'],
  });
  const zeros = () => new ort.Tensor('float32', new Float32Array(rows * hidden), [rows, 1, hidden]);
  let feeds;
  const run = async () => {
    const result = await session.run(feeds);
    feeds = { ...feeds, hidden: result.hidden_out, cell: result.cell_out };
    return result.output.data;
  };
  return {
    prepare(steps) {
      const input = new ort.Tensor('float32', features(steps), [steps, 1, kInputs]);
      feeds = { input, hidden: zeros(), cell: zeros() };
    },
    run,
    output: run,
  };
}

/** Calls per timing, so that one lasts about 30 ms. */
async function callsFor(engine) {
  await engine.run();
  const start = performance.now();
  for (let i = 0; i < 3; ++i) await engine.run();
  return Math.max(1, Math.round(90 / (performance.now() - start)));
}

async function compare(engines, steps) {
  const tasks = {};
  const calls = {};
  for (const [name, engine] of Object.entries(engines)) {
    engine.prepare(steps);
    calls[name] = await callsFor(engine);
    tasks[name] = async () => {
      for (let i = 0; i < calls[name]; ++i) await engine.run();
    };
  }
  const times = await interleave(tasks, { rounds: Number(options.rounds) });
  return Object.fromEntries(
    Object.entries(times).map(([name, values]) => [name, median(values) / calls[name]]),
  );
}

/** The largest difference between the float networks' outputs and onnxruntime's. */
async function check(engines, stack) {
  const steps = 20;
  for (const engine of Object.values(engines)) engine.prepare(steps);
  const expected = await engines.onnxruntime.output();
  for (const [name, engine] of Object.entries(engines)) {
    if (!engine.output || name === 'onnxruntime') continue;
    const found = engine.output(expected.length);
    const worst = expected.reduce((most, x, i) => Math.max(most, Math.abs(x - found[i])), 0);
    const allowed = name.startsWith('f32') ? 1e-5 : 2e-2;
    console.log(`${stack} ${name}: at most ${worst.toExponential(1)} from onnxruntime`);
    if (!(worst <= allowed)) throw new Error(`${stack} ${name} differs by ${worst}`);
  }
}

const rows = [];
for (const stack of Object.keys(kStacks)) {
  const engines = { onnxruntime: await onnx(stack) };
  for (const build of builds) {
    const [name, path] = build.split('=');
    engines[`f32.${name}`] = await longhand(path, stack);
    engines[`int8.${name}`] = await longhand(path, `${stack}-int8`);
  }
  engines['f32.bound'] = await bound(builds[0].split('=')[1], stack);
  await check(engines, stack);
  for (const steps of kSteps) {
    const ms = await compare(engines, steps);
    rows.push({ stack, steps, ms });
    const ratios = Object.entries(ms)
      .map(
        ([name, value]) => `${name} ${value.toFixed(3)} ms ${(ms.onnxruntime / value).toFixed(2)}x`,
      )
      .join('  ');
    console.log(`${stack} ${steps} steps: ${ratios}`);
  }
}

/** Geometric mean over the stacks. */
function ratio(steps, name) {
  const logs = rows
    .filter((row) => row.steps === steps)
    .map(({ ms }) => Math.log(ms.onnxruntime / ms[name]));
  return Math.exp(logs.reduce((sum, x) => sum + x, 0) / logs.length);
}

const keys = {};
for (const steps of kSteps)
  for (const name of Object.keys(rows[0].ms))
    if (name !== 'onnxruntime') keys[`lstm.${steps}.${name}`] = ratio(steps, name);
console.log(keys);
if (options.json) await writeFile(options.json, JSON.stringify({ ...keys, raw: rows }, null, 1));
