/** Caches the app for offline use (`../../serviceWorker.ts`), and detects a new version. */
import { SERVICE_WORKER } from '../../../broker/core/companionInfo.ts';
import { ownVersion } from '../../kit/page/version.ts';
import { useNewVersion } from './newVersion.ts';

/** ms between checks for a new version when the user returns to the page. */
const SELDOM = 600_000;

/** Used parts of a worker, of the registration, and of the browser. */
interface Worker {
  readonly state: ServiceWorkerState;
  postMessage(message: unknown): void;
  addEventListener(type: 'statechange', listen: () => void): void;
}

interface Registration {
  readonly installing: Worker | null;
  readonly waiting: Worker | null;
  readonly active: Worker | null;
  update(): Promise<unknown>;
  addEventListener(type: 'updatefound', listen: () => void): void;
}

interface Workers {
  register(script: string, options: RegistrationOptions): Promise<Registration>;
  getRegistration(): Promise<Registration | undefined>;
  addEventListener(type: 'message', listen: (event: { readonly data: unknown }) => void): void;
}

export async function keepVersion(): Promise<void> {
  const own = ownVersion();
  // Browsers have service workers only on trusted servers: with TLS, or on this machine.
  if (own === undefined || !('serviceWorker' in navigator)) return;
  await watchVersion(own, navigator.serviceWorker);
}

/** @param own version of the page */
export async function watchVersion(own: string, workers: Workers): Promise<void> {
  workers.addEventListener('message', ({ data }) => {
    const told: unknown = Reflect.get(Object(data), 'version');
    if (typeof told === 'string') useNewVersion.setState({ isThere: told !== own });
  });
  const registration = await workers.register(`./${SERVICE_WORKER}`, { updateViaCache: 'none' });
  registration.addEventListener('updatefound', () => askNewest(registration));
  let looked = performance.now();
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible' || performance.now() - looked < SELDOM) return;
    looked = performance.now();
    // Without a network there is nothing to find.
    look(workers).catch(() => undefined);
  });
  await registration.update().catch(() => undefined);
  askNewest(registration);
}

async function look(workers: Workers): Promise<void> {
  const registration = await workers.getRegistration();
  await registration?.update();
}

/**
 * A worker that started before this page listened has not reported to it. A worker may wait as long as a page uses the
 * one before it. Only the newest is asked, because an earlier one may be older than the page.
 */
function askNewest({ installing, waiting, active }: Registration): void {
  if (installing === null) {
    (waiting ?? active)?.postMessage('version');
    return;
  }
  installing.addEventListener('statechange', () => {
    if (installing.state === 'installed') installing.postMessage('version');
  });
}
