import { useEffect } from 'react';
import { useConnection } from '../connection/connections.ts';
import { useCounter } from '../connection/useWindowPart.ts';
import { useView } from '../view/tabView.ts';

/**
 * While the views are paused, a filter set by the user still fills the list until all packets have been
 * searched.
 */
export function useRefreshWhilePaused(connectionId: string): void {
  const { paused } = useView(connectionId);
  const loop = useConnection(connectionId, 'loop')?.loop;
  const progress = useCounter(connectionId, ({ filter }) => filter);
  const text = progress?.text;
  const done = progress?.done;
  const step = done === true ? 0 : progress?.examined;
  useEffect(() => {
    if (paused && text !== undefined) loop?.refresh();
  }, [paused, text, done, step, loop]);
}
