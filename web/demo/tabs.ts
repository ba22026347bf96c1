const tabNames = ['page', 'print', 'camera', 'speech'] as const;
export type TabName = (typeof tabNames)[number];

const keys: Record<string, (index: number, count: number) => number> = {
  ArrowRight: (index, count) => (index + 1) % count,
  ArrowLeft: (index, count) => (index + count - 1) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

/**
 * The tabs of index.html: one is open, its name stands in the address, the arrow keys move between
 * them. `onOpen` is called whenever one opens.
 */
export class Tabs {
  #open: TabName | undefined;

  constructor(readonly onOpen: (name: TabName) => void) {
    for (const name of tabNames) {
      const tab = tabOf(name);
      tab.addEventListener('click', () => this.open(name));
      tab.addEventListener('keydown', (event) => this.#move(name, event));
    }
    addEventListener('hashchange', () => this.#follow());
    this.#follow();
  }

  get current(): TabName {
    return this.#open ?? 'page';
  }

  /** Opens `name` and writes it into the address. */
  open(name: TabName): void {
    if (name !== this.#open) history.pushState(null, '', `#${name}`);
    this.#show(name);
  }

  #show(name: TabName) {
    if (name === this.#open) return;
    this.#open = name;
    for (const other of tabNames) {
      const tab = tabOf(other);
      tab.setAttribute('aria-selected', String(other === name));
      tab.tabIndex = other === name ? 0 : -1;
      panelOf(other).hidden = other !== name;
    }
    this.onOpen(name);
  }

  /** Opens what the address says; the first if it says nothing. */
  #follow() {
    const name = tabNames.find((known) => `#${known}` === location.hash);
    if (name) this.#show(name);
    else if (location.hash === '' || !this.#open) this.#show('page');
  }

  #move(name: TabName, event: KeyboardEvent) {
    const target = tabNames[keys[event.key]?.(tabNames.indexOf(name), tabNames.length) ?? -1];
    if (!target) return;
    event.preventDefault();
    this.open(target);
    tabOf(target).focus();
  }
}

export const panelOf = (name: TabName) => byId(`${name}-panel`);
const tabOf = (name: TabName) => byId(`${name}-tab`);

function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no element "${id}"`);
  return found;
}
