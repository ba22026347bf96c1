import pages from '../page_samples.json';

import { pageAdvice } from '../ocr/advice.js';
import { PictureTab, type Task } from '../ocr/picture_tab.js';
import { BookView } from './book_view.js';
import type { Leaf } from './leaf.js';
import { leavesOf } from './leaves.js';
import { pageContent, pageUrl } from './samples.js';

const patience = 500; // milliseconds, after which progress is shown

/** The part of the page that reads pages. */
export function pageTab() {
  const view = new BookView();
  return new PictureTab({
    words: {
      samples: 'Try a page',
      choose: 'Choose a picture or PDF',
      hint: 'Scans, screenshots, receipts, photos; PDF files page by page.',
    },
    accept: 'image/*,application/pdf',
    advice: pageAdvice,
    samples: pages,
    url: pageUrl,
    content: pageContent,
    root: view.root,
    read: (task) => read(task, view),
  });
}

async function read(task: Task, view: BookView) {
  const { file, signal } = task;
  view.open(file);
  for await (const leaf of leavesOf(file, signal)) {
    signal.throwIfAborted();
    await view.add(leaf);
    const ocr = await task.ocr;
    signal.throwIfAborted();
    const started = performance.now();
    const slow = setTimeout(() => progress(task, leaf, 0), leaf.count > 1 ? 0 : patience);
    try {
      const page = await ocr.read(leaf.image, {
        ...task.options,
        signal,
        onLine: (line) => view.light(leaf, line),
        onProgress: ({ loaded, total = 1 }) => {
          if (leaf.count > 1 || performance.now() - started > patience)
            progress(task, leaf, loaded / total);
        },
      });
      const total = performance.now() - started;
      view.show(leaf, { page, model: task.model, build: ocr.model.build, total });
    } finally {
      clearTimeout(slow);
    }
  }
}

/** @param done 0..1 of the page */
function progress({ status, stop }: Task, { number, count }: Leaf, done: number) {
  const what = count > 1 ? `page ${number} of ${count}` : 'the page';
  status.progress(`Reading ${what}`, (number - 1 + done) / count, stop);
}
