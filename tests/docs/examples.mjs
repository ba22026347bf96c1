/** Finds the examples: of every name that the package exports, and in the guides. */
import { readFileSync, readdirSync } from 'node:fs';

import { Application, ReflectionKind, TSConfigReader, TypeDocReader } from 'typedoc';

/** What TypeDoc makes of the package: its complaints, and [{ name, examples }] of all exported names. */
export async function documentation() {
  const application = await Application.bootstrap({}, [new TypeDocReader(), new TSConfigReader()]);
  const project = await application.convert();
  if (!project) throw new Error('TypeDoc did not convert the project');
  application.validate(project);
  const { errorCount, warningCount } = application.logger;
  const names = project.children
    .flatMap((module) => module.children)
    .filter((child) => child.kind !== ReflectionKind.Reference)
    .map((child) => ({ name: child.name, examples: examplesOf(child) }));
  return { complaints: errorCount + warningCount, names };
}

function examplesOf({ comment, signatures = [] }) {
  return [comment, ...signatures.map((signature) => signature.comment)]
    .flatMap((found) => found?.getTags('@example') ?? [])
    .flatMap(({ content }) => blocks(content.map(({ text }) => text).join('')));
}

/** The TypeScript blocks of Markdown. */
const blocks = (markdown) =>
  [...markdown.matchAll(/^ *```ts\n(.*?)^ *```$/gms)].map(([, code]) => code);

/** [{ name, examples }] of README and guides. */
export function guides() {
  const files = readdirSync('web/guides').map((name) => `web/guides/${name}`);
  return ['README.md', ...files].map((file) => ({
    name: file.replaceAll(/\W+/g, '_'),
    examples: blocks(readFileSync(file, 'utf8')),
  }));
}
