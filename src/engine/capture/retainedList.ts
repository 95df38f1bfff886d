/**
 * Lists the retained messages that a broker is known to have for a topic filter: age, size, and how they are
 * known.
 */

import { decode } from '../../mqtt/codec/decode.ts';
import { peekPayload } from '../../mqtt/framing/peek.ts';
import type { QoS } from '../../mqtt/tables/packet.ts';
import { topicMatches } from '../../mqtt/tables/topics.ts';
import type { RowRange } from '../lists/rowRange.ts';
import type { RetainedTopic } from '../topics/receivedTopics.ts';
import { type Preview, previewOf } from '../topics/tree/preview.ts';
import type { TopicMessage } from '../topics/tree/topicRow.ts';
import type { Capture } from './capture.ts';
import type { HeldPacket } from './heldPackets.ts';
import { isAt } from './retainedCopies.ts';

export type RetainedOrder = 'topic' | 'time' | 'size';

export interface RetainedRequest extends RowRange {
  /** A topic filter. */
  readonly filter: string;
  readonly order: RetainedOrder;
  readonly isReversed: boolean;
  /** Time of the last request to the broker, µs. Later messages are counted as fresh. */
  readonly since: number;
}

export interface RetainedRow {
  readonly topic: string;
  /** Undefined if only the name is known. */
  readonly message:
    | {
        readonly packet: number;
        /** Arrival time, µs since the capture's origin. It is at least that old. */
        readonly time: number;
        readonly qos: QoS;
        /** Bytes of its payload. */
        readonly size: number;
        readonly preview: Preview;
        /**
         * Expiry time at the broker, µs. `never`: without a message expiry. Undefined: not known (MQTT 3).
         */
        readonly expires: number | 'never' | undefined;
      }
    | undefined;
  /** Time when this connection published it, µs. That is its exact age. */
  readonly published: number | undefined;
  readonly isFresh: boolean;
}

export interface RetainedRows {
  readonly first: number;
  readonly rows: readonly RetainedRow[];
  readonly total: number;
  /** Number of messages since the broker was asked. */
  readonly fresh: number;
  /** Bytes of all their payloads. */
  readonly bytes: number;
}

/** A retained message that this connection set or cleared. */
interface Own {
  readonly packet: number;
  readonly time: number;
  /** Bytes of its payload; 0 if it was cleared. */
  readonly size: number;
}

interface Known {
  readonly topic: string;
  /** The received message. Undefined if only the name is known. */
  readonly message: TopicMessage | undefined;
  /** The message that this connection published. */
  readonly own: Own | undefined;
}

const RETAINED_PUBLISH = 0x31;
const WITHOUT_QOS_AND_DUP = 0xf1;
/** Time of a message that never came. */
const NEVER = Number.NEGATIVE_INFINITY;
/** Maximum number of topics whose last own message is remembered. */
const MOST_OWN = 100_000;

export class RetainedList {
  readonly #capture: Capture;
  readonly #mostOwn: number;
  /** In the order of publication. */
  readonly #own = new Map<string, Own>();
  /** Number of the first packet that has not been read yet. */
  #next = 1;

  constructor(capture: Capture, mostOwn = MOST_OWN) {
    this.#capture = capture;
    this.#mostOwn = mostOwn;
  }

  /**
   * Reads packets sent since. @returns a generator that yields after each packet, so that other work can run
   */
  *look(): Generator<void, void> {
    for (const packet of this.#capture.packetsFrom(this.#next)) {
      this.#next = packet.number + 1;
      this.#note(packet);
      yield;
    }
  }

