/** Views of clients: connections, sessions and queued messages. */

import { containing, type Page } from '../core/commands/page.ts';
import type { Connection } from '../core/sessions/connection.ts';
import { FOREVER, type Session, type Subscription } from '../core/sessions/session.ts';
import type { Contents } from '../core/state/contents.ts';
import type { ConnectionHistory } from './connectionHistory.ts';
import { type Key, sortedPage } from './sortedPage.ts';
import type { TrafficRates } from './trafficRates.ts';
import type {
  ClientDetail,
  ClientOrder,
  ClientRow,
  ConnectionFacts,
  FlightRow,
  SubscriptionRow,
  ViewCommand,
} from './views.ts';

export interface Viewed {
  readonly contents: Contents;
  /** Clients in step mode. */
  readonly stepping: ReadonlySet<string>;
  readonly rates: TrafficRates;
  readonly history: ConnectionHistory;
  readonly now: number;
  /** True once the client of this connection has closed it. */
  readonly hasLeft: (connection: number) => boolean;
}

const MOST_SUBSCRIPTIONS = 500;
/** Limit for flights and for queued messages. */
const LISTED = 100;

/** A client and its session, if it has one. */
interface Listed {
  readonly name: string;
  readonly session: Session | undefined;
}

export function clientsPage(
  viewed: Viewed,
  wanted: Extract<ViewCommand, { readonly kind: 'clients' }>,
): Page<ClientRow> {
  const { first, count, text, connected, recent, order = 'client', descending = false } = wanted;
  const { sessions, connections } = viewed.contents;
  const isAsItIs = order === 'client' && !descending;
  const mentioned = text === undefined ? undefined : containing(text);
  const matches = (listed: Listed): boolean => {
    const { name, session } = listed;
    const connection = session && connectionOf(session, connections);
    if (connected !== undefined && connected !== (connection !== undefined)) return false;
    if (session === undefined) return mentioned?.test(name) !== false;
    return mentioned === undefined || mentions(session, connection, mentioned);
  };
  const listed = (name: string): Listed => ({ name, session: sessions.get(name) });
  const left = recent === true ? withoutSession(viewed) : [];
  if (text === undefined && connected === undefined && isAsItIs && left.length === 0) {
    const { names } = sessions;
    const shown = names.slice(first, first + count).map(listed);
    return { first, total: names.length, rows: rowsOf(viewed, shown) };
  }
  const matching = [...sessions.names.map(listed), ...left].filter(matches);
  const shown =
    isAsItIs && left.length === 0
      ? matching.slice(first, first + count)
      : sortedPage(matching, (one) => keyOf(viewed, one, order), descending, wanted);
  return { first, total: matching.length, rows: rowsOf(viewed, shown) };
}

/** Clients that have left, or were refused, within the last minute. */
const withoutSession = ({ history, contents, now }: Viewed): Listed[] =>
  history
    .recent(now)
    .filter((name) => contents.sessions.get(name) === undefined)
    .map((name) => ({ name, session: undefined }));

/** Sort key of a client. */
function keyOf(viewed: Viewed, { name, session }: Listed, order: ClientOrder): Key {
  const { history, now } = viewed;
  if (order === 'client') return name;
  if (order === 'reconnects') return history.reconnects(name, now);
  if (order === 'ended') return history.lastEnd(name)?.at;
  return session && sessionKey(viewed, session, order);
}

function sessionKey(
  { contents, rates }: Viewed,
  session: Session,
  order: Exclude<ClientOrder, 'client' | 'reconnects' | 'ended'>,
): Key {
  const { outbound } = session;
  const connection = connectionOf(session, contents.connections);
  switch (order) {
    case 'address':
      return connection?.peer.address;
    case 'version':
      return connection?.version;
    case 'connected':
      return connection === undefined ? 1 : 0;
    case 'cleanStart':
      return connection && Number(connection.cleanStart);
    case 'expiry':
      return session.expiry;
    case 'ends':
      return endOf(session);
    case 'subscriptions':
      return session.subscriptions.size;
    case 'queue':
      return outbound.queued;
    case 'inFlight':
      return outbound.inFlight;
    case 'receiving':
      return session.receiving;
    case 'from':
    case 'to':
      return connection && rates.of(connection, order);
  }
}

/** In ms; undefined while connected, and if the session never ends. */
function endOf({ expiry, expiryDeadline }: Session): number | undefined {
  return expiry === FOREVER ? undefined : expiryDeadline?.time;
}

