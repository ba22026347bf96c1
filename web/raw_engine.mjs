/** An engine as it was built, without the package around it. */
import { readFileSync } from 'node:fs';

/** The module `name` of dist/wasm, running in this Node. */
export async function rawEngine(name) {
  const file = (ending) => new URL(`../dist/wasm/${name}.${ending}`, import.meta.url);
  const { default: create } = await import(file('js'));
  const module = await WebAssembly.compile(readFileSync(file('simd.wasm')));
  const instantiateWasm = (imports, done) => {
    void WebAssembly.instantiate(module, imports).then((instance) => done(instance, module));
    return {};
  };
  return create({ instantiateWasm });
}
