import { useEffect, useState } from 'react';
import { controlAccess, useBroker } from '../state/brokers.ts';
import { connectionById, useConnections } from '../state/connections.ts';

/** Lets every connection's capture know what its broker's fault rules do to its packets. */
export function WatchFaults() {
  const ids = useConnections(({ list }) =>
    list
      .filter(({ wasConnected, state }) => wasConnected || state.kind === 'connected')
      .map(({ id }) => id)
      .join(' '),
  );
  return ids === '' ? null : ids.split(' ').map((id) => <Watch key={id} connectionId={id} />);
}

/** ms; what was done before is told then, too, and a connection that is just made has better to do. */
const SETTLED = 1000;

function Watch({ connectionId }: { connectionId: string }) {
  const [isSettled, setSettled] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(true), SETTLED);
    return () => clearTimeout(timer);
  }, []);
  return isSettled ? <Line connectionId={connectionId} /> : null;
}

function Line({ connectionId }: { connectionId: string }) {
  const isOpen = useBroker(connectionId).kind === 'open';
  useEffect(() => {
    if (!isOpen) return;
    const access = controlAccess(connectionId);
    if (access) connectionById(connectionId)?.handle.send({ kind: 'watch-faults', access });
  }, [connectionId, isOpen]);
  return null;
}
