import type { WatchClock } from '../../../connection/environment/workerWatch.ts';
import { browserClock } from './browserClock.ts';

/** Clock for the deadlines of workers. */
export const watchClock: WatchClock = { ...browserClock, wallClock: () => Date.now() };
