import { element } from '../dom.js';
import { fileButton } from '../files.js';

/** What the tab is made of. */
export interface Parts {
  mic: HTMLElement;
  status: HTMLElement;
  /** Text, pictures and figures of one sound. */
  result: HTMLElement[];
  samples: HTMLElement;
  vocabulary: HTMLElement;
}

/** What is done with files that the visitor chooses. */
export interface Takers {
  recording: (file: File) => void;
  model: (file: File) => void;
  languageModel: (file: File) => void;
}

export function layout(parts: Parts, takers: Takers): HTMLElement {
  return element(
    'div',
    { class: 'panel' },
    element(
      'div',
      { class: 'stage' },
      startBar(parts.mic, takers.recording),
      parts.status,
      element(
        'section',
        { class: 'card result', 'aria-label': 'What was said', tabindex: '-1' },
        ...parts.result,
      ),
    ),
    element(
      'div',
      { class: 'controls' },
      element('h2', {}, 'Try a recording'),
      parts.samples,
      element('h2', {}, 'Listen for'),
      parts.vocabulary,
      otherModels(takers),
    ),
  );
}

function startBar(mic: HTMLElement, onRecording: (file: File) => void): HTMLElement {
  const sounds = { class: 'button quiet', accept: 'audio/*,video/*' };
  const hint = 'or drop or paste one anywhere. English, close to the microphone.';
  return element(
    'div',
    { class: 'inputs start' },
    mic,
    fileButton('Choose a recording', sounds, onRecording),
    element('p', { class: 'hint' }, hint),
  );
}

function otherModels({ model, languageModel }: Takers): HTMLElement {
  const quiet = { class: 'button quiet' };
  return element(
    'details',
    {},
    element('summary', {}, 'Other models'),
    element(
      'div',
      { class: 'inputs' },
      fileButton('Load a .safetensors', { ...quiet, accept: '.safetensors,.gz' }, model),
      fileButton('Load an .arpa', { ...quiet, accept: '.arpa,.gz' }, languageModel),
    ),
  );
}
