/**
 * Finds what makes a broker close: some end the connection instead of refusing a filter or a QoS, and
 * a client that sends the same again at each reconnect never gets any further.
 */
import type { QoS } from '../../mqtt/tables/packet.ts';
import { CLOSED } from '../environment/portProtocol.ts';
import type { Culprit, Failure } from '../protocol/protocol.ts';

/** Something that was written on a connection and has no answer. */
export type Unanswered = Culprit & {
  /** µs at which it was written. */
  readonly at: number;
};

/** µs between what is written and the end that it brings about. */
const SOON = 2_000_000;

/** Reason codes of DISCONNECT that say what was wrong with the packet before it (MQTT 5, 3.14.2.1). */
const OF_PUBLISH: ReadonlySet<number> = new Set([0x90, 0x95, 0x99, 0x9a, 0x9b]);
const OF_SUBSCRIBE: ReadonlySet<number> = new Set([0x8f, 0x9e, 0xa1, 0xa2]);
/** And those that leave it open. */
const OF_EITHER: ReadonlySet<number> = new Set([0x80, 0x81, 0x82, 0x83, 0x87]);

export class Culprits {
  /** What had no answer when the connection before this one ended. */
  #before: ReadonlySet<string> = new Set();
  /** Of messages that one connection after the other ended for. */
  readonly #levels = new Set<QoS>();

  /** One thing is asked at a time, so that the next end has one cause. */
  get isWary(): boolean {
    return this.#before.size > 0;
  }

  /** A person decides about the connection. */
  forget(): void {
    this.#before = new Set();
    this.#levels.clear();
  }

  /** The server takes messages of this QoS. */
  taken(qos: QoS): void {
    this.#levels.delete(qos);
    if (!this.#before.has(levelKey(qos))) return;
    this.#before = new Set([...this.#before].filter((key) => key !== levelKey(qos)));
  }

  /**
   * The server has ended a connection that stood.
   * @returns what must have been the cause: it had no answer for the second time in a row, and alone;
   * or the reason code names it. Where sessions end with their connections, a message is not sent
   * again: then another of its QoS counts for it.
   */
  ended(failure: Failure, unanswered: readonly Unanswered[], now: number): Culprit | undefined {
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
  // A message is promised to arrive: nothing less than a close on purpose keeps it from being sent again.
  return failure.kind === 'lost' && (kind === 'subscribe' || failure.closeCode !== CLOSED.abnormal);
}

function levelKey(qos: QoS): string {
  return `QoS ${qos}`;
}

function keysOf(one: Culprit): readonly string[] {
  return one.kind === 'publish' ? [keyOf(one), levelKey(one.qos)] : [keyOf(one)];
}

function keyOf(one: Culprit): string {
  return one.kind === 'subscribe' ? `subscribe ${one.filter}` : `publish ${one.id}`;
}
