import type { Ocr, Watching } from 'longhand/ocr';
import { ocrModels } from 'virtual:assets';

import { element } from '../dom.js';
import { LiveButton } from '../live_button.js';
import { Recognizer, type Model } from '../ocr/models.js';
import { Settings } from '../ocr/settings.js';
import type { Panel } from '../panel.js';
import { Status } from '../status.js';
import { cameraAdvice } from './advice.js';
import { LiveView } from './live_view.js';

const labels = {
  off: 'Point the camera at text',
  loading: 'Loading the model…',
  asking: 'Allow the camera…',
  on: 'Stop',
  stopping: 'Stopping…',
};

/** The part of the page that reads what the camera shows. */
export class CameraTab implements Panel {
  readonly ready: Promise<void>;
  readonly #status = new Status(cameraAdvice);
  readonly #view = new LiveView();
  readonly #settings = new Settings([...ocrModels], () => {
    if (this.#button.busy) void this.#watch();
  });
  readonly #button = new LiveButton(
    labels,
    () => void this.#watch(),
    () => this.#stop(),
  );
  readonly #recognizer = new Recognizer((model, progress) =>
    this.#status.loading(model.name, progress),
  );
  readonly root = this.#layout();
  #job: AbortController | undefined;
  #onRead: () => void = () => undefined;

  constructor() {
    this.ready = new Promise((resolve) => (this.#onRead = resolve));
  }

  take(): void {
    this.problem('This tab reads what the camera shows. Files are read under “Page” and “Line”.');
  }

  problem(text: string): void {
    this.#status.problem(text);
  }

  leave(): void {
    this.#stop();
  }

  /** Ends what goes on and begins anew. */
  async #watch() {
    const { model, options } = this.#settings;
    if (!model) return;
    this.#stop();
    this.#job = new AbortController();
    const { signal } = this.#job;
    this.#status.clear();
    this.#button.state = 'loading';
    try {
      const ocr = await this.#recognizer.use(model);
      signal.throwIfAborted();
      this.#button.state = 'asking';
      this.#view.begin();
      const watching = ocr.watch(this.#view.video, { ...options, signal });
      await watching.started;
      this.#button.state = 'on';
      await this.#show(watching, ocr, model);
    } catch (error) {
      if (signal.aborted) return;
      this.#stop();
      this.#status.error(error);
    }
  }

  async #show(watching: Watching, ocr: Ocr, model: Model) {
    for await (const page of watching) {
      this.#view.show(page, model, ocr.build);
      this.#onRead();
    }
  }

  #stop() {
    if (!this.#button.busy) return;
    this.#job?.abort();
    this.#view.end();
    this.#button.state = 'off';
  }

  #layout(): HTMLElement {
    return element(
      'div',
      { class: 'panel' },
      element(
        'div',
        { class: 'stage' },
        element(
          'div',
          { class: 'inputs start' },
          this.#button.root,
          element('p', { class: 'hint' }, 'Pictures are read on your device, and not kept.'),
        ),
        this.#status.root,
        this.#view.root,
      ),
      element('div', { class: 'controls' }, this.#settings.root),
    );
  }
}
