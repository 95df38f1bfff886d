/** Captures that were not saved to a file: leaving asks for confirmation. */
import { type OpenConnection, useConnections } from '../connection/connections.ts';
import type { WindowLoop } from '../connection/windows.ts';

type Kept = Pick<OpenConnection, 'id' | 'state' | 'savedTo' | 'unsavedMarks' | 'tap' | 'ended'> & {
  readonly loop: Pick<WindowLoop, 'counters'>;
};

/** True if packets, or marks in a file, would be lost. */
export function isUnsaved(connection: Kept): boolean {
  const { state, loop, savedTo, unsavedMarks, tap } = connection;
  const counters = loop.counters();
  if (counters === undefined || counters.packets === 0) return false;
  // The worker has ended, so nothing can be saved.
  if (connection.ended !== undefined) return false;
  if (unsavedMarks) return true;
  if (state.kind === 'file' && tap === undefined) return false;
  // Packets that a background tab received since it was last shown are not known here.
  const isBehind = state.kind !== 'closed' && useConnections.getState().active !== connection.id;
  return isBehind || counters.newest > savedTo;
}

/** Makes the browser ask before leaving the page. Returns a function that stops it. */
export function startLeaving(): () => void {
  const onLeave = (event: BeforeUnloadEvent): void => {
    if (useConnections.getState().list.some(isUnsaved)) event.preventDefault();
  };
  window.addEventListener('beforeunload', onLeave);
  return () => window.removeEventListener('beforeunload', onLeave);
}
