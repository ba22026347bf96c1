import pages from '../page_samples.json';

import { pageAdvice } from '../ocr/advice.js';
import { PictureTab, type Task } from '../ocr/picture_tab.js';
import { PageView } from './page_view.js';
import { pictureOf } from './picture.js';
import { pageContent, pageUrl } from './samples.js';

const patience = 500; // milliseconds, after which progress is shown

/** The part of the page that reads pages. */
export function pageTab() {
  const view = new PageView();
  return new PictureTab({
    words: { samples: 'Try a page', hint: 'Scans, screenshots, receipts, photos.' },
    advice: pageAdvice,
    samples: pages,
    url: pageUrl,
    content: pageContent,
    root: view.root,
    read: (task) => read(task, view),
  });
}

async function read({ file, model, options, signal, status, ...task }: Task, view: PageView) {
  const picture = await pictureOf(file);
  signal.throwIfAborted();
  view.begin(picture, file);
  const ocr = await task.ocr;
  signal.throwIfAborted();
  const started = performance.now();
  const waited = () => performance.now() - started;
  const slow = setTimeout(() => status.progress('Looking for text', undefined), patience);
  try {
    const page = await ocr.read(file, {
      ...options,
      signal,
      onLine: (line) => view.light(line),
      onProgress: ({ loaded, total = 1 }) => {
        if (waited() > patience) status.progress('Reading the page', loaded / total);
      },
    });
    view.show(page, model, { build: ocr.model.build, total: waited() });
  } finally {
    clearTimeout(slow);
  }
}
