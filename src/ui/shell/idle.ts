/** Prefetches lazy parts when the browser is idle, so that the user does not wait for them later. */

import { loadOtherLanguages } from '../kit/language/language.ts';
import { loadFirst, loadRest } from '../kit/loading/loadedLater.ts';
import { whenIdle } from '../kit/page/whenIdle.ts';
import { wantControl } from '../session/broker/tabBroker.ts';
import { hasPackets } from '../session/captures/saves.ts';
import { useConnections } from '../session/connection/connections.ts';

/** ms after which most users who want the demo have started it. */
const LOOKING_AROUND = 10_000;
/** ms between two looks at whether a connection has packets. */
const LOOK = 500;

/** True if the user saves data, so that nothing is loaded in advance. Not every browser reports this. */
function savesData(): boolean {
  return (
    'connection' in navigator && Reflect.get(Object(navigator.connection), 'saveData') === true
  );
}

/** Called once packets are on the screen, or after a while for a user who just looks around. */
export function whenNothingElse(): void {
  const begun = performance.now();
  const timer = setInterval(() => {
    const isBusy =
      performance.now() - begun < LOOKING_AROUND &&
      !useConnections.getState().list.some(hasPackets);
    if (isBusy) return;
    clearInterval(timer);
    whenIdle(() => {
      // The failure is reported when the user requests the missing part.
      fetchAll().catch(() => undefined);
    });
  }, LOOK);
}

async function fetchAll(): Promise<void> {
  try {
    await loadFirst();
  } finally {
    // Only then is it known which views a connection has.
    wantControl();
  }
  if (savesData()) return;
  for (const { handle } of useConnections.getState().list) handle.send({ kind: 'load-rest' });
  await loadRest();
  await loadOtherLanguages();
}
