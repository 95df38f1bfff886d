/** What is known of each client identifier over its connections: storms, rivals, lost sessions. */
import type { ConnackPacket } from '../../mqtt/packet.ts';
import { clipped, type Say } from './say.ts';
import type { SeenPacket } from './seenPacket.ts';
import type { StreamMemory } from './streamMemory.ts';

const SECOND = 1_000_000;
/** So many connections of one client within that time are a storm. */
const STORM = { connections: 5, within: 10 * SECOND };
/** So many connections taken away within that time: two clients take them from one another. */
const CONTEST = { losses: 2, within: 60 * SECOND };
/** So many connections that end so early within that time. */
const SHORT = { connections: 3, lifetime: 5 * SECOND, within: 60 * SECOND };
const MOST_CLIENTS = 10_000;
const FOR_EVER = 0xffff_ffff;

/** What of a session should still be there. */
interface KeptSession {
  readonly connack: number;
  readonly stream: number;
  /** µs after the end of its connection; may be infinite. */
  expiry: number;
  endedAt: number | undefined;
}

interface Connection {
  readonly stream: number;
  /** µs. */
  readonly time: number;
}

interface Client {
  /** Those that did not end with the client's DISCONNECT. */
  connects: Connection[];
  /** Times at which another connection took over. */
  takeovers: number[];
  /** Times at which connections ended soon after they began. */
  shortEnds: number[];
  current: StreamMemory | undefined;
  session: KeptSession | undefined;
}

const lately = (times: readonly number[], now: number, within: number) =>
  times.filter((time) => now - time <= within);

export class ClientHistory {
  readonly #clients = new Map<string, Client>();

  /** @param memory of its stream, which knows nothing of the CONNECT yet */
  connected(clientId: string, packet: SeenPacket, memory: StreamMemory, say: Say): void {
    if (clientId === '') return;
    const client = this.#clientOf(memory.facts.server, clientId);
    this.#judgeRival(client, clientId, packet, memory, say);
    client.current = memory;
    const { time } = packet;
    const earlier = client.connects.filter((one) => time - one.time <= STORM.within);
    client.connects = [...earlier, { stream: memory.facts.ordinal, time }];
    if (client.connects.length < STORM.connections) return;
    const [first] = client.connects;
    const times = client.connects.length;
    const within = time - (first?.time ?? time);
    say('reconnect-storm', {
      key: 'connected-often',
      args: { client: clipped(clientId), times, within },
    });
    client.connects = [];
  }

