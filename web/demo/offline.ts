import type { TabName } from './tabs.js';

/** What can be kept: what a tab needs, and what PDF files need besides. */
export type Part = TabName | 'pdf';

const kinds: Record<Part, string> = {
  page: 'The page tab',
  pdf: 'Reading PDF files',
  print: 'The line tab',
  camera: 'The camera tab',
  speech: 'The speech tab',
};
let note: HTMLElement | null = null;

/** Registers the service worker and says when there is no connection. */
export function watchConnection(): void {
  note = document.getElementById('connection');
  addEventListener('online', () => say(''));
  addEventListener('offline', sayOffline);
  if (!navigator.onLine) sayOffline();
  if (import.meta.env.PROD && 'serviceWorker' in navigator) {
    void navigator.serviceWorker.register('/service_worker.js').catch(() => undefined);
  }
}

/** Keeps what `part` needs; called when it has shown a result, so that nothing of it is slowed down. */
export async function keepForOffline(part: Part): Promise<void> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator) || !navigator.onLine) return;
  const { active } = await navigator.serviceWorker.ready;
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    if (navigator.onLine) say(`${kinds[part]} now works without a connection, too.`);
  };
  active?.postMessage({ tab: part, others: usedWasm() }, [port2]);
}

function usedWasm(): string[] {
  return performance
    .getEntriesByType('resource')
    .map(({ name }) => name)
    .filter((name) => name.endsWith('.wasm'));
}

const sayOffline = () => say('Offline: samples and models used before still work.');

function say(text: string) {
  if (note) note.textContent = text;
}
