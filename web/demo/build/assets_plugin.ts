import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

import recipes from '../speech_samples.json' with { type: 'json' };
import { packed, type Asset } from './asset.js';
import { ocrModels } from './ocr_models.js';
import { pdfResources } from './pdf_resources.js';
import { sounds } from './sounds.js';

const command = 'build/native/core/cli/longhand';
const work = 'build/demo_models';
const virtual = 'virtual:assets';

/**
 * Puts models and samples of this machine into the page; `virtual:assets` lists them. Paths are
 * relative to the repository.
 */
export function assets(): Plugin {
  let module = '';
  return {
    name: 'assets',
    buildStart() {
      const made = collect();
      for (const { fileName, source } of made.files) {
        this.emitFile({ type: 'asset', fileName, source });
      }
      module = Object.entries(made.lists)
        .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`)
        .join('\n');
      console.log(`models: ${made.lists.ocrModels.map(({ id }) => id).join(' ')}`);
      const { length } = made.lists.speechSamples;
      const why = length < recipes.length ? ', for want of asterisk-core-sounds-en-wav' : '';
      console.log(`samples of speech: ${length} of ${recipes.length}${why}`);
    },
    resolveId: (id) => (id === virtual ? `\0${virtual}` : undefined),
    load: (id) => (id === `\0${virtual}` ? module : undefined),
  };
}

function collect() {
  const ocr = ocrModels(command, work);
  const samples = sounds(recipes);
  const model = packed(
    'models',
    'en.safetensors',
    readFileSync('models/speech/en-int8.safetensors'),
  );
  const words = packed('models', 'en.arpa', readFileSync('models/speech/lm/en.arpa'));
  const withoutAsset = <T extends { asset: Asset }>(offer: T) => ({ ...offer, asset: undefined });
  return {
    files: [...ocr, ...samples]
      .map(({ asset }) => asset)
      .concat(model, words, ...pdfResources()),
    lists: {
      ocrModels: ocr.map(withoutAsset),
      speechSamples: samples.map(withoutAsset),
      speechModel: `/${model.fileName}`,
      languageModel: `/${words.fileName}`,
    },
  };
}
