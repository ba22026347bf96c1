/** What runs outside a page: the kernels against the machine's peak, libtesseract, PyTorch. */
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { loadLines } from './lines.mjs';
import { loadModels } from './models.mjs';
import { median } from './statistics.mjs';
import { models, native, root, wasm } from './places.mjs';

/** Medians of a Google Benchmark program's interleaved repetitions, by name. */
export function runBenchmark(program, args, repetitions) {
  const output = execFileSync(
    program,
    [
      ...args,
      '--benchmark_format=json',
      `--benchmark_repetitions=${repetitions}`,
      '--benchmark_enable_random_interleaving=true',
      '--benchmark_min_time=0.05',
    ],
    {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      maxBuffer: 2 ** 26,
      env: { ...process.env, OMP_THREAD_LIMIT: '1' }, // libtesseract takes more otherwise
    },
  );
  const runs = new Map();
  for (const run of JSON.parse(output).benchmarks) {
    if (run.run_type !== 'iteration') continue;
    runs.set(run.run_name, [...(runs.get(run.run_name) ?? []), run]);
  }
  return (name, field) => median(runs.get(name).map((run) => run[field]));
}

/** bench_kernels as wasm prints "NAME median X ms Y GMAC/s ..." a line. */
function runPortable(build) {
  const output = execFileSync(process.execPath, [wasm(build, 'core/bench_kernels.js')], {
    encoding: 'utf8',
  });
  const speeds = new Map(
    [...output.matchAll(/^(\S+)\s+median\s+\S+ ms\s+(\S+) GMAC/gm)].map(([, name, speed]) => [
      name,
      Number(speed) * 1e9,
    ]),
  );
  return (name) => speeds.get(name);
}

/** Speeds in multiply-adds per second; the native kernels' under the plain key. */
export function measurePeaks({ rounds }) {
  const speed = {
    native: runBenchmark(native('core/bench_kernels'), [], rounds),
    relaxed: runPortable('relaxed'),
    simd: runPortable('simd'),
  };
  const figures = {};
  for (const [kind, name] of [
    ['f32', 'float'],
    ['int8', 'int8'],
    ['quantised', 'quantised'],
  ]) {
    for (const build of Object.keys(speed)) {
      const gmacs = (what) => speed[build](what, 'macs') / 1e9;
      const medians = { kernel: gmacs(`product_${name}/256x48`), peak: gmacs(`peak_${name}`) };
      const key = `gemm.${kind}.peak${build === 'native' ? '' : `.${build}`}`;
      figures[key] = { value: medians.kernel / medians.peak, medians };
    }
  }
  return figures;
}

/** Both models beside libtesseract, PSM 7. */
export async function measureNativeOcr({ rounds }) {
  const folder = await mkdtemp(join(tmpdir(), 'longhand-bench-'));
  const paths = Object.values(await loadLines())
    .flat()
    .map(({ path }) => path);
  const figures = {};
  for (const [name, bytes] of Object.entries(await loadModels())) {
    await writeFile(join(folder, `${name}.traineddata`), bytes);
    const result = runBenchmark(native('native/bench_ocr'), [folder, name, ...paths], rounds);
    const ms = (engine) => result(engine, 'ms_per_line');
    const agreement = result('libtesseract', 'agreement');
    if (agreement < 0.6) throw new Error(`libtesseract agrees with ${agreement} of the lines only`);
    const medians = { longhand: ms('longhand'), libtesseract: ms('libtesseract'), agreement };
    figures[`ocr.${name}.native`] = { ratio: medians.libtesseract / medians.longhand, medians };
    const together = { alone_ms: ms('longhand'), together_ms: ms('together') };
    figures[`ocr.${name}.native.together`] = {
      ratio: together.alone_ms / together.together_ms,
      medians: together,
    };
  }
  await rm(folder, { recursive: true });
  return figures;
}

/** What a script that compares LSTM stacks wrote: each key with the stacks' medians beside it. */
async function lstmFigures(command, ...args) {
  const folder = await mkdtemp(join(tmpdir(), 'longhand-bench-'));
  const file = join(folder, 'lstm.json');
  execFileSync(command, [...args, '--json', file], { stdio: 'inherit' });
  const { raw, ...keys } = JSON.parse(await readFile(file, 'utf8'));
  await rm(folder, { recursive: true });
  return Object.fromEntries(
    Object.entries(keys).map(([key, ratio]) => {
      const steps = Number(key.split('.')[1]);
      return [key, { ratio, medians: raw.filter((row) => row.steps === steps) }];
    }),
  );
}

function makeLstmModels() {
  execFileSync('/usr/bin/python3', [join(root, 'tests/bench/onnx/generate.py'), models]);
}

/** Beside PyTorch. */
export function measureNativeLstm({ rounds }) {
  makeLstmModels();
  const script = join(root, 'tests/bench/lstm.py');
  const args = [native('lstm/bench_lstm'), models, '--rounds', rounds];
  return lstmFigures('/usr/bin/python3', script, ...args.map(String));
}

/** Beside onnxruntime-web. */
export function measureWasmLstm({ rounds }) {
  makeLstmModels();
  const script = join(root, 'tests/bench/lstm.mjs');
  const builds = ['relaxed', 'simd'].map((name) => `${name}=${wasm(name, 'lstm/bench_lstm.mjs')}`);
  return lstmFigures(process.execPath, script, models, ...builds, '--rounds', String(rounds));
}
