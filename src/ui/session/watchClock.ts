import type { WatchClock } from '../../connection/environment/workerWatch.ts';
import { browserClock } from './browserClock.ts';

/** The time by which workers are expected to answer. */
export const watchClock: WatchClock = { ...browserClock, wallClock: () => Date.now() };
