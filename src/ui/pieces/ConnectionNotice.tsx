import { drawnLater } from '../kit/later.tsx';
import { fetchedFirst, loadedLater } from '../kit/loadedLater.ts';
import { useConnection } from '../session/connections.ts';
import type { Place } from './ConnectionStrips.tsx';

const ConnectionStrips = drawnLater(
  fetchedFirst(loadedLater(async () => (await import('./ConnectionStrips.tsx')).ConnectionStrips)),
);

/** What happened to the connection, where something did: above the editor or the packets. */
export function ConnectionNotice(props: { connectionId: string; place: Place }) {
  const connection = useConnection(props.connectionId, 'failure', 'fault', 'passedOver', 'state');
  if (connection === undefined) return null;
  const { failure, fault, passedOver, state } = connection;
  const isTold = state.kind === 'connected' && (passedOver > 0 || state.sessionLost);
  if (failure === undefined && fault === undefined && !isTold) return null;
  return <ConnectionStrips {...props} />;
}
