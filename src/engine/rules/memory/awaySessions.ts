/** Sessions without a connection: their server stores messages above QoS 0 for them (3.1.2.4, 4.5). */
import { splitShared, topicMatches } from '../../../mqtt/tables/topics.ts';
import { type StreamFacts, sessionExpiryOf, sessionKey } from '../../streams/streamFacts.ts';
import type { Absence, ExpectedMessage, Receiver } from './expectedMessages.ts';
import { sessionMemoryOf } from './sessionMemories.ts';
import type { SessionMemory, TopicVerdict } from './sessionMemory.ts';
import type { StreamMemory } from './streamMemory.ts';

export interface AwaySession extends Receiver {
  readonly server: string | undefined;
  /** Its last connection. */
  readonly facts: StreamFacts;
  /** False if it ended with its connection, because it had no session expiry interval. */
  readonly isKept: boolean;
  readonly session: SessionMemory;
  readonly absence: Absence;
}

const MOST = 64;
/** Messages that are not expected any more on the next connection. */
const ENDED: ReadonlySet<ExpectedMessage['kind']> = new Set(['retained', 'qos-0']);
const MOST_CONNECTIONS = 16;

export class AwaySessions {
  /** The longest absence first. */
  readonly #sessions = new Map<string, AwaySession>();

  /** Handles the end of a connection. */
  left(memory: StreamMemory): void {
    const { facts, absence, expected } = memory;
    const session = sessionMemoryOf(facts);
    // An unanswered request may have ended a subscription.
    if (memory.isDoubtful || !memory.hasServer || session.pending.size > 0) return;
    const isKept = outlives(facts);
    if (!facts.sessionKnown || facts.connack?.code !== 0) return;
    if (!isKept && !(lacksExpiry(facts) && isSubscribed(session))) return;
    const streams = [...(absence?.streams ?? []), facts.ordinal];
    this.#sessions.set(keyOf(facts), {
      server: facts.server,
      facts,
      isKept,
      session,
      absence: { since: memory.lastPacket, streams: streams.slice(-MOST_CONNECTIONS) },
      expected: isKept ? expected.filter(({ kind }) => !ENDED.has(kind)) : [],
    });
    if (this.#sessions.size <= MOST) return;
    const all = [...this.#sessions];
    const [oldest = ''] = all.find(([, away]) => !away.isKept) ?? all[0] ?? [''];
    this.#sessions.delete(oldest);
  }

  /**
   * Handles a CONNACK that accepts a client.
   * @returns the session if the server resumes it, or if it was not kept and the client wants to resume it
   */
  returned(facts: StreamFacts, isResumed: boolean): AwaySession | undefined {
    const key = keyOf(facts);
    const away = this.#sessions.get(key);
    this.#sessions.delete(key);
    if (away?.isKept === false) {
      return isResumed || facts.connect?.cleanStart !== false ? undefined : away;
    }
    return isResumed && away?.session === sessionMemoryOf(facts) ? away : undefined;
  }

  /** Sessions that have to receive a message above QoS 0. */
  storing(server: string | undefined, topic: number, name: string): readonly Receiver[] {
    return [...this.#sessions.values()].filter((away) => {
      if (away.server !== server) return false;
      const existing = away.session.verdict(topic, name)?.existing ?? [];
      return existing.some(({ filter, current }) => {
        return splitShared(filter) === undefined && topicMatches(filter, name) && current > 0;
      });
    });
  }

  /** Sessions whose subscriptions for a message above QoS 0 have QoS 0: a server need not store it. */
  ofQos0(server: string | undefined, topic: number, name: string): readonly Receiver[] {
    return [...this.#sessions.values()].filter(
      (away) =>
        away.server === server &&
        away.isKept &&
        isOnlyQos0(away.session.verdict(topic, name), name),
    );
  }

  /** Handles a client that may be any of those without a connection. */
  doubt(server: string | undefined): void {
    for (const [key, away] of this.#sessions) {
      if (away.server === server) this.#sessions.delete(key);
    }
  }
}

/**
 * Messages that a session has to receive when it is resumed.
 * @param from µs
 * @param timeOf how long a message may take, µs
 */
export function storedFor(
  { expected }: AwaySession,
  from: number,
  timeOf: (message: ExpectedMessage) => number,
): readonly ExpectedMessage[] {
  return expected
    .map((one) => ({ ...one, from, deadline: from + timeOf(one), isStored: true }))
    .filter(({ expiresAt, deadline }) => expiresAt > deadline);
}

/** True if all subscriptions for a topic have QoS 0, and none of them is shared. */
export const isOnlyQos0 = (verdict: TopicVerdict | undefined, topic: string): boolean =>
  verdict !== undefined &&
  verdict.existing.length > 0 &&
  verdict.existing.every(({ filter, current }) => {
    return current === 0 && splitShared(filter) === undefined && topicMatches(filter, topic);
  });

const keyOf = ({ server, connect, connack }: StreamFacts): string =>
  sessionKey(server, connack?.assignedClientId ?? connect?.clientId ?? '');

/** 5.0, 3.1.2.11.2: without an interval from either side, the session ends with its connection. */
const lacksExpiry = ({ version, connect, connack }: StreamFacts): boolean =>
  version === 5 &&
  connect?.sessionExpiry === 0 &&
  connect.clientId !== '' &&
  connack?.sessionExpiry === undefined;

const isSubscribed = ({ isIncomplete, filters }: SessionMemory): boolean =>
  !isIncomplete && [...filters.values()].some((filter) => filter.isSubscribed);

/** True if the session may continue after its connection. */
export const outlives = (facts: StreamFacts): boolean =>
  facts.version === 5 ? sessionExpiryOf(facts) > 0 : facts.connect?.cleanStart === false;
