/*
 * Keeps the files of one build of the page; `files.json` names the build and lists what belongs to
 * its shell and to each tab. A tab's files are kept when the page says that the tab is in use.
 */
const prefix = 'longhand-page-';
const list = '/files.json';

async function install() {
  const response = await fetch(list, { cache: 'no-store' });
  const { build, shell } = await response.clone().json();
  const cache = await caches.open(prefix + build);
  await cache.put(list, response);
  await cache.addAll(shell);
  await self.skipWaiting();
}

async function activate() {
  const { build } = await (await fetch(list, { cache: 'no-store' })).json();
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(prefix) && name !== prefix + build);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

/** Keeps the files of `tab` and the `others`, and tells the page when they are there. */
async function keep({ tab, others }, port) {
  const files = await (await caches.match(list)).json();
  const cache = await caches.open(prefix + files.build);
  for (const file of [...files.tabs[tab], ...others]) {
    if (!(await cache.match(file, { ignoreVary: true }))) await cache.add(file);
  }
  port.postMessage('kept');
}

/** The page itself comes fresh if it can; its other files have their content in their names. */
async function answer(request) {
  if (request.mode !== 'navigate') {
    return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
  }
  try {
    return await fetch(request);
  } catch {
    return (await caches.match('/', { ignoreVary: true })) ?? Response.error();
  }
}

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('message', (event) => event.waitUntil(keep(event.data, event.ports[0])));
self.addEventListener('fetch', (event) => {
  const { method, url } = event.request;
  if (method === 'GET' && new URL(url).origin === self.location.origin) {
    event.respondWith(answer(event.request));
  }
});
