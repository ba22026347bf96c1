/** Makes build/consumers/app: the consumers' sources, what they show, and the packed package installed. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { root, tessdata } from '../web/support.mjs';

export const folder = join(root, 'build/consumers');
export const app = join(folder, 'app');

const shown = {
  'icon.svg': `${root}web/demo/public/icon.svg`,
  'samples/novel.png': `${root}web/demo/public/samples/novel.png`,
  'samples/six.wav': '/usr/share/asterisk/sounds/en_US_f_Allison/digits/6.wav',
  'models/eng.traineddata': `${tessdata}/eng.traineddata`,
  'models/en.safetensors': `${root}models/speech/en-int8.safetensors`,
};

const npm = (directory, ...args) =>
  execFileSync('npm', args, {
    cwd: directory,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });

export function install() {
  rmSync(folder, { recursive: true, force: true });
  cpSync(`${root}tests/consumers/app`, app, { recursive: true });
  for (const [name, file] of Object.entries(shown)) {
    mkdirSync(dirname(`${app}/public/${name}`), { recursive: true });
    copyFileSync(file, `${app}/public/${name}`);
  }
  writeFileSync(`${app}/package.json`, JSON.stringify({ name: 'consumer', type: 'module' }));
  const [{ filename }] = JSON.parse(npm(root, 'pack', '--json', '--pack-destination', folder));
  npm(app, 'install', '--offline', '--loglevel=error', join(folder, filename));
}
