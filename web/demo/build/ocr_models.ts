import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

import { packed, type Asset } from './asset.js';

const folders = [
  process.env['TESSDATA_PREFIX'],
  '/usr/share/tesseract-ocr/5/tessdata',
  '/usr/share/tessdata',
  '/usr/local/share/tessdata',
  '/opt/homebrew/share/tessdata',
];

const languages = [
  ['eng', 'English', 'en'],
  ['deu', 'German', 'de'],
  ['fra', 'French', 'fr'],
  ['rus', 'Russian', 'ru'],
  ['ara', 'Arabic', 'ar'],
  ['heb', 'Hebrew', 'he'],
  ['hin', 'Hindi', 'hi'],
  ['chi_sim', 'Chinese, simplified', 'zh-Hans'],
  ['jpn', 'Japanese', 'ja'],
  ['kor', 'Korean', 'ko'],
] as const;

export interface OfferedModel {
  id: string;
  name: string;
  /** Who made it. */
  from: 'Longhand' | 'Tesseract';
  /** BCP 47; empty if it reads several. */
  language: string;
  /** Other models that it is better than, by their id. */
  outdoes?: string[];
  /** Address. */
  file: string;
}

type Offer = OfferedModel & { asset: Asset };

/**
 * The models that the page offers: our own, and those of Tesseract that this machine has, English first.
 * English is read at once, so it comes without its dictionary, a fifth of the download, if the `longhand`
 * command was built; other languages keep theirs, since without it some samples begin with a stray
 * quotation mark.
 */
export function ocrModels(command: string, work: string): Offer[] {
  const folder = folders.find((name) => existsSync(`${name}/eng.traineddata`));
  const english = folder ? `${folder}/eng.traineddata` : undefined;
  const small = english && existsSync(command) && slim(command, english, work);
  const offers = [ownModel()];
  for (const [id, name, language] of languages) {
    const bytes = read(folder, id);
    if (!bytes) continue;
    if (id === 'eng' && small) {
      offers.push(offer({ id, name, language }, small));
      offers.push(offer({ id: 'eng_words', name: `${name}, with dictionary`, language }, bytes));
    } else offers.push(offer({ id, name, language }, bytes));
  }
  return offers;
}

function ownModel(): Offer {
  const asset = packed('models', 'latin.safetensors', readFileSync('models/print/latin-int8.safetensors'));
  return {
    id: 'latin',
    name: 'Longhand print',
    from: 'Longhand',
    language: '',
    outdoes: ['eng', 'deu', 'fra'],
    file: `/${asset.fileName}`,
    asset,
  };
}

function offer(model: Pick<OfferedModel, 'id' | 'name' | 'language'>, bytes: Uint8Array): Offer {
  const asset = packed('models', `${model.id}.traineddata`, bytes);
  return { ...model, from: 'Tesseract', file: `/${asset.fileName}`, asset };
}

/** Else the English one of the npm package. */
function read(folder: string | undefined, id: string): Uint8Array | undefined {
  const file = `${folder}/${id}.traineddata`;
  if (folder) return existsSync(file) ? readFileSync(file) : undefined;
  if (id !== 'eng') return undefined;
  const npm = 'node_modules/@tesseract.js-data/eng/4.0.0_best_int/eng.traineddata.gz';
  return gunzipSync(readFileSync(npm));
}

function slim(command: string, file: string, work: string): Uint8Array {
  mkdirSync(work, { recursive: true });
  const small = `${work}/eng.traineddata`;
  execFileSync(command, ['slim', '--no-dictionary', file, small], { stdio: 'ignore' });
  return readFileSync(small);
}
