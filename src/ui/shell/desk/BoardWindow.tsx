import { useEffect } from 'react';
import { createPortal } from 'react-dom';
import { ChartsView } from '../../panels/charts/later.tsx';
import { useBoardWindow } from '../../session/charts/board.ts';
import { useConnection } from '../../session/connection/connections.ts';

/** The chart board in its own window. Its content stays part of this page and closes with its connection. */
export function BoardWindow() {
  const { shown } = useBoardWindow();
  const isThere = useConnection(shown?.connectionId ?? '', 'loop') !== undefined;
  useEffect(() => {
    if (!isThere) shown?.close();
  }, [isThere, shown]);
  if (shown === undefined || !isThere) return null;
  const { connectionId, box } = shown;
  return createPortal(<ChartsView key={connectionId} connectionId={connectionId} />, box);
}
