/** What is killed in the middle, or fails, is put right by running the same command again. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { before, test } from 'node:test';

process.chdir(new URL('../..', import.meta.url).pathname);
const folder = join(process.cwd(), 'build/recovery');

before(() => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
});

/** The processes of a session, among them compilers: ninja gives each a process group of its own. */
function processesOf(session) {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((id) => sessionOf(id) === session);
}

/** undefined: it has ended. */
function sessionOf(id) {
  try {
    const fields = readFileSync(`/proc/${id}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return fields[0] === 'Z' ? undefined : Number(fields[3]);
  } catch {
    return undefined;
  }
}

/** Ninja would start another compiler for one that died before it. */
async function killSession(session) {
  for (let left = [`${session}`]; left.length; left = processesOf(session)) {
    for (const id of left) {
      try {
        process.kill(Number(id), 'SIGKILL');
      } catch (error) {
        assert.equal(error.code, 'ESRCH');
      }
    }
    await sleep(1);
  }
}

/** Starts `command` and kills it, with all that it started, as soon as `reached()`. */
async function killWhen(reached, command) {
  const child = spawn(command[0], command.slice(1), { detached: true, stdio: 'ignore' });
  const ended = new Promise((resolve) => child.on('exit', (code) => resolve(code ?? 'killed')));
  while (child.exitCode === null && !reached()) await sleep(1);
  assert.equal(child.exitCode, null, `${command.join(' ')} ended before it could be killed`);
  await killSession(child.pid);
  assert.equal(await ended, 'killed');
}

function succeed(command) {
  const { status, stdout, stderr } = spawnSync(command[0], command.slice(1), { encoding: 'utf8' });
  assert.equal(status, 0, `${command.join(' ')}\n${stdout}${stderr}`);
  return stdout;
}

/** A command of `script`, run as a module. */
const node = (script) => ['node', '--input-type=module', '--eval', script];

const cmake = (build, call) =>
  node(
    `import { configure, compile } from './tests/run/cmake.mjs';
        process.exit((await ${call}).ok ? 0 : 1)`.replaceAll('FOLDER', `'${build}'`),
  );

const configureCommand = (build) => cmake(build, `configure('native', [], FOLDER)`);

test('configuring', async () => {
  const build = join(folder, 'configure');
  await killWhen(() => existsSync(`${build}/CMakeFiles`), configureCommand(build));
  assert.ok(!existsSync(`${build}/build.ninja`));
  succeed(configureCommand(build));
  succeed(['ninja', '-C', build, '-n', 'longhand_ctc']);
});

test('a configuration that failed, which leaves a cache', () => {
  const build = join(folder, 'failed');
  const failed = spawnSync('cmake', [
    '--preset',
    'native',
    '-B',
    build,
    '-DCMAKE_CXX_COMPILER=false',
  ]);
  assert.notEqual(failed.status, 0);
  assert.ok(existsSync(`${build}/CMakeCache.txt`) && !existsSync(`${build}/build.ninja`));
  succeed(configureCommand(build));
});

test('compiling', async () => {
  const build = join(folder, 'failed');
  const objects = ['best_path', 'label_trie', 'alphabet'].map(
    (name) => `core/ctc/CMakeFiles/longhand_ctc.dir/${name}.cpp.o`,
  );
  const command = cmake(build, `compile('native', ${JSON.stringify(objects)}, FOLDER)`);
  const log = `${build}/.ninja_log`;
  const ended = () => existsSync(log) && readFileSync(log, 'utf8').includes('.cpp.o');
  await killWhen(ended, command);
  succeed(command);
  assert.match(succeed(['ninja', '-C', build, '-n', ...objects]), /no work to do/);
});

/** A function of tests/setup/lib. */
const bash = (script) => [
  'bash',
  '-ec',
  `setup=tests/setup toolchain='${folder}' logs='${folder}'
   for part in report jobs needs debian npm toolchain; do . tests/setup/lib/$part.sh; done
   ${script}`,
];

test('npm ci', async () => {
  const project = join(folder, 'npm');
  mkdirSync(project);
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
  const name = 'typescript';
  const entry = lock.packages[`node_modules/${name}`];
  const root = { dependencies: { [name]: entry.version } };
  writeFileSync(`${project}/package.json`, JSON.stringify(root));
  const packages = { '': root, [`node_modules/${name}`]: { ...entry, dev: undefined } };
  writeFileSync(`${project}/package-lock.json`, JSON.stringify({ ...lock, packages }));
  const program = `${project}/node_modules/${name}/package.json`;
  await killWhen(
    () => existsSync(`${project}/node_modules`),
    bash(`install_npm_packages '${project}'`),
  );
  succeed(bash(`install_npm_packages '${project}'`));
  assert.equal(JSON.parse(readFileSync(program, 'utf8')).version, entry.version);
  assert.match(succeed(bash(`install_npm_packages '${project}'`)), /all npm packages are there/);

  const hidden = `${project}/node_modules/.package-lock.json`;
  writeFileSync(hidden, readFileSync(hidden, 'utf8').replace(/sha512-...../, 'sha512-other'));
  assert.doesNotMatch(succeed(bash(`install_npm_packages '${project}'`)), /are there/);
});

/** Stands for the Debian archive: a package of one folder, as an archive that may come slowly. */
const archive = `
  prepare_next_release() { :; }
  next_release_apt() { touch package.deb; }
  dpkg-deb() { tar -c -C '${folder}/package' . | { head -c 30000; $slowly; cat; }; }`;

test('unpacking', async () => {
  mkdirSync(join(folder, 'package'));
  for (const name of ['a', 'b']) {
    writeFileSync(join(folder, 'package', name), name.repeat(20_000));
  }
  const unpacked = join(folder, 'tool');
  const unpack = (slowly) =>
    bash(`slowly='${slowly}'; ${archive}; unpack_next_release package '${unpacked}'`);
  const begun = () => existsSync(`${unpacked}.part`) && readdirSync(`${unpacked}.part`).length > 0;
  await killWhen(begun, unpack('sleep 60'));
  assert.ok(!existsSync(unpacked));
  succeed(unpack(':'));
  for (const name of ['a', 'b']) {
    assert.equal(readFileSync(join(unpacked, name), 'utf8'), name.repeat(20_000));
  }
});

test('writing dist/', async () => {
  const build = ['node', 'web/build.mjs', '--keep-wasm'];
  const files = ['index.js', 'node.js', 'wasm/speech.relaxed.wasm'].map((name) => `dist/${name}`);
  rmSync('dist', { recursive: true, force: true });
  await killWhen(() => existsSync('dist/wasm'), build);
  assert.ok(!files.every((file) => existsSync(file)));
  succeed(build);
  assert.deepEqual(
    files.filter((file) => !existsSync(file)),
    [],
  );
});
