import { useEffect } from 'react';
import { brokerLines, useBroker } from '../../session/brokerStates.ts';
import { connectionById, useConnection, useConnections } from '../../session/connections.ts';

/** Lets every connection's capture know what its broker's fault rules do to its packets. */
export function WatchFaults() {
  const ids = useConnections(({ list }) =>
    list
      .filter(({ settings }) => settings !== undefined)
      .map(({ id }) => id)
      .join(' '),
  );
  return ids === '' ? null : ids.split(' ').map((id) => <Watch key={id} connectionId={id} />);
}

function Watch({ connectionId }: { connectionId: string }) {
  const isOpen = useBroker(connectionId).kind === 'open';
  // Another address is another broker.
  const url = useConnection(connectionId, 'settings')?.settings?.url;
  useEffect(() => {
    const access =
      isOpen && url !== undefined ? brokerLines.found?.controlAccess(connectionId) : undefined;
    if (access === undefined) return undefined;
    const send = (to: typeof access | undefined): void =>
      connectionById(connectionId)?.handle.send({ kind: 'watch-faults', access: to });
    send(access);
    return () => send(undefined);
  }, [connectionId, isOpen, url]);
  return null;
}
