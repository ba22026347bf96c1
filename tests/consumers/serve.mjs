/** Serves a built consumer as its host would: static files, with the headers that the page is tested under. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';

import sirv from 'sirv';

import { app } from './install.mjs';

/**
 * Resolves to the address of the page, how the server ends, and the files that were asked for.
 * `transform` changes the page's HTML.
 */
export async function serve(folder, { headers = {}, transform = (html) => html } = {}) {
  const [own, shared] = [folder, join(app, 'public')].map((path) => sirv(path, { dev: true }));
  const html = transform(readFileSync(join(folder, 'index.html'), 'utf8'));
  const requests = [];
  const server = createServer((request, response) => {
    requests.push(request.url);
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    if (request.url === '/') {
      response.setHeader('content-type', 'text/html').end(html);
    } else {
      own(request, response, () => shared(request, response, () => response.writeHead(404).end()));
    }
  });
  await new Promise((resolve) => server.listen(0, resolve));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://localhost:${server.address().port}/`, close, requests };
}