  #judgeRival(
    client: Client,
    clientId: string,
    packet: SeenPacket,
    memory: StreamMemory,
    say: Say,
  ): void {
    const rival = client.current;
    if (rival === undefined || rival === memory || rival.isClosed) return;
    if (rival.facts.connack?.code !== 0 || rival.facts.disconnect !== undefined) return;
    // It is about to end, for a reason of its own.
    if (rival.hasToEnd) return;
    const other = rival.facts.connect?.packet;
    const args = { client: clipped(clientId), stream: rival.facts.ordinal };
    say('client-id-in-two-streams', { key: 'connects-twice', args }, { other });
    this.#lost(client, clientId, rival, packet.time, say);
  }

  /** A connection that ends as planned is no part of a storm. */
  left(clientId: string, memory: StreamMemory): void {
    if (clientId === '') return;
    const client = this.#clientOf(memory.facts.server, clientId);
    client.connects = client.connects.filter(({ stream }) => stream !== memory.facts.ordinal);
  }

  /** The server ended the connection because another took over. */
  takenOver(clientId: string, memory: StreamMemory, time: number, say: Say): void {
    if (clientId === '') return;
    this.#lost(this.#clientOf(memory.facts.server, clientId), clientId, memory, time, say);
  }

  /** Where both connections are seen, the new one's CONNECT tells of it before the server does. */
  #lost(client: Client, clientId: string, taken: StreamMemory, time: number, say: Say): void {
    if (!taken.isNews('taken over')) return;
    client.takeovers = [...lately(client.takeovers, time, CONTEST.within), time];
    if (client.takeovers.length < CONTEST.losses) return;
    const args = { client: clipped(clientId), times: client.takeovers.length };
    say('client-id-contested', { key: 'taken-over-often', args });
    client.takeovers = [];
  }

  /** CONNACK accepted: is the session still there that should be? */
  accepted(connack: ConnackPacket, packet: SeenPacket, memory: StreamMemory, say: Say): void {
    const { connect, version, ordinal } = packet.stream;
    if (connect === undefined || connect.clientId === '') return;
    const client = this.#clientOf(memory.facts.server, connect.clientId);
    const kept = client.session;
    const isNew = !connack.sessionPresent && !connect.cleanStart && version !== 3;
    if (isNew && kept && isAlive(kept, packet.time)) {
      const { stream, connack: other } = kept;
      say('session-lost', { key: 'session-gone', args: { stream } }, { other });
    }
    const expiry = version === 5 ? connect.sessionExpiry : connect.cleanStart ? 0 : FOR_EVER;
    client.session = {
      connack: packet.number,
      stream: ordinal,
      expiry: microseconds(expiry),
      endedAt: undefined,
    };
  }

  /** A client that nobody can name is at that server: it may be any that is away, and end its session. */
  doubtAbsent(server: string | undefined): void {
    for (const [key, client] of this.#clients) {
      if (client.current === undefined && key.startsWith(keyOf(server, ''))) {
        client.session = undefined;
      }
    }
  }

  /** DISCONNECT may change how long the session lives. */
  expiryChanged(clientId: string, memory: StreamMemory, expiry: number): void {
    const client = this.#clientOf(memory.facts.server, clientId);
    if (client.session) client.session.expiry = microseconds(expiry);
  }

  closed(memory: StreamMemory, time: number, say: Say): void {
    const { connect, connack, disconnect, ordinal } = memory.facts;
    if (connect === undefined || connect.clientId === '') return;
    const client = this.#clientOf(memory.facts.server, connect.clientId);
    if (client.session?.stream === ordinal) {
      client.session.endedAt = time;
      // Its end may have been agreed on in what is missing.
      if (memory.hasGap) client.session = undefined;
    }
    if (client.current === memory) client.current = undefined;
    const isSudden = connack?.code === 0 && disconnect === undefined;
    if (!isSudden || time - connack.time > SHORT.lifetime) return;
    client.shortEnds = [...lately(client.shortEnds, time, SHORT.within), time];
    if (client.shortEnds.length < SHORT.connections) return;
    const times = client.shortEnds.length;
    say('short-connections', {
      key: 'ended-soon-often',
      args: { client: clipped(connect.clientId), times, within: SHORT.lifetime },
    });
    client.shortEnds = [];
  }

  /** The one that was used last comes last; the oldest is forgotten. */
  #clientOf(server: string | undefined, clientId: string): Client {
    const key = keyOf(server, clientId);
    const client = this.#clients.get(key) ?? {
      connects: [],
      takeovers: [],
      shortEnds: [],
      current: undefined,
      session: undefined,
    };
    this.#clients.delete(key);
    this.#clients.set(key, client);
    if (this.#clients.size > MOST_CLIENTS) {
      const [oldest = ''] = this.#clients.keys();
      this.#clients.delete(oldest);
    }
    return client;
  }
}

const keyOf = (server: string | undefined, clientId: string) => `${server ?? ''} ${clientId}`;

const microseconds = (expiry: number) =>
  expiry === FOR_EVER ? Number.POSITIVE_INFINITY : expiry * SECOND;

function isAlive({ expiry, endedAt }: KeptSession, now: number): boolean {
  return expiry > 0 && (endedAt === undefined || now - endedAt < expiry);
}
