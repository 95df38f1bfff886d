/**
 * Removes service workers. The app has none: that of earlier versions stored the app's files. On one machine,
 * another program can listen at the companion's port while the companion is not running. Its service worker
 * would answer instead of the companion.
 */
import { SERVICE_WORKER } from '../../../broker/core/companionInfo.ts';

interface Worker {
  readonly scriptURL: string;
}

interface Registration {
  readonly scope: string;
  unregister(): Promise<boolean>;
}

interface Workers {
  readonly controller: Worker | null;
  getRegistration(url: string): Promise<Registration | undefined>;
  getRegistrations(): Promise<readonly Registration[]>;
}

/**
 * Removes the service worker of the page's folder. Those of other apps at this origin stay.
 * @param reach `above`: also one of a folder above, if it controls the page or would after a reload
 * @returns whether a foreign service worker controls the page until the next reload
 */
export async function removeServiceWorkers(
  workers: Workers,
  base: string,
  reach: 'folder' | 'above',
): Promise<boolean> {
  const page = new URL('./', base).href;
  const all = await workers.getRegistrations();
  const controlling = reach === 'above' ? await workers.getRegistration(base) : undefined;
  const found = all.filter(({ scope }) => scope === page || scope === controlling?.scope);
  const removed = await Promise.all(found.map((one) => one.unregister()));
  const { controller } = workers;
  // The app's former service worker answers with files of the network now.
  const earlier = new URL(SERVICE_WORKER, page).href;
  return removed.includes(true) && controller !== null && controller.scriptURL !== earlier;
}

/** Deletes the files that the service worker of earlier versions stored for this page. */
export async function deleteStoredFiles(
  storage: Pick<CacheStorage, 'keys' | 'delete'>,
  base: string,
): Promise<void> {
  const page = new URL('./', base).href;
  const stored = (await storage.keys()).filter((name) => name.startsWith(`mqttscope of ${page} `));
  await Promise.all(stored.map((name) => storage.delete(name)));
}
