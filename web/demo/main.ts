import { takeFiles, type Kind } from './files.js';
import { keepForOffline, watchConnection } from './offline.js';
import type { Panel } from './panel.js';
import { Status } from './status.js';
import { panelOf, Tabs, type TabName } from './tabs.js';

const titles: Record<TabName, string> = {
  page: 'Longhand: pages to text, inside this page',
  print: 'Longhand: print to text, inside this page',
  camera: 'Longhand: the camera’s pictures to text, inside this page',
  speech: 'Longhand: speech to text, inside this page',
};

const load: Record<TabName, () => Promise<Panel>> = {
  page: async () => (await import('./page/page_tab.js')).pageTab(),
  print: async () => (await import('./ocr/print_tab.js')).printTab(),
  camera: async () => new (await import('./camera/camera_tab.js')).CameraTab(),
  speech: async () => new (await import('./speech/speech_tab.js')).SpeechTab(),
};

const panels = new Map<TabName, Promise<Panel | undefined>>();

/** The panel of a tab, whose code is downloaded when it is opened for the first time. */
function panel(name: TabName): Promise<Panel | undefined> {
  const known = panels.get(name);
  if (known) return known;
  const made = show(name);
  panels.set(name, made);
  return made;
}

async function show(name: TabName): Promise<Panel | undefined> {
  try {
    const loaded = await load[name]();
    panelOf(name).replaceChildren(loaded.root);
    void loaded.ready.then(() => keepForOffline(name));
    return loaded;
  } catch (error) {
    const status = new Status();
    status.error(error);
    panelOf(name).replaceChildren(status.root);
    panels.delete(name);
    return undefined;
  }
}

watchConnection();
let left: TabName | undefined;
const tabs = new Tabs((name) => {
  document.title = titles[name];
  if (left) void panels.get(left)?.then((panel) => panel?.leave?.());
  left = name;
  void panel(name);
});

/** Pictures are lines while the tab for lines is open. */
function tabFor(kind: Kind): TabName {
  if (kind === 'sound') return 'speech';
  return kind === 'picture' && tabs.current === 'print' ? 'print' : 'page';
}

takeFiles(
  async (kind, file) => {
    if (kind) tabs.open(tabFor(kind));
    (await panel(tabs.current))?.take(file);
  },
  async (text) => (await panel(tabs.current))?.problem(text),
);

document.getElementById('skip')?.addEventListener('click', (event) => {
  event.preventDefault();
  panelOf(tabs.current).querySelector<HTMLElement>('.result')?.focus();
});
