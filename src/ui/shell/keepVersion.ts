/** Keeps the app for times without a network (`../serviceWorker.ts`), which also finds out about a new version. */
import { SERVICE_WORKER } from '../kit/buildMark.ts';
import { ownVersion } from '../kit/version.ts';
import { useNewVersion } from './newVersion.ts';

/** ms from one look for a new version to the next, when somebody comes back to the page. */
const SELDOM = 600_000;

export async function keepVersion(): Promise<void> {
  const own = ownVersion();
  // A browser has it only where it trusts the server: by TLS, or on its own machine.
  if (own === undefined || !('serviceWorker' in navigator)) return;
  const { serviceWorker } = navigator;
  serviceWorker.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const told: unknown = Reflect.get(Object(data), 'version');
    if (typeof told === 'string') useNewVersion.setState({ isThere: told !== own });
  });
  const registration = await serviceWorker.register(`./${SERVICE_WORKER}`, {
    updateViaCache: 'none',
  });
  let looked = performance.now();
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible' || performance.now() - looked < SELDOM) return;
    looked = performance.now();
    // Without a network there is nothing to find.
    look(serviceWorker).catch(() => undefined);
  });
  await askNewest(registration).catch(() => undefined);
}

async function look(serviceWorker: ServiceWorkerContainer): Promise<void> {
  const registration = await serviceWorker.getRegistration();
  await registration?.update();
}

/** A worker that began before this page listened has told it nothing; one older than the page has a follower. */
async function askNewest(registration: ServiceWorkerRegistration): Promise<void> {
  await registration.update();
  if (registration.installing === null && registration.waiting === null) {
    registration.active?.postMessage('version');
  }
}
