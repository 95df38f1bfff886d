/** Whether Inspect shows only the ladder of the selected packet. */

import { perConnection } from '../connection/perConnection.ts';
import { useSelection } from '../connection/selection.ts';

/** `isThere`: false while the selected packet belongs to no exchange. */
const views = perConnection({ isWhole: false, isThere: true });

export const useLadder = views.use;
export const ladderOf = views.of;
export const setLadder = views.change;

/** True if the ladder takes the whole desk. Without a selected packet there is none. */
export function useLadderAlone(connectionId: string): boolean {
  const { packet } = useSelection(connectionId);
  return views.use(connectionId).isWhole && packet !== undefined;
}
