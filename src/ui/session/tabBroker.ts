/** The broker of this page, `This tab`: for connections and for whoever controls it. */
import { TabBroker } from '../../connection/tab/tabBroker.ts';

/** Starts when it is first used. */
export const tabBroker = new TabBroker();
