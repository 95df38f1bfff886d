/** Levels that the user closed below pinned topics, by path. The folds of the tree itself are others. */
import { perConnection } from '../../session/connection/perConnection.ts';

const closed = perConnection<readonly string[]>([]);
export const useClosed = closed.use;

export function expandPinned(connectionId: string, path: string, expanded: boolean): void {
  const others = closed.of(connectionId).filter((one) => one !== path);
  closed.set(connectionId, expanded ? others : [...others, path]);
}

/** Opens a row with everything below it, as a new pin is. */
export function expandAllPinned(connectionId: string, top: string): void {
  const isWithin = (path: string): boolean => path === top || path.startsWith(`${top}/`);
  const before = closed.of(connectionId);
  if (before.some(isWithin))
    closed.set(
      connectionId,
      before.filter((path) => !isWithin(path)),
    );
}
