import lines from '../samples.json';

import { printAdvice } from './advice.js';
import { PictureTab, type Task } from './picture_tab.js';
import { ResultView } from './result_view.js';
import { lineContent, lineUrl } from './samples.js';

/** The part of the page that reads lines of print. */
export function printTab() {
  const view = new ResultView();
  return new PictureTab({
    words: {
      samples: 'Try a line',
      choose: 'Choose a picture',
      hint: 'One line of text per picture.',
    },
    accept: 'image/*',
    advice: printAdvice,
    samples: lines,
    url: lineUrl,
    content: lineContent,
    root: view.root,
    compares: true,
    read: (task) => read(task, view),
  });
}

async function read({ file, model, rival, signal, ...task }: Task, view: ResultView) {
  const ocr = await task.ocr;
  signal.throwIfAborted();
  const numbers = [...ocr.models.keys()];
  const count = [model.file].flat().length;
  const own = { ...task.options, models: numbers.slice(0, count), signal };
  const started = performance.now();
  const result = await ocr.recognize(file, { ...own, probabilities: true });
  const total = performance.now() - started;
  const picture = await createImageBitmap(file);
  const info = ocr.models[result.words[0]?.model ?? 0] ?? ocr.model;
  const other = rival && {
    model: rival,
    result: await ocr.recognize(file, { ...own, models: numbers.slice(count) }),
  };
  if (!signal.aborted) view.show(picture, result, model, { ...info, total }, other);
}
