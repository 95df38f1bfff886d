/** Whether the detail of a packet shows only the ladder. */
import { perConnection } from '../connection/perConnection.ts';

const views = perConnection({ isWhole: false });

export const useLadder = views.use;
export const ladderOf = views.of;
export const setLadder = views.change;
