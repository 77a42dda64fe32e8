// The service worker: keeps the deck whole, and answers from what it keeps. A classic script without imports; the build
// puts the two constants in front of it. A worker and its cache are one version of the deck: it is complete before the
// worker may begin, each file proved by its hash, and it is never added to.

/** Every file of this build, as it is named below the deck's address, with its SHA-256 in base64. */
declare const files: Readonly<Record<string, string>>;
/** Changes with any of them. */
declare const version: string;

function keepDeck(worker: ServiceWorkerGlobalScope): void {
  const { scope } = worker.registration;
  // other decks may live at the same host, each with caches of its own
  const ours = `deck ${scope} `;
  const own = `${ours}${version}`;

  async function fill(): Promise<void> {
    const cache = await caches.open(own);
    try {
      await Promise.all(
        Object.entries(files).map(async ([path, hash]) => {
          const url = new URL(path, scope).href;
          await cache.put(url, (await unchanged(url, hash)) ?? (await fetched(url, hash)));
        }),
      );
    } catch (error) {
      await caches.delete(own);
      throw error;
    }
  }

  async function clear(): Promise<void> {
    const old = (await caches.keys()).filter((name) => name.startsWith(ours) && name !== own);
    await Promise.all(old.map((name) => caches.delete(name)));
  }

  /** What a request is for among our files, if it is. */
  function pathOf({ url, method }: Request): string | undefined {
    const { origin, pathname } = new URL(url);
    const address = `${origin}${pathname}`;
    if (method !== 'GET' || !address.startsWith(scope)) return undefined;
    const path = decodeURI(address.slice(scope.length)) || 'index.html';
    return Object.hasOwn(files, path) ? path : undefined;
  }

  async function answer(request: Request, path: string): Promise<Response> {
    return (await caches.match(new URL(path, scope), { cacheName: own })) ?? fetch(request);
  }

  worker.addEventListener('install', (event) => event.waitUntil(fill()));
  worker.addEventListener('activate', (event) => event.waitUntil(clear()));
  worker.addEventListener('fetch', (event) => {
    const path = pathOf(event.request);
    if (path !== undefined) event.respondWith(answer(event.request, path));
  });
  // until somebody says so, or all windows of the version before are closed, a new worker waits
  worker.addEventListener('message', ({ data }) => {
    if (data === 'begin') worker.skipWaiting();
  });
}

/** The file as the version before has it, if it is the same: it need not come again. */
async function unchanged(url: string, hash: string): Promise<Response | undefined> {
  const kept = await caches.match(url);
  if (kept === undefined) return undefined;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await kept.clone().arrayBuffer()));
  return btoa(String.fromCharCode(...digest)) === hash ? kept : undefined;
}

/** The file from the network. Fails if it is of another version, as it is while a host changes from one to the next. */
async function fetched(url: string, hash: string): Promise<Response> {
  const response = await fetch(url, { integrity: `sha256-${hash}`, cache: 'no-cache' });
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  // a browser refuses a redirected answer for a page, and some hosts redirect index.html to its folder
  const { status, headers } = response;
  return response.redirected ? new Response(response.body, { status, headers }) : response;
}

if (self instanceof ServiceWorkerGlobalScope) keepDeck(self);
