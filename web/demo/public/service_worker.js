/* Keeps the files of one build of the page; `files.json` lists them and names the build. */
const prefix = 'longhand-page-';

async function install() {
  const { build, files } = await (await fetch('/files.json', { cache: 'no-store' })).json();
  const cache = await caches.open(prefix + build);
  await cache.addAll(files);
  await self.skipWaiting();
}

async function removeOthers() {
  const { build } = await (await fetch('/files.json', { cache: 'no-store' })).json();
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(prefix) && name !== prefix + build);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

/** The page itself comes fresh if it can; its other files have their content in their names. */
async function answer(request) {
  if (request.mode !== 'navigate') {
    return (
      (await caches.match(request, { ignoreSearch: true, ignoreVary: true })) ?? fetch(request)
    );
  }
  try {
    return await fetch(request);
  } catch {
    return (await caches.match('/', { ignoreVary: true })) ?? Response.error();
  }
}

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(removeOthers()));
self.addEventListener('fetch', (event) => {
  const { method, url } = event.request;
  if (method === 'GET' && new URL(url).origin === self.location.origin) {
    event.respondWith(answer(event.request));
  }
});
