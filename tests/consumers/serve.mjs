/** Serves a built consumer as its host would: static files, with the headers that the page is tested under. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';

import sirv from 'sirv';

import { app } from './install.mjs';

/** Resolves to the address of `page` and how the server ends. `transform` renders the page's HTML. */
export async function serve(folders, page, { headers = {}, transform = (html) => html } = {}) {
  const files = [...folders, join(app, 'public')].map((folder) => sirv(folder, { dev: true }));
  const html = transform(readFileSync(join(folders[0], page), 'utf8'));
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    if (request.url === '/') {
      response.setHeader('content-type', 'text/html').end(html);
      return;
    }
    const notFound = () => response.writeHead(404).end();
    files.reduceRight((next, file) => () => file(request, response, next), notFound)();
  });
  await new Promise((resolve) => server.listen(0, resolve));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://localhost:${server.address().port}/`, close };
}
