/** Running a command with its output in a log file and only the gist on the terminal. */
import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, readFileSync } from 'node:fs';
import { finished } from 'node:stream/promises';

import { progress } from './progress.mjs';

const started = Date.now();
export const elapsed = () => `${Math.round((Date.now() - started) / 1000)}s`.padStart(6);

export function heading(text) {
  console.log(`\n== [${elapsed()}] ${text}`);
}

/**
 * Runs `command` (an array) and resolves to { ok, log }. What it prints goes to build/logs/<name>.log;
 * of that `what` it does is shown, with how far it is; where it fails, the end of that log is shown,
 * long lines cut. It is ended after `minutes`.
 */
export async function run(name, command, { minutes = 15, show, what = 'step', env = {} } = {}) {
  mkdirSync('build/logs', { recursive: true });
  const file = `build/logs/${name}.log`;
  const sink = createWriteStream(file);
  console.log(`   [${elapsed()}] ${command.join(' ')}`);
  const shown = progress(what);
  const child = spawn(command[0], command.slice(1), {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
    signal: AbortSignal.timeout(minutes * 60_000),
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      sink.write(chunk);
      if (show) process.stdout.write(chunk);
      else shown.follow(String(chunk));
    });
  }
  const reason = await new Promise((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code, signal) => resolve(code === 0 ? '' : `exit ${code ?? signal}`));
  });
  shown.end();
  sink.end();
  await finished(sink);
  const log = readFileSync(file, 'utf8');
  if (reason) {
    if (!show) console.log(tail(log));
    console.log(`   FAILED (${reason}): ${command.join(' ')}   all of it: ${file}`);
  }
  return { ok: !reason, log };
}

function tail(log, lines = 60, width = 400) {
  return log
    .trimEnd()
    .split('\n')
    .slice(-lines)
    .map((line) => `     ${line.slice(0, width)}`)
    .join('\n');
}
