/** The worker of the broker in the tab. The only file of this folder that touches its globals. */
import { Broker } from '../../broker/broker.ts';
import { browserClock } from '../browserClock.ts';
import { keepDoor } from './portCarrier.ts';
import type { FromTabWorker, ToTabWorker } from './portProtocol.ts';
import { TabFleet } from './tabFleet.ts';
import { TabHost } from './tabHost.ts';

const clock = browserClock();
const [seed = 0, fleetSeed = 0] = crypto.getRandomValues(new Uint32Array(2));

const broker = new Broker({
  seed,
  limits: { sysInterval: 10 },
  hooks: {
    failed: (_, error) => {
      reportError(error);
    },
  },
});
const host = new TabHost(broker, clock);
const fleet = new TabFleet(host, clock, { seed: fleetSeed, epoch: clock.origin });

globalThis.addEventListener('message', ({ data }: MessageEvent<ToTabWorker>) => {
  if (data.kind === 'door') keepDoor(data.port, host);
});
fleet.run(true);
globalThis.postMessage({ kind: 'ready' } satisfies FromTabWorker);
