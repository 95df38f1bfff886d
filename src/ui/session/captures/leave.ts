/** Leaving a connection and coming back, as soon as what asks first is there. */
import { loadedLater } from '../../kit/loadedLater.ts';

const leaving = loadedLater(() => import('./leaving.ts'), { idle: 'first' });

/** Asks first where messages would be left without an answer. */
export const disconnect = (id: string): void => leaving.with((now) => now.disconnect(id));

/** Connects again as before, or as the form says where it was changed. */
export const reconnect = (id: string): void => leaving.with((now) => now.reconnect(id));

/** Tries again at once. */
export const retryNow = (id: string): void => leaving.with((now) => now.retryNow(id));

/** Asks first where a capture would be lost. */
export const closeTab = (id: string): void => leaving.with((now) => now.closeTab(id));
