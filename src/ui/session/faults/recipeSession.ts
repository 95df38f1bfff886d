/**
 * Sessions of the app's own connections that outlive the connection for a recipe. Such a session ends with the
 * recipe, because its broker would queue messages for it.
 */
import type { Farewell } from '../../../connection/protocol/protocol.ts';
import type { ConnectionSettings } from '../../../profiles/settings/settings.ts';
import { guarded } from '../../kit/failures/uncaught.ts';
import { askBroker } from '../broker/brokers.ts';
import {
  change,
  connect,
  connectionById,
  type OpenConnection,
  useConnections,
} from '../connection/connections.ts';
import { perConnection } from '../connection/perConnection.ts';
import { isUnsettled } from '../connection/sent.ts';
import { askWorker } from '../connection/workerQuestions.ts';
import { homeOf } from './where.ts';

/** Settings of the session, which the recipe changes. */
type OfSession = Pick<ConnectionSettings, 'cleanStart' | 'sessionExpiry'>;

interface Lent {
  /** The user's own settings. */
  readonly own: OfSession;
  /** Client identifier of the session. */
  readonly client: string;
}

/** Connections whose session is kept for a recipe. */
const lent = perConnection<Lent | undefined>(undefined);

/** True while a recipe keeps the connection's session. */
export const isLent = (connectionId: string): boolean => lent.of(connectionId) !== undefined;

/** Seconds without a connection. A recipe only needs to reconnect; if the page is gone, its session soon is. */
const WHILE_RECONNECTING = 60;
/** For a recipe about sessions, which the user then examines. */
const TO_EXAMINE = 3600;

/**
 * Reconnects with the current subscriptions and a session that is kept. Resolves when that has finished, successfully
 * or not. @param untilItEnds the session ends with the recipe
 */
export function keepSession(
  connectionId: string,
  client: string,
  untilItEnds: boolean,
): Promise<void> {
  const before = connectionById(connectionId);
  const { settings } = before ?? {};
  if (before === undefined || settings === undefined) return Promise.resolve();
  const { cleanStart, sessionExpiry } = settings;
  if (untilItEnds) lent.set(connectionId, { own: { cleanStart, sessionExpiry }, client });
  const keptFor = untilItEnds ? WHILE_RECONNECTING : TO_EXAMINE;
  connectWith(before, settings, {
    // A client ID from the broker is kept, because the session belongs to it.
    clientId: settings.clientId === '' ? client : settings.clientId,
    cleanStart: false,
    sessionExpiry: sessionExpiry === 0 ? keptFor : sessionExpiry,
  });
  return new Promise((resolve) => {
    const stop = useConnections.subscribe(
      guarded('kept session', () => {
        const state = connectionById(connectionId)?.state;
        const isOver = state?.kind !== 'connecting' && state !== before.state;
        if (!isOver) return;
        stop();
        resolve();
      }),
    );
  });
}

function connectWith(
  { id, subscriptions }: OpenConnection,
  settings: ConnectionSettings,
  part: Partial<ConnectionSettings>,
): void {
  const now = subscriptions.map(({ subscription }) => subscription);
  connect(id, { ...settings, ...part, subscriptions: now });
}

/** True once no message of the connection waits for the session. */
export function isSettled(connectionId: string): boolean {
  const { state, sent } = connectionById(connectionId) ?? {};
  if (state?.kind !== 'connected') return state?.kind === 'closed';
  return sent?.some(isUnsettled) === false;
}

/** The recipe has ended: connects again with the user's own settings, which ends the session. */
export function endSession(connectionId: string): void {
  const kept = lent.of(connectionId);
  const connection = connectionById(connectionId);
  const settings = connection?.settings;
  if (kept === undefined || connection === undefined || settings === undefined) return;
  const { own, client } = kept;
  lent.set(connectionId, undefined);
  if (connection.state.kind !== 'closed') {
    connectWith(connection, settings, own);
    return;
  }
  discard(connectionId, client);
  change(connectionId, () => ({ settings: { ...settings, ...own } }));
}

/** Disconnects and ends the session, because the tab or the whole page is closed. */
export function leaveSession(connectionId: string, isPage: boolean): void {
  const kept = lent.of(connectionId);
  const connection = connectionById(connectionId);
  const settings = connection?.settings;
  if (kept === undefined || connection === undefined || settings === undefined) return;
  const { own, client } = kept;
  lent.set(connectionId, undefined);
  const { handle, state } = connection;
  const isSaid = settings.version === 5 && state.kind === 'connected';
  handle.send({ kind: 'disconnect', ...(isSaid && { farewell: SESSION_ENDS }) });
  // The worker of a page that is left may not send it.
  if (!isSaid || isPage) discard(connectionId, client);
  // If closing is undone, the tab connects with them.
  change(connectionId, () => ({ settings: { ...settings, ...own } }));
}

/** [MQTT 5, 3.14.2.2.2] */
const SESSION_ENDS: Farewell = {
  reasonCode: 0,
  properties: [{ name: 'sessionExpiryInterval', value: 0 }],
};

const DISCONNECT = Uint8Array.of(0xe0, 0);

/** Ends the session without its connection. */
function discard(connectionId: string, client: string): void {
  if (homeOf(connectionId) === undefined) {
    void askBroker(connectionId, { kind: 'end-session', client });
    return;
  }
  // Nobody can tell another broker to end a session, but a CONNECT with Clean start does.
  const trial = { bytes: DISCONNECT, on: 'own', name: client, watch: 0 } as const;
  void askWorker(connectionId, { kind: 'try-bytes', trial });
}
