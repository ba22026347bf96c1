/** CMake's two steps, which go on where an earlier run was interrupted or failed. */
import { existsSync } from 'node:fs';

import { run } from './shell.mjs';

/** Debian's, which has the modules; else the one on PATH. */
export const python = existsSync('/usr/bin/python3') ? '/usr/bin/python3' : 'python3';

/** Emscripten starts Python for each file; where one on PATH is a shim, that takes most of a second. */
const env = { EMSDK_PYTHON: process.env.EMSDK_PYTHON ?? python };

/** Without its last file, build.ninja, what is in `folder` is of a run that did not get to its end. */
export function configure(preset, options = [], folder = `build/${preset}`) {
  const fresh = existsSync(`${folder}/build.ninja`) ? [] : ['--fresh'];
  const command = ['cmake', ...fresh, '--preset', preset, '-B', folder, ...options];
  return run(`${preset}-configure`, command, { env });
}

export function compile(preset, targets = [], folder = `build/${preset}`) {
  const command = ['cmake', '--build', folder, ...targets.flatMap((name) => ['--target', name])];
  return run(`${preset}-build`, command, { minutes: 20, what: 'compiling', env });
}
