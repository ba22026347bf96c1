/**
 * The README's commands on a machine that has nothing: a bare Debian 12, made anew for each. Others
 * than these: tests/setup/fresh-machine FOLDER COMMAND.
 */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { createWriteStream, mkdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

process.chdir(new URL('../..', import.meta.url).pathname);
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));

const works = (...command) => spawnSync(command[0], command.slice(1)).status === 0;

/** Why no such machine can be made here, or false. */
function whyNot() {
  if (process.getuid?.() !== 0) return 'only root can make a bare system';
  if (!works('grep', '-q', 'VERSION_CODENAME=bookworm', '/etc/os-release')) return 'not Debian 12';
  if (!works('debootstrap', '--version')) return 'debootstrap is missing';
  if (!works('unshare', '--mount', '--pid', '--fork', 'true'))
    return 'mounting is not allowed here';
  return false;
}
const skip = whyNot();

/** Runs `command` there until it ends or prints what `wanted` matches, and resolves to that. */
async function onFreshMachine(name, command, wanted) {
  mkdirSync('build/logs', { recursive: true });
  const log = createWriteStream(`build/logs/fresh-${name}.log`);
  const child = spawn('bash', ['tests/setup/fresh-machine', 'build/fresh', command], {
    detached: true,
  });
  const ended = new Promise((resolve) => child.on('exit', resolve));
  let printed = '';
  const found = new Promise((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        log.write(chunk);
        printed += chunk;
        const match = wanted.exec(printed);
        if (match) resolve(match);
      });
    }
  });
  const match = await Promise.race([found, ended]);
  return {
    match: Array.isArray(match) ? match : wanted.exec(printed),
    end: printed.slice(-2000),
    async stop() {
      if (child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
      await ended;
    },
  };
}

/** The commands' set-up, and the configuration of what they build. */
const groups = (script) => /tests\/setup\/bootstrap ([\w ]+)/.exec(script)[1].trim();
const readme = readFileSync('README.md', 'utf8');
for (const [name, needed, then] of [
  ['demo', groups(scripts.demo), 'cmake --preset wasm -DBUILD_TESTING=OFF'],
  ['native', groups(readme), 'cmake --preset native'],
  ['format', groups(scripts.format), 'tests/setup/format'],
]) {
  test(`the set-up for ${name}`, { skip }, async () => {
    const command = `tests/setup/bootstrap ${needed} && ${then} && echo it is set up`;
    const machine = await onFreshMachine(name, command, /it is set up/);
    await machine.stop();
    assert.ok(machine.match, machine.end);
  });
}
