/** Ends and restores connections, as soon as the code for its confirmation is loaded. */
import { loadedLater } from '../../kit/loading/loadedLater.ts';

const leaving = loadedLater(() => import('./leaving.ts'), { idle: 'first' });

/** Asks for confirmation if messages would stay unanswered. */
export const disconnect = (id: string): void => leaving.with((now) => now.disconnect(id));

/** Reconnects as before, or with the changed form. */
export const reconnect = (id: string): void => leaving.with((now) => now.reconnect(id));

/** Retries at once. */
export const retryNow = (id: string): void => leaving.with((now) => now.retryNow(id));

/** Asks for confirmation if a capture would be lost. */
export const closeTab = (id: string): void => leaving.with((now) => now.closeTab(id));
