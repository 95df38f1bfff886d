/** The broker of this page, `Broker in this tab`, for connections and control lines. */
import { TabBroker } from '../../../connection/tab/tabBroker.ts';
import { watchWorker } from '../connection/silentWorkers.ts';

/** Starts on first use. */
export const tabBroker = new TabBroker((watched) => watchWorker('broker', watched));

let want = (): void => undefined;

/** Control lines wait for this, because a first client does not need the code that answers them. */
export const controlWanted = new Promise<void>((resolve) => {
  want = resolve;
});

/** Called when a control line is needed, or when the browser is idle. */
export function wantControl(): void {
  want();
}
