/** Wills of connections, as long as a message may be one of them (3.1.2.5, 3.1.3.2.2). */
import { sameBytes } from '../../../base/bytes.ts';
import { encode } from '../../../mqtt/codec/encode.ts';
import type { Packet } from '../../../mqtt/tables/packet.ts';
import type { Direction } from '../../log/columns/direction.ts';
import type { StreamFacts } from '../../streams/streamFacts.ts';
import type { RetainedMessage } from './retainedMessages.ts';
import type { LoggedPublish } from './seenPacket.ts';
import type { WillNotes } from './streamMemory.ts';

/** 3.14.4: a client's DISCONNECT with the reason code 0x00, or without one. */
export const discardsWill = (packet: Packet | undefined, direction: Direction): boolean =>
  packet?.type === 'disconnect' && direction === 'out' && (packet.reasonCode ?? 0) === 0;

/** `open`: the connection exists. `discarded`: the server must not publish it. */
export type WillState = 'open' | 'discarded' | 'delayed' | 'due';

export interface KnownWill {
  readonly stream: StreamFacts;
  readonly will: WillNotes;
  state: WillState;
  /** Packet that decided on the state. */
  by: number;
  /** µs; time of that decision. */
  at: number;
  /** µs; for a delayed will. */
  dueAt: number;
  /** The retained message on its topic when the connection ended. */
  replaces: RetainedMessage | undefined;
  /** The last message with RETAIN of its client on its topic, unless the server refused it. */
  own: RetainedMessage | undefined;
}

const SECOND = 1_000_000;
/** Due time of a will without a delay. */
const NEVER = Number.NEGATIVE_INFINITY;
const MOST = 10_000;
const MOST_COMPARED = 64;
const NONE: readonly KnownWill[] = [];
/** µs after which a will is not watched any more. */
const WATCHED = { discarded: 60 * SECOND, delayed: 60 * SECOND, due: 10 * SECOND } as const;

const keyOf = (server: string | undefined, topic: string) => `${server ?? ''} ${topic}`;

export class Wills {
  /** By stream. */
  readonly #byStream = new Map<number, KnownWill>();
  /** By server and topic. */
  readonly #byTopic = new Map<string, Set<KnownWill>>();
  /** Streams whose wills were discarded or are due, oldest first. They give way to others. */
  readonly #decided = new Set<number>();
  /** µs; until then, messages are compared with wills. */
  #watchedUntil = Number.NEGATIVE_INFINITY;

  /** True if a message at that time may be a will whose connection has ended. */
  isWatching(time: number): boolean {
    return time <= this.#watchedUntil;
  }

  opened(stream: StreamFacts, will: WillNotes, packet: number, time: number): void {
    this.#forget(stream.ordinal);
    const decided = { state: 'open', by: packet, at: time, dueAt: NEVER } as const;
    const one: KnownWill = { stream, will, ...decided, replaces: undefined, own: undefined };
    this.#byStream.set(stream.ordinal, one);
    const key = keyOf(stream.server, will.topic);
    const known = (this.#byTopic.get(key) ?? new Set()).add(one);
    this.#byTopic.set(key, known);
    if (known.size > MOST_COMPARED) this.#forgetDecided(known);
    if (this.#byStream.size <= MOST) return;
    const [oldest = 0] = this.#decided.size > 0 ? this.#decided : this.#byStream.keys();
    this.#forget(oldest);
  }

  /** @param dueAt µs; for a delayed will */
  decide(ordinal: number, state: WillState, by: number, at: number, dueAt = NEVER): void {
    const will = this.#byStream.get(ordinal);
    if (will === undefined || (will.state !== 'open' && will.state !== 'delayed')) return;
    will.state = state;
    will.by = by;
    will.at = at;
    will.dueAt = dueAt;
    if (state === 'discarded' || state === 'due') this.#decided.add(ordinal);
    if (state !== 'open') this.#watchedUntil = Math.max(this.#watchedUntil, at + WATCHED[state]);
  }

  /** Handles a message with RETAIN of its client on its topic. */
  setOwn(ordinal: number, message: RetainedMessage): void {
    const will = this.#byStream.get(ordinal);
    if (will !== undefined) will.own = message;
  }

  /** The server has refused such a message. */
  refused(ordinal: number, message: RetainedMessage): void {
    const will = this.#byStream.get(ordinal);
    if (will?.own === message) will.own = undefined;
  }

  of(ordinal: number): KnownWill | undefined {
    return this.#byStream.get(ordinal);
  }

  /** Wills that a message may be. @returns undefined if there are too many */
  matching(
    server: string | undefined,
    topic: string,
    payload: Uint8Array,
  ): readonly KnownWill[] | undefined {
    if (this.#byTopic.size === 0) return NONE;
    const known = this.#byTopic.get(keyOf(server, topic));
    if (known === undefined) return NONE;
    if (known.size > MOST_COMPARED) return undefined;
    const isSame = ({ will }: KnownWill) =>
      will.payload === undefined || sameBytes(will.payload, payload);
    return [...known].filter(isSame);
  }

  /** A device that connects again and again has the same will each time. */
  #forgetDecided(known: ReadonlySet<KnownWill>): void {
    for (const { stream } of known) {
      if (this.#decided.has(stream.ordinal)) return this.#forget(stream.ordinal);
    }
  }

  #forget(ordinal: number): void {
    const one = this.#byStream.get(ordinal);
    if (one === undefined) return;
    this.#byStream.delete(ordinal);
    this.#decided.delete(ordinal);
    const key = keyOf(one.stream.server, one.will.topic);
    const known = this.#byTopic.get(key);
    known?.delete(one);
    if (known?.size === 0) this.#byTopic.delete(key);
  }
}

/** The message of a will that the server published; undefined if it is too long to keep. */
export function publishedWill({ will, stream, by, at }: KnownWill): LoggedPublish | undefined {
  const { topic, qos, retain, payload, properties } = will;
  const { ordinal, version, connect } = stream;
  if (payload === undefined) return undefined;
  const level = { qos, ...(qos > 0 && { packetId: 1 }) };
  const bytes = encode(
    { type: 'publish', dup: false, ...level, retain, topic, payload, properties },
    version ?? 4,
  );
  const [firstByte = 0] = bytes;
  const place = { packet: by, shownIn: connect?.packet ?? by, time: at, stream: ordinal, version };
  return { ...place, direction: 'out', firstByte, payload, bytes };
}
