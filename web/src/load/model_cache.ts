/** Keeps downloaded model files: in the Cache API where there is one, else in memory. */
export interface ModelCache {
  get(key: string): Promise<Blob | undefined>;
  put(key: string, file: Blob): Promise<void>;
  delete(key: string): Promise<void>;
}

const storeName = 'longhand-models';

/** Most bytes that are kept; the files stored first go first. */
const maxCachedBytes = 256 * 1024 * 1024;

/** The cache of this page or worker. */
export function modelCache(): ModelCache {
  return typeof caches === 'undefined' ? memoryCache : storedCache;
}

const memory = new Map<string, Blob>();

const memoryCache: ModelCache = {
  get: (key) => Promise.resolve(memory.get(key)),
  put(key, file) {
    memory.delete(key);
    memory.set(key, file);
    evictFromMemory();
    return Promise.resolve();
  },
  delete(key) {
    memory.delete(key);
    return Promise.resolve();
  },
};

function evictFromMemory() {
  let total = [...memory.values()].reduce((sum, file) => sum + file.size, 0);
  for (const [key, file] of memory) {
    if (total <= maxCachedBytes) return;
    memory.delete(key);
    total -= file.size;
  }
}

/** Storage may be denied or full at any time; memory then takes its place. */
const storedCache: ModelCache = {
  async get(key) {
    const response = await attempt(async () => (await caches.open(storeName)).match(key));
    return response ? response.blob() : memoryCache.get(key);
  },
  async put(key, file) {
    const stored = await attempt(async () => {
      const store = await caches.open(storeName);
      await evict(store, file.size);
      const headers = { 'content-length': String(file.size) };
      await store.put(key, new Response(file, { headers }));
      return true;
    });
    if (!stored) await memoryCache.put(key, file);
  },
  async delete(key) {
    await attempt(async () => (await caches.open(storeName)).delete(key));
    await memoryCache.delete(key);
  },
};

async function attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch {
    return undefined;
  }
}

/** Makes room for `incoming` bytes. */
async function evict(store: Cache, incoming: number) {
  const entries = await Promise.all(
    (await store.keys()).map(async (request) => ({
      request,
      size: Number((await store.match(request))?.headers.get('content-length')),
    })),
  );
  let total = entries.reduce((sum, { size }) => sum + size, incoming);
  for (const { request, size } of entries) {
    if (total <= maxCachedBytes) return;
    await store.delete(request);
    total -= size;
  }
}
