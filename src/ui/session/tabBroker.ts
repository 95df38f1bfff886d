/** The broker of this page, `This tab`: for connections and for whoever controls it. */
import { TabBroker } from '../../connection/tab/tabBroker.ts';
import { watchWorker } from './silentWorkers.ts';

/** Starts when it is first used. */
export const tabBroker = new TabBroker((watched) => watchWorker('broker', watched));

let want = (): void => undefined;

/** Lines of control to it wait for this: what answers them is loaded then, and a first client needs none of it. */
export const controlWanted = new Promise<void>((resolve) => {
  want = resolve;
});

/** Somebody asks what only they tell, or nothing else is to do. */
export function wantControl(): void {
  want();
}
