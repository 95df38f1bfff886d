/** The worker of the broker in the tab. The only file of this folder that uses its globals. */
import { browserClock } from '../environment/browserClock.ts';
import type { FromTabWorker, ToTabWorker } from '../environment/portProtocol.ts';
import { TabInstrument } from './tabInstrument.ts';

/** Set by the build. */
declare const PROGRAM_VERSION: string;

const [seed = 0] = crypto.getRandomValues(new Uint32Array(1));

const instrument = new TabInstrument(browserClock(), {
  seed,
  programVersion: PROGRAM_VERSION,
  entropy: crypto.getRandomValues(new Uint8Array(32)),
  failed: (_, error) => {
    reportError(error);
  },
  loadWhole: async () => (await import('./wholeInstrument.ts')).WholeInstrument,
});

globalThis.addEventListener('message', ({ data }: MessageEvent<ToTabWorker>) => {
  if (data.kind === 'probe') globalThis.postMessage({ kind: 'alive' } satisfies FromTabWorker);
  else instrument.serve(data);
});
instrument.fleet.run(true);
globalThis.postMessage({ kind: 'ready' } satisfies FromTabWorker);
