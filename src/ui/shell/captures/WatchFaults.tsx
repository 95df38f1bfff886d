import { useEffect } from 'react';
import { isBridged } from '../../../profiles/addresses/bridgedAddress.ts';
import { brokerLines, useBroker } from '../../session/broker/brokerStates.ts';
import {
  connectionById,
  useConnection,
  useConnections,
} from '../../session/connection/connections.ts';

/**
 * Reports injected faults to every connection's capture, from its broker's fault rules or from the bridge.
 */
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
  const isOpen = useBroker(connectionId, 'host').kind === 'open';
  const settings = useConnection(connectionId, 'settings')?.settings;
  // Another address is another broker.
  const url = settings?.url;
  const at = settings && isBridged(settings.url, settings.line) ? 'bridge' : undefined;
  useEffect(() => {
    const access =
      isOpen && url !== undefined
        ? brokerLines.found?.controlAccess(connectionId, 'host')
        : undefined;
    if (access === undefined) return undefined;
    const send = (to: typeof access | undefined): void =>
      connectionById(connectionId)?.handle.send({ kind: 'watch-faults', access: to, at });
    send(access);
    return () => send(undefined);
  }, [connectionId, isOpen, url, at]);
  return null;
}
