/** Prints what one build of the package hears in every recording:  node read_speech.mjs simd|relaxed */
import { loadSpeech } from '../../dist/node.js';
import { compared, recording, speechModel } from './recordings.mjs';

const speech = await loadSpeech({ model: speechModel, build: process.argv[2] });
const results = compared.map((name) => {
  const { samples, sampleRate } = recording(name);
  const { text, duration, utterances } = speech.transcribe(samples, sampleRate);
  return { text, duration, utterances };
});
speech.dispose();
console.log(JSON.stringify(results));