export function clientDetail(viewed: Viewed, client: string): ClientDetail | undefined {
  const session = viewed.contents.sessions.get(client);
  const connections = viewed.history.of(client, viewed.now);
  if (session === undefined) {
    if (!viewed.history.recent(viewed.now).includes(client)) return undefined;
    const row = absentRow(viewed, client);
    return { row, connections, subscriptions: [], flights: [], queue: [], will: undefined };
  }
  const { will, outbound, subscriptions } = session;
  return {
    row: clientRow(viewed, session),
    connections,
    subscriptions: [...subscriptions.values()].slice(0, MOST_SUBSCRIPTIONS).map(subscriptionRow),
    flights: flightRows(session),
    queue: outbound
      .waiting(LISTED)
      .map(({ message, qos }) => ({ topic: message.topic, qos, size: message.payload.length })),
    will: will && {
      topic: will.source.topic,
      qos: will.source.qos,
      retain: will.source.retain,
      size: will.source.payload.length,
      delay: will.delay,
    },
  };
}

/** A subscription as a row of the list of all subscriptions. */
export function subscriptionRow(subscription: Subscription): SubscriptionRow {
  const { session, filter, qos, noLocal, retainAsPublished, identifier, copies } = subscription;
  return {
    client: session.clientId,
    isConnected: session.link !== undefined,
    filter,
    qos,
    noLocal,
    retainAsPublished,
    identifier,
    copies,
  };
}

function rowsOf(viewed: Viewed, shown: readonly Listed[]): ClientRow[] {
  return shown.map(({ name, session }) =>
    session === undefined ? absentRow(viewed, name) : clientRow(viewed, session),
  );
}

function mentions(session: Session, connection: Connection | undefined, text: RegExp): boolean {
  const { clientId, client } = session;
  return (
    text.test(clientId) ||
    (client.userName !== undefined && text.test(client.userName)) ||
    (connection !== undefined && text.test(connection.peer.address))
  );
}

/** A client without a session. */
const absentRow = ({ history, stepping, now }: Viewed, client: string): ClientRow => ({
  client,
  hasSession: false,
  reconnects: history.reconnects(client, now),
  lastEnd: history.lastEnd(client),
  connection: undefined,
  sessionExpiry: 0,
  endsAt: undefined,
  subscriptions: 0,
  queued: 0,
  queuedBytes: 0,
  inFlight: 0,
  receiving: 0,
  hasWill: false,
  isInStepMode: stepping.has(client),
  hasLeft: false,
});

function clientRow(viewed: Viewed, session: Session): ClientRow {
  const { contents, stepping, hasLeft, history, now } = viewed;
  const { outbound, clientId } = session;
  const connection = connectionOf(session, contents.connections);
  return {
    client: clientId,
    hasSession: true,
    reconnects: history.reconnects(clientId, now),
    lastEnd: history.lastEnd(clientId),
    connection: connection && connectionFacts(connection, session),
    sessionExpiry: session.expiry,
    endsAt: endOf(session),
    subscriptions: session.subscriptions.size,
    queued: outbound.queued,
    queuedBytes: outbound.queuedBytes,
    inFlight: outbound.inFlight,
    receiving: session.receiving,
    hasWill: session.will !== undefined,
    isInStepMode: stepping.has(clientId),
    hasLeft: session.link !== undefined && hasLeft(session.link.id),
  };
}

function connectionOf(
  { link }: Session,
  connections: Contents['connections'],
): Connection | undefined {
  return link === undefined ? undefined : connections.get(link.id);
}

function connectionFacts(connection: Connection, session: Session): ConnectionFacts {
  const { link, peer, version, opened, heard, keepAlive, cleanStart } = connection;
  return {
    connection: link.id,
    address: peer.address,
    transport: peer.transport,
    secure: peer.secure,
    version,
    userName: session.client.userName,
    opened,
    heard,
    keepAlive,
    cleanStart,
    receiveMaximum: link.receiveMaximum,
    traffic: { ...link.traffic },
    backlog: link.backlog,
  };
}

function flightRows({ outbound }: Session): FlightRow[] {
  const rows: FlightRow[] = [];
  for (const [packetId, delivery] of outbound.flights()) {
    if (rows.length === LISTED) break;
    if (delivery === undefined) {
      rows.push({ packetId, topic: undefined, qos: 2, awaits: 'pubcomp' });
    } else {
      const { qos, message } = delivery;
      rows.push({ packetId, topic: message.topic, qos, awaits: qos === 1 ? 'puback' : 'pubrec' });
    }
  }
  return rows;
}
