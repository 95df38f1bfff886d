/** History of each client identifier across its connections. */
import { type StreamFacts, sessionKey } from '../../streams/streamFacts.ts';
import { type AlikeEnds, alikeEnds } from './alikeEnds.ts';
import { type EqualDurations, equalDurations } from './equalDurations.ts';
import type { SeenPacket } from './seenPacket.ts';
import type { StreamMemory } from './streamMemory.ts';

const SECOND = 1_000_000;
const MOST_CLIENTS = 10_000;
const FOR_EVER = 0xffff_ffff;

/** Expected state of a session. */
interface ExpectedSession {
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

// Shared by all clients without times, because there are many clients.
const NO_TIMES: readonly number[] = [];

export class Client {
  readonly id: string;
  /** Connections that did not end with the client's DISCONNECT. */
  connects: readonly Connection[] = [];
  /** Times at which another connection took over. */
  takeovers = NO_TIMES;
  /** Times at which connections ended soon after their start. */
  shortEnds = NO_TIMES;
  /** The last ends, as far as they are alike. */
  alikeEnds: AlikeEnds | undefined;
  /** The last ends, as far as they came after the same duration. */
  equalDurations: EqualDurations | undefined;
  current: StreamMemory | undefined;
  session: ExpectedSession | undefined;

  constructor(id: string) {
    this.id = id;
  }

  /** Handles an accepting CONNACK. @param granted s; the session expiry that it sets */
  accepted({ number, stream }: SeenPacket, granted: number | undefined): void {
    this.session = {
      connack: number,
      stream: stream.ordinal,
      expiry: microseconds(sessionExpiry(stream, granted)),
      endedAt: undefined,
    };
  }

  /** A planned end does not count towards a reconnect storm. */
  left({ facts }: StreamMemory): void {
    this.connects = this.connects.filter(({ stream }) => stream !== facts.ordinal);
  }

  /** Handles a new session expiry in DISCONNECT. @param expiry s */
  expiryChanged(expiry: number): void {
    if (this.session) this.session.expiry = microseconds(expiry);
  }

  closed(memory: StreamMemory, time: number): void {
    this.alikeEnds = alikeEnds(this.alikeEnds, memory, time);
    this.equalDurations = equalDurations(this.equalDurations, memory, time);
    if (this.session?.stream === memory.facts.ordinal) {
      this.session.endedAt = time;
      // The missing part may have ended the session.
      if (memory.hasGap) this.session = undefined;
    }
    if (this.current === memory) this.current = undefined;
  }
}

export class ClientHistory {
  readonly #clients = new Map<string, Client>();

  /**
   * Returns the history of a client and marks it as recently used; the oldest is dropped.
   * @returns undefined for a client without an identifier
   */
  of(server: string | undefined, id: string): Client | undefined {
    if (id === '') return undefined;
    const key = sessionKey(server, id);
    const client = this.#clients.get(key) ?? new Client(id);
    this.#clients.delete(key);
    this.#clients.set(key, client);
    if (this.#clients.size > MOST_CLIENTS) {
      const [oldest = ''] = this.#clients.keys();
      this.#clients.delete(oldest);
    }
    return client;
  }

  /**
   * Handles a client without a known identifier at this server: it may be any absent client, and may end its
   * session.
   */
  doubtAbsent(server: string | undefined): void {
    for (const [key, client] of this.#clients) {
      if (client.current === undefined && key.startsWith(sessionKey(server, ''))) {
        client.session = undefined;
      }
    }
  }
}

/** s. */
function sessionExpiry({ version, connect }: StreamFacts, granted: number | undefined): number {
  if (connect === undefined) return 0;
  if (version === 5) return granted ?? connect.sessionExpiry;
  return connect.cleanStart ? 0 : FOR_EVER;
}

const microseconds = (expiry: number) =>
  expiry === FOR_EVER ? Number.POSITIVE_INFINITY : expiry * SECOND;

/** True if the session should still exist. */
export function isAlive({ expiry, endedAt }: ExpectedSession, now: number): boolean {
  return expiry > 0 && (endedAt === undefined || now - endedAt < expiry);
}

/** Times within the last µs. */
export const recentTimes = (
  times: readonly number[],
  now: number,
  within: number,
): readonly number[] => times.filter((time) => now - time <= within);
