/** What a browser needs of a machine that has neither screen nor sound: both in memory, and a free port. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A program that ends with this process at the latest, and all that it started with it. */
export function start(command, args, options) {
  const child = spawn(command, args, { ...options, detached: true });
  process.once('exit', () => end(child));
  return child;
}

export async function stop(child) {
  if (end(child)) await once(child, 'exit');
}

/** Whether it was still running. */
const end = ({ pid, exitCode, signalCode }) =>
  exitCode === null && signalCode === null && process.kill(-pid, 'SIGKILL');

/** An X server; resolves to { child, display }. */
export async function startScreen() {
  const child = start('Xvfb', ['-displayfd', '1', '-screen', '0', '1280x800x24'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [number] = await once(child.stdout, 'data');
  return { child, display: `:${String(number).trim()}` };
}

/** A sound server without a sound card: without one, some browsers' audio clocks stand still. */
export async function startSound() {
  const folder = mkdtempSync(join(tmpdir(), 'longhand-sound-'));
  const socket = join(folder, 'native');
  const modules = [
    'module-null-sink',
    `module-native-protocol-unix auth-anonymous=1 socket=${socket}`,
  ];
  const options = ['-n', '--daemonize=no', '--use-pid-file=no', '--exit-idle-time=-1'];
  const child = start('pulseaudio', [...options, ...modules.map((module) => `--load=${module}`)], {
    stdio: 'ignore',
    env: { ...process.env, PULSE_RUNTIME_PATH: folder, PULSE_STATE_PATH: folder },
  });
  await until(() => existsSync(socket), 'pulseaudio');
  return { child, server: `unix:${socket}` };
}

export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
}

/** Resolves when `ready` does to something true. */
export async function until(ready, name, seconds = 20) {
  for (let left = 10 * seconds; left > 0; left--) {
    if (await ready()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${name} was not ready after ${seconds} seconds`);
}
