import { element } from './dom.js';

export type Fact = [name: string, value: string];

/** What a list of facts, a `dl`, holds. */
export function factItems(facts: Fact[]): HTMLElement[] {
  return facts.map(([name, value]) =>
    element('div', {}, element('dt', {}, name), element('dd', {}, value)),
  );
}

export function buildFact(build: 'simd' | 'relaxed'): Fact {
  return ['WebAssembly build', build === 'relaxed' ? 'relaxed SIMD' : 'SIMD 128'];
}
