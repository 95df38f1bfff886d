/**
 * Wills that DISCONNECT has discarded while the client's own retained message stays on their topic (3.14.4). A
 * client that is back soon, or a topic with several writers, needs no will.
 */
import { sameBytes } from '../../../base/bytes.ts';
import { type StreamFacts, sessionKey } from '../../streams/streamFacts.ts';
import type { RetainedMessage } from './retainedMessages.ts';
import type { LoggedPublish, MessageLog } from './seenPacket.ts';
import type { Place } from './sessionMemory.ts';
import type { KnownWill } from './wills.ts';

export interface DiscardedWill {
  readonly topic: string;
  /** The retained message that stays. */
  readonly message: RetainedMessage;
  readonly stream: StreamFacts;
  /** DISCONNECT. */
  readonly at: Place;
}

interface Waiting extends DiscardedWill {
  readonly owner: string;
  readonly payload: Uint8Array;
}

/** µs within which the client may connect again. */
const BACK_WITHIN = 10_000_000;
const MOST = 1_000;
/** Clients and topics that were reported. */
const MOST_REPORTED = 10_000;
const NONE: readonly DiscardedWill[] = [];

export class DiscardedWills {
  readonly #log: MessageLog;
  /** By client, the oldest first. */
  readonly #waiting = new Map<string, Waiting>();
  readonly #reported = new Set<string>();
  /** µs; when the oldest is due. */
  #next = Number.POSITIVE_INFINITY;

  constructor(log: MessageLog) {
    this.#log = log;
  }

  /** @param message the retained message of its topic, if it is known */
  discarded({ will, stream }: KnownWill, message: RetainedMessage | undefined, at: Place): void {
    const { topic, retain, payload } = will;
    const owner = stream.connect?.owner ?? '';
    const isRetaining = retain && stream.connack?.limits.retainAvailable !== false;
    if (!isRetaining || payload === undefined || owner === '') return;
    if (message === undefined || message.owner !== owner || message.size === 0) return;
    if (message.expiresAt !== Number.POSITIVE_INFINITY) return;
    if (message.payload !== undefined && sameBytes(message.payload, payload)) return;
    if (this.#reported.has(reportKey(stream, owner, topic))) return;
    const key = keyOf(stream);
    this.#waiting.delete(key);
    this.#waiting.set(key, { topic, message, stream, at, owner, payload });
    const [oldest = ''] = this.#waiting.keys();
    if (this.#waiting.size > MOST) this.#waiting.delete(oldest);
    this.#plan();
  }

  /** Handles CONNECT. */
  connects(clientId: string, server: string | undefined): void {
    if (this.#waiting.delete(sessionKey(server, clientId))) this.#plan();
  }

  /** Handles a CONNACK that accepts a client: it may have a new identifier at each sign-in. */
  accepted({ server, connect }: StreamFacts): void {
    if (connect === undefined || connect.owner === connect.clientId) return;
    this.#forget((one) => one.stream.server === server && one.owner === connect.owner);
  }

  /** Handles a client that may be any of them, or packets that the capture lacks. */
  doubt(server: string | undefined): void {
    this.#forget(({ stream }) => stream.server === server);
  }

  /** Finds the wills that are missed by now. Cheap while there are none. */
  elapse(now: number): readonly DiscardedWill[] {
    if (now < this.#next) return NONE;
    const due: Waiting[] = [];
    for (const [key, one] of this.#waiting) {
      if (one.at.time + BACK_WITHIN > now) break;
      this.#waiting.delete(key);
      if (!this.#isLeft(one)) continue;
      due.push(one);
      if (this.#reported.size >= MOST_REPORTED) this.#reported.clear();
      this.#reported.add(reportKey(one.stream, one.owner, one.topic));
    }
    this.#plan();
    return due;
  }

  /** True if the client alone writes the topic, and it has not said there that it is gone. */
  #isLeft({ topic, message, stream, owner, payload }: Waiting): boolean {
    const log = this.#log;
    const last = log.since(stream, message.packet - 1, topic);
    // Earlier messages are compared as far as they are kept.
    const all = log.since(stream, 1, topic) ?? last;
    if (last === undefined || all === undefined) return false;
    const ownerOf = (one: LoggedPublish) => log.streamFacts(one.stream)?.connect?.owner;
    const sent = all.filter(({ direction }) => direction === 'out');
    const isGone = (one: LoggedPublish) =>
      one.direction === 'out' && (one.payload.length === 0 || sameBytes(one.payload, payload));
    const isForeign = (one: LoggedPublish) =>
      one.direction === 'in' && !sent.some((own) => sameBytes(own.payload, one.payload));
    const isOwn = sent.every((one) => ownerOf(one) === owner);
    return isOwn && !last.some((one) => isGone(one) || isForeign(one));
  }

  #forget(isIt: (one: Waiting) => boolean): void {
    if (this.#waiting.size === 0) return;
    for (const [key, one] of this.#waiting) if (isIt(one)) this.#waiting.delete(key);
    this.#plan();
  }

  #plan(): void {
    const [oldest] = this.#waiting.values();
    this.#next = oldest === undefined ? Number.POSITIVE_INFINITY : oldest.at.time + BACK_WITHIN;
  }
}

const keyOf = ({ server, connect, connack }: StreamFacts): string =>
  sessionKey(server, connack?.assignedClientId ?? connect?.clientId ?? '');

const reportKey = ({ server }: StreamFacts, owner: string, topic: string): string =>
  `${sessionKey(server, owner)} ${topic}`;
