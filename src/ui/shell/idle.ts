/** What nobody has needed yet is fetched while nothing else is to do, so that nobody waits for it. */

import { loadOtherLanguages } from '../kit/language/language.ts';
import { loadRest } from '../kit/loadedLater.ts';
import { whenIdle } from '../kit/whenIdle.ts';
import { useConnections } from '../session/connections.ts';
import { wantControl } from '../session/tabBroker.ts';
import { keepVersion } from './newVersion.ts';

/** ms in which a person who comes for the demo has started it, mostly. */
const LOOKING_AROUND = 10_000;
/** ms between two looks at whether a connection has packets. */
const LOOK = 500;

/** Once packets are on the screen; for whoever just looks around, after a while. */
export function whenNothingElse(): void {
  const begun = performance.now();
  const timer = setInterval(() => {
    const isBusy = performance.now() - begun < LOOKING_AROUND && !hasPackets();
    if (isBusy) return;
    clearInterval(timer);
    whenIdle(() => {
      // Whoever asks for what is missing is told, then.
      fetchAll().catch(() => undefined);
    });
  }, LOOK);
}

function hasPackets(): boolean {
  return useConnections.getState().list.some(({ loop }) => (loop.counters()?.packets ?? 0) > 0);
}

async function fetchAll(): Promise<void> {
  wantControl();
  await loadRest();
  for (const { handle } of useConnections.getState().list) handle.send({ kind: 'load-rest' });
  await loadOtherLanguages();
  await keepVersion();
}
