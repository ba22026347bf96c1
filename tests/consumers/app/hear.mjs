/** File in, text out:  hear.mjs MODEL SOUND.wav   (16-bit mono, its header of 44 bytes) */
import { readFile } from 'node:fs/promises';

import { loadSpeech } from 'longhand/node';

const [model, sound] = process.argv.slice(2);
const speech = await loadSpeech({ model });
const wav = await readFile(sound);
const values = new Int16Array(wav.buffer.slice(wav.byteOffset + 44, wav.byteOffset + wav.length));
const samples = Float32Array.from(values, (value) => value / 32768);
const { text } = speech.transcribe(samples, wav.readUInt32LE(24), { phrases: ['<digit>'] });
console.log(JSON.stringify({ text, build: speech.info.build }));
speech.dispose();
