/**
 * Removes service workers that are not the app's own. On one machine, another program can listen at the
 * companion's port while the companion is not running. Its service worker would answer instead of the companion.
 */
import { SERVICE_WORKER } from '../../../broker/core/companionInfo.ts';

interface Worker {
  readonly scriptURL: string;
}

interface Registration {
  readonly scope: string;
  readonly installing: Worker | null;
  readonly waiting: Worker | null;
  readonly active: Worker | null;
  unregister(): Promise<boolean>;
}

interface Workers {
  readonly controller: Worker | null;
  getRegistrations(): Promise<readonly Registration[]>;
}

/** @returns whether a foreign service worker controls the page until the next reload */
export async function removeForeignWorkers(workers: Workers, base: string): Promise<boolean> {
  const scope = new URL('./', base).href;
  const script = new URL(SERVICE_WORKER, scope).href;
  const isOwn = (registration: Registration): boolean =>
    registration.scope === scope &&
    [registration.installing, registration.waiting, registration.active].every(
      (worker) => worker === null || worker.scriptURL === script,
    );
  const foreign = (await workers.getRegistrations()).filter((one) => !isOwn(one));
  const removed = await Promise.all(foreign.map((one) => one.unregister()));
  const { controller } = workers;
  return removed.includes(true) && controller !== null && controller.scriptURL !== script;
}
