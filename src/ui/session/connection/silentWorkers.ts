/** Page-wide workers that do not answer: the tab's broker, and the helpers of the page. */
import { create } from 'zustand';
import { type Watched, WorkerWatch } from '../../../connection/environment/workerWatch.ts';
import type { ConnectionFact } from '../../../connection/protocol/connectionFacts.ts';
import type { WorkerSilence } from '../../../connection/protocol/protocol.ts';
import type { Watch } from '../../../connection/tab/tabBroker.ts';
import { watchClock } from './watchClock.ts';

/** `broker`: the tab's broker. `reading`: reads payloads. */
export type PageWorker = 'broker' | 'reading';

export interface SilentWorker {
  readonly silence: WorkerSilence;
  readonly keepWaiting: () => void;
  readonly end: () => void;
}

export const useSilentWorkers = create<{ readonly [Name in PageWorker]?: SilentWorker }>()(
  () => ({}),
);

/** Notes the silence of a worker while it lasts. @param end ends the worker, and its watch */
export function watchWorker(
  name: PageWorker,
  {
    probe,
    isAsked,
    end,
  }: Pick<Watched<unknown>, 'probe' | 'isAsked'> & { readonly end: () => void },
): Watch {
  const forget = (): void => useSilentWorkers.setState({ [name]: undefined });
  const watch: WorkerWatch<ConnectionFact> = new WorkerWatch<ConnectionFact>(watchClock, {
    probe,
    isAsked,
    tell: (silence) => {
      if (silence === undefined) forget();
      else {
        const silent: SilentWorker = {
          silence,
          keepWaiting: () => watch.keepWaiting(),
          end: () => {
            forget();
            end();
          },
        };
        useSilentWorkers.setState({ [name]: silent });
      }
    },
  });
  return {
    posted: () => watch.posted(),
    heard: () => watch.heard(),
    answered: () => watch.answered(),
    failed: (text) =>
      watch.failed(
        text === undefined ? { key: 'worker-message', args: {} } : { key: 'said', args: { text } },
      ),
    stop: () => watch.stop(),
  };
}
