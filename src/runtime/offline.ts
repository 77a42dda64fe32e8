import { isOnStage, whileEmpty } from './on-stage.ts';
import { closeSuggestion, suggest } from './suggestion.ts';

/** ms between two looks at whether somebody presents, while a suggestion is on the screen. */
const pace = 1000;

/**
 * Has the browser keep the deck, so that it opens without a network, and says when a new version has come. On this
 * computer's own addresses nothing is kept: what is built and served here is to be seen at once.
 */
export async function keepOffline(): Promise<void> {
  const worker = workerHere();
  if (worker === undefined) return;
  const { serviceWorker } = navigator;
  if (/^(localhost|127\.[\d.]+|\[::1\])$/.test(location.hostname)) {
    await (await registered(worker))?.unregister();
    return;
  }
  // without storage, or leave to use it, the deck is what it was before
  const registration = await serviceWorker.register(worker).catch(() => undefined);
  if (registration === undefined) return;
  // no page goes on with the files of another version
  if (serviceWorker.controller !== null) serviceWorker.addEventListener('controllerchange', () => location.reload());
  const look = () => tell(registration);
  look();
  registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', look));
  // who presented until now was not told
  document.addEventListener('fullscreenchange', () => setTimeout(look, pace));
}

/** Whether the deck is kept, and a newer version is there; undefined where nothing is kept. Asks the network for one. */
export async function keptVersion(): Promise<{ readonly newer: boolean } | undefined> {
  const worker = workerHere();
  const registration = worker && (await registered(worker));
  if (!registration?.active) return undefined;
  await registration.update().catch(() => undefined);
  return { newer: (registration.installing ?? registration.waiting) !== null };
}

/** Where this page's service worker is, if it has one and the browser knows of such. */
function workerHere(): URL | undefined {
  const { worker } = document.documentElement.dataset;
  return worker === undefined || !('serviceWorker' in navigator) ? undefined : new URL(worker, document.baseURI);
}

async function registered(worker: URL): Promise<ServiceWorkerRegistration | undefined> {
  const registration = await navigator.serviceWorker.getRegistration();
  return registration?.scope === new URL('.', worker).href ? registration : undefined;
}

/** Says that a new version waits, but to nobody who is on stage. */
async function tell(registration: ServiceWorkerRegistration): Promise<void> {
  const { waiting, active } = registration;
  if (waiting === null || active === null || (await isOnStage())) return;
  const suggestion = suggest('A new version is there.', 'Load it', async () => {
    if (!(await whileEmpty(() => begun(waiting)))) closeSuggestion();
  });
  const watch = setInterval(async () => {
    if (suggestion.isConnected && !(await isOnStage())) return;
    clearInterval(watch);
    if (suggestion.isConnected) closeSuggestion();
  }, pace);
}

/** Lets a worker that waits begin. Then every window of the deck loads itself again, and this one never sees the end. */
function begun(worker: ServiceWorker): Promise<void> {
  worker.addEventListener('statechange', () => worker.state === 'activated' && location.reload());
  worker.postMessage('begin');
  return new Promise(() => {});
}
