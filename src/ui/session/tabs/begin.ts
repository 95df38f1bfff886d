/**
 * Restores tabs and stopped rules after a reload. This part is loaded with the page, the rest when there is
 * something to store or restore.
 */

import { guarded } from '../../kit/failures/uncaught.ts';
import { loadedLater } from '../../kit/loading/loadedLater.ts';
import { whenIdle } from '../../kit/page/whenIdle.ts';
import { useConnections } from '../connection/connections.ts';
import { TABS } from '../connection/restoredTabs.ts';

const restoring = loadedLater(() => import('./restoring.ts'), { idle: 'first' });
const keeping = loadedLater(
  async () => {
    const [{ keepTabs }, { noteUse }] = await Promise.all([
      import('./keeping.ts'),
      import('../recent/recent.ts'),
    ]);
    return () => {
      keepTabs();
      noteUse();
    };
  },
  { idle: 'first' },
);
const stops = loadedLater(async () => (await import('../answers/newStops.ts')).watchStops);

/** True after a reload or a return to the page. False if the user opened an address. */
function isReload(): boolean {
  const [entry] = performance.getEntriesByType('navigation');
  if (entry === undefined || !('type' in entry)) return false;
  return entry.type === 'reload' || entry.type === 'back_forward';
}

function kept(): string | undefined {
  try {
    return sessionStorage.getItem(TABS) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Restores the tabs. @returns whether there were any */
export async function restoreTabs(): Promise<boolean> {
  const text = isReload() ? kept() : undefined;
  if (text === undefined) return false;
  try {
    return await (await restoring.load()).restore(text);
  } catch {
    // The page must start in any case.
    return false;
  }
}

/** ms between the first relevant change and the loading of this code, which must not delay the user. */
const SETTLED = 1500;

/** Starts storing both at the first relevant change. */
export function startKeeping(): void {
  const stop = useConnections.subscribe(
    guarded('kept tabs', ({ list }) => {
      if (!list.some(({ settings, file }) => settings ?? file)) return;
      stop();
      setTimeout(() => whenIdle(() => keeping.whenThere((keep) => keep())), SETTLED);
    }),
  );
  const stopLooking = useConnections.subscribe(
    guarded('kept tabs', ({ list }) => {
      if (list.every(({ answers }) => answers === undefined)) return;
      stopLooking();
      stops.whenThere((watch) => watch());
    }),
  );
}
