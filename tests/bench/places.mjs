/** Where the builds that are measured stand. */
import { join } from 'node:path';

export const root = new URL('../..', import.meta.url).pathname;

/** LSTM stacks made by onnx/generate.py. */
export const models = join(root, 'build/lstm');

export const native = (program) => join(root, 'build/native/tests/bench', program);
export const wasm = (build, program) =>
  join(
    root,
    'build/wasm/tests/bench',
    build === 'relaxed' ? program.replace('.', '_relaxed.') : program,
  );
