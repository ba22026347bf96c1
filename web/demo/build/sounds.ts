import { existsSync, readFileSync } from 'node:fs';

import { named, type Asset } from './asset.js';

/** Debian's asterisk-core-sounds-en-wav: 16-bit mono WAV files of 8 kHz. */
const prompts = process.env['ASTERISK_SOUNDS'] ?? '/usr/share/asterisk/sounds/en_US_f_Allison';
const rate = 8000;
const pause = 0.12; // seconds between two pieces

/** What speech_samples.json says of one. */
export interface SoundRecipe {
  name: string;
  title: string;
  /** Prompts that are said one after another. */
  pieces: string[];
  text: string;
  /** What to listen for; none: anything. */
  phrases: string[];
}

export interface OfferedSound {
  name: string;
  title: string;
  text: string;
  phrases: string[];
  /** Address. */
  file: string;
  seconds: number;
}

/** The samples of speech that can be made on this machine; without the Debian package none. */
export function sounds(recipes: SoundRecipe[]): (OfferedSound & { asset: Asset })[] {
  return recipes.flatMap(({ pieces, ...recipe }) => {
    const files = pieces.map((piece) => `${prompts}/${piece}.wav`);
    if (!files.every((file) => existsSync(file))) return [];
    const samples = joined(files.map((file) => samplesOf(readFileSync(file), file)));
    const asset = named('sounds', `${recipe.name}.wav`, wav(samples));
    return [{ ...recipe, file: `/${asset.fileName}`, seconds: samples.length / 2 / rate, asset }];
  });
}

function samplesOf(file: Buffer, name: string): Buffer {
  for (let at = 12; at + 8 <= file.length; ) {
    const size = file.readUInt32LE(at + 4);
    const body = file.subarray(at + 8, at + 8 + size);
    if (file.toString('latin1', at, at + 4) === 'data') return body;
    at += 8 + size + (size % 2);
  }
  throw new Error(`${name}: expected a WAV file with a data chunk`);
}

function joined(pieces: Buffer[]): Buffer {
  const silence = Buffer.alloc(2 * Math.round(pause * rate));
  return Buffer.concat(pieces.flatMap((piece) => [piece, silence]));
}

function wav(samples: Buffer): Buffer {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(36 + samples.length, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20); // PCM
  header.writeUInt16LE(1, 22); // mono
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(2 * rate, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(samples.length, 40);
  return Buffer.concat([header, samples]);
}