  rows({ filter, order, isReversed, since, first, count }: RetainedRequest): RetainedRows {
    const wild = filter.search(/[+#]/);
    const level = wild < 0 ? filter : filter.slice(0, Math.max(0, wild - 1));
    const known = this.#known(
      (topic) => isAt(topic, level, wild >= 0) && topicMatches(filter, topic),
    );
    const ordered = inOrder(known, order);
    if (isReversed) ordered.reverse();
    const shown = ordered.slice(first, first + count);
    const fresh = known.filter(({ message }) => (message?.time ?? NEVER) > since).length;
    const bytes = known.reduce((sum, one) => sum + sizeOf(one), 0);
    const rows = shown.map((one) => this.#row(one, since));
    return { first, rows, total: known.length, fresh, bytes };
  }

  /** Retained messages of the matching topics, ordered by name. */
  retained(matches: (topic: string) => boolean): readonly RetainedTopic[] {
    return this.#known(matches).map((one) => ({
      topic: one.topic,
      message: this.#newest(one),
    }));
  }

  /** The capture's packets from this number on. */
  packetsFrom(number: number): Iterable<HeldPacket> {
    return this.#capture.packetsFrom(number);
  }

  #note({ number, topic, direction, bytes, time, version, withheld }: HeldPacket): void {
    if (direction !== 'out' || topic === undefined || withheld) return;
    if (((bytes[0] ?? 0) & WITHOUT_QOS_AND_DUP) !== RETAINED_PUBLISH) return;
    const payload = peekPayload(bytes, version);
    if (payload === undefined) return;
    this.#own.delete(topic);
    const [oldest] = this.#own.size < this.#mostOwn ? [] : this.#own.keys();
    if (oldest !== undefined) this.#own.delete(oldest);
    this.#own.set(topic, { packet: number, time, size: payload.length });
  }

  /** Without messages that this connection cleared after they arrived. */
  #known(matches: (topic: string) => boolean): readonly Known[] {
    const known: Known[] = [];
    for (const { topic, message } of this.#capture.retained(matches)) {
      const own = this.#own.get(topic);
      if (own?.size === 0 && own.time >= (message?.time ?? NEVER)) continue;
      known.push({ topic, message, own: own?.size === 0 ? undefined : own });
    }
    return known;
  }

  /** The current message: the received one, or a later one of this connection. */
  #newest(one: Known): TopicMessage | undefined {
    const { message, own } = one;
    if (own === undefined || !isOwn(one)) return message;
    const [held] = this.#capture.packetsFrom(own.packet);
    if (held?.number !== own.packet) return undefined;
    const read = decode(held.bytes, held.version);
    if (!read.ok || read.packet.type !== 'publish') return undefined;
    const { qos, retain, dup, payload, properties } = read.packet;
    const type = properties.find(({ name }) => name === 'contentType')?.value;
    const contentType = typeof type === 'string' ? type : undefined;
    const { packet, time } = own;
    const size = held.bytes.length;
    return { packet, time, qos, retain, dup, sent: true, payload, size, contentType };
  }

  /** [MQTT 5, 3.3.2.3.3] The value in a delivery is the remaining time. */
  #expiry({ packet, time }: TopicMessage): number | 'never' | undefined {
    const [held] = this.#capture.packetsFrom(packet);
    if (held?.number !== packet || held.version !== 5) return undefined;
    const read = decode(held.bytes, held.version);
    if (!read.ok || read.packet.type !== 'publish') return undefined;
    const left = read.packet.properties.find(({ name }) => name === 'messageExpiryInterval')?.value;
    return typeof left === 'number' ? time + left * 1_000_000 : 'never';
  }

  #row(one: Known, since: number): RetainedRow {
    const { topic, own } = one;
    const message = this.#newest(one);
    const { secrets } = this.#capture.conventions;
    return {
      topic,
      message: message && {
        packet: message.packet,
        time: message.time,
        qos: message.qos,
        size: message.payload.length,
        preview: previewOf(secrets.maskMessage(topic, message.payload.slice()), {
          contentType: message.contentType,
          chosen: this.#capture.chosen.of(topic, { number: message.packet }),
        }),
        expires: this.#expiry(message),
      },
      published: own?.time,
      isFresh: timeOf(one) > since,
    };
  }
}

/** A later live message may not be retained. */
const isOwn = ({ message, own }: Known): boolean =>
  own !== undefined && !(message?.retain === true && message.time >= own.time);
const timeOf = (one: Known): number => (isOwn(one) ? one.own?.time : one.message?.time) ?? NEVER;
const sizeOf = (one: Known): number =>
  (isOwn(one) ? one.own?.size : one.message?.payload.length) ?? 0;

/** Name and time ascending, size descending. */
function inOrder(known: readonly Known[], order: RetainedOrder): Known[] {
  switch (order) {
    case 'topic':
      return [...known];
    case 'time':
      return known.toSorted((a, b) => timeOf(a) - timeOf(b));
    case 'size':
      return known.toSorted((a, b) => sizeOf(b) - sizeOf(a));
  }
}
