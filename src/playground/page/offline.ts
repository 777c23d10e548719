import type { PlaygroundStore } from '../store/playground';
import { SITE } from './site';

/** Milliseconds before the page is stored for later; the present visit comes first. */
const PATIENCE = 5000;

/**
 * Stores the page for visits without a network (`src/offline/service-worker.ts`). A newer version
 * that is ready when the page opens is used at once; a later one is announced.
 */
export function keepOffline(store: PlaygroundStore): void {
  const workers = serviceWorkers();
  if (!import.meta.env.PROD || workers === null) return;
  const quietly = (work: Promise<unknown>) => void work.catch(() => undefined);
  quietly(takeNewer(workers));
  addEventListener('load', () => {
    setTimeout(() => quietly(keep(workers, store)), PATIENCE);
  });
}

/** `null` in older browsers and insecure pages; in some frames even reading it throws. */
function serviceWorkers(): ServiceWorkerContainer | null {
  try {
    const { serviceWorker } = navigator as Partial<Navigator>;
    return serviceWorker ?? null;
  } catch {
    return null;
  }
}

/** Only a page that has just been opened may reload without asking. */
async function takeNewer(workers: ServiceWorkerContainer): Promise<void> {
  const waiting = (await workers.getRegistration())?.waiting;
  if (waiting == null) return;
  workers.addEventListener('controllerchange', () => location.reload(), { once: true });
  waiting.postMessage('take over');
}

async function keep(workers: ServiceWorkerContainer, store: PlaygroundStore): Promise<void> {
  const registration = await workers.register(new URL('sw.js', SITE));
  registration.addEventListener('updatefound', () => {
    const { installing } = registration;
    // The first version is not announced.
    if (installing === null || workers.controller === null) return;
    installing.addEventListener('statechange', () => {
      if (installing.state !== 'installed') return;
      store.getState().note('A newer version of this page is ready: reload to use it.');
    });
  });
}
