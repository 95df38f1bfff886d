/**
 * Finds the request that makes a broker close: some end the connection instead of rejecting a filter or a
 * QoS, and a client that repeats it after each reconnect never succeeds.
 */
import type { QoS } from '../../mqtt/tables/packet.ts';
import { CLOSED } from '../environment/portProtocol.ts';
import type { Failure, OffendingRequest } from '../protocol/protocol.ts';

/** A request that was written on a connection and has no answer. */
export type Unanswered = OffendingRequest & {
  /** Time of the write, µs. */
  readonly at: number;
};

/** µs between a request and the end it causes. */
const SOON = 2_000_000;

/** Reason codes of DISCONNECT that describe the packet before it (MQTT 5, 3.14.2.1). */
const OF_PUBLISH: ReadonlySet<number> = new Set([0x90, 0x95, 0x99, 0x9a, 0x9b]);
const OF_SUBSCRIBE: ReadonlySet<number> = new Set([0x8f, 0x9e, 0xa1, 0xa2]);
/** Reason codes that may concern either. */
const OF_EITHER: ReadonlySet<number> = new Set([0x80, 0x81, 0x82, 0x83, 0x87]);

export class OffendingRequests {
  /** Requests without an answer when the previous connection ended. */
  #before: ReadonlySet<string> = new Set();
  /** QoS of messages that ended consecutive connections. */
  readonly #levels = new Set<QoS>();

  /** Sends one request at a time, so that the next end has a single cause. */
  get isWary(): boolean {
    return this.#before.size > 0;
  }

  /** The user decides about the connection. */
  forget(): void {
    this.#before = new Set();
    this.#levels.clear();
  }

  /** The server accepts messages of this QoS. */
  taken(qos: QoS): void {
    this.#levels.delete(qos);
    if (!this.#before.has(levelKey(qos))) return;
    this.#before = new Set([...this.#before].filter((key) => key !== levelKey(qos)));
  }

  /**
   * The server has ended an established connection.
   * @returns the cause if certain: the only request without an answer, for the second time in a row, or the
   * request that the reason code names. If sessions end with their connections, a message is not sent again.
   * Then another message of its QoS counts for it.
   */
  ended(
    failure: Failure,
    unanswered: readonly Unanswered[],
    now: number,
  ): OffendingRequest | undefined {
    const fresh = unanswered.filter(({ at }) => now - at <= SOON);
    const suspects = fresh.filter((one) => maySuspect(failure, one));
    const [only] = suspects.length === 1 ? suspects : [];
    const isNamed = failure.kind === 'disconnected' && !OF_EITHER.has(failure.code);
    if (only && (isNamed || this.#before.has(keyOf(only)))) {
      this.#before = new Set();
      return only;
    }
    if (only?.kind === 'publish' && this.#isKnown(only.qos)) {
      this.#levels.add(only.qos);
      this.#before = new Set();
      return { ...only, again: true };
    }
    this.#before = new Set(suspects.flatMap(keysOf));
    return undefined;
  }

  #isKnown(qos: QoS): boolean {
    return this.#levels.has(qos) || this.#before.has(levelKey(qos));
  }
}

function maySuspect(failure: Failure, { kind }: Unanswered): boolean {
  if (failure.kind === 'disconnected') {
    const { code } = failure;
    return OF_EITHER.has(code) || (kind === 'publish' ? OF_PUBLISH : OF_SUBSCRIBE).has(code);
  }
  // Delivery of a message is guaranteed: only a deliberate close prevents sending it again.
  return failure.kind === 'lost' && (kind === 'subscribe' || failure.closeCode !== CLOSED.abnormal);
}

function levelKey(qos: QoS): string {
  return `QoS ${qos}`;
}

function keysOf(one: OffendingRequest): readonly string[] {
  return one.kind === 'publish' ? [keyOf(one), levelKey(one.qos)] : [keyOf(one)];
}

function keyOf(one: OffendingRequest): string {
  return one.kind === 'subscribe' ? `subscribe ${one.filter}` : `publish ${one.id}`;
}
