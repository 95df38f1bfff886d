/** What a broker is known to retain for a topic filter, as a list: how old, how large, and how that is known. */

import type { QoS } from '../../mqtt/packet.ts';
import { peekPayload } from '../../mqtt/peek.ts';
import { topicMatches } from '../../mqtt/topics.ts';
import type { RowRange } from '../lists/rowRange.ts';
import { type Preview, previewOf } from '../topics/preview.ts';
import type { RetainedTopic } from '../topics/receivedTopics.ts';
import type { Capture, HeldPacket } from './capture.ts';

export type RetainedOrder = 'topic' | 'time' | 'size';

export interface RetainedRequest extends RowRange {
  /** A topic filter. */
  readonly filter: string;
  readonly order: RetainedOrder;
  readonly isReversed: boolean;
  /** When the broker was asked last, µs: what came since is counted. */
  readonly since: number;
}

export interface RetainedRow {
  readonly topic: string;
  /** undefined: it is known by its name alone. */
  readonly message:
    | {
        readonly packet: number;
        /** When it came, µs since the capture's origin: it is at least that old. */
        readonly time: number;
        readonly qos: QoS;
        /** Bytes of its payload. */
        readonly size: number;
        readonly preview: Preview;
      }
    | undefined;
  /** When this connection published it, µs: that is its age. */
  readonly published: number | undefined;
  readonly isFresh: boolean;
}

export interface RetainedRows {
  readonly first: number;
  readonly rows: readonly RetainedRow[];
  readonly total: number;
  /** That came since the broker was asked. */
  readonly fresh: number;
  /** Bytes of all their payloads. */
  readonly bytes: number;
}

/** What this connection had the broker retain, or clear. */
interface Own {
  readonly time: number;
  readonly isEmpty: boolean;
}

const RETAINED_PUBLISH = 0x31;
const WITHOUT_QOS_AND_DUP = 0xf1;
/** Topics whose last own message is remembered. */
const MOST_OWN = 100_000;

export class RetainedList {
  readonly #capture: Capture;
  readonly #own = new Map<string, Own>();
  /** The first packet that was not looked at. */
  #next = 1;

  constructor(capture: Capture) {
    this.#capture = capture;
  }

  /** Looks at what was sent since. @returns a packet each, after which something else may be done */
  *look(): Generator<void, void> {
    for (const packet of this.#capture.packetsFrom(this.#next)) {
      this.#next = packet.number + 1;
      this.#note(packet);
      yield;
    }
  }

  rows({ filter, order, isReversed, since, first, count }: RetainedRequest): RetainedRows {
    const known = this.#known(filter);
    const ordered = inOrder(known, order);
    if (isReversed) ordered.reverse();
    const shown = ordered.slice(first, first + count);
    const fresh = known.filter(({ message }) => (message?.time ?? -1) > since).length;
    const bytes = known.reduce((sum, { message }) => sum + (message?.payload.length ?? 0), 0);
    const rows = shown.map((one) => this.#row(one, since));
    return { first, rows, total: known.length, fresh, bytes };
  }

  #note({ topic, direction, bytes, time, version, withheld }: HeldPacket): void {
    if (direction !== 'out' || topic === undefined || withheld) return;
    if (((bytes[0] ?? 0) & WITHOUT_QOS_AND_DUP) !== RETAINED_PUBLISH) return;
    const payload = peekPayload(bytes, version);
    if (payload === undefined) return;
    if (this.#own.size >= MOST_OWN) this.#own.clear();
    this.#own.set(topic, { time, isEmpty: payload.length === 0 });
  }

  /** Without those that this connection cleared since they came. */
  #known(filter: string): readonly RetainedTopic[] {
    const wild = filter.search(/[+#]/);
    const level = wild < 0 ? filter : filter.slice(0, Math.max(0, wild - 1));
    return this.#capture.retained(level, wild >= 0).filter(({ topic, message }) => {
      const own = this.#own.get(topic);
      const isCleared = own?.isEmpty === true && own.time >= (message?.time ?? 0);
      return !isCleared && topicMatches(filter, topic);
    });
  }

  #row({ topic, message }: RetainedTopic, since: number): RetainedRow {
    const own = this.#own.get(topic);
    const isOwn = own !== undefined && !own.isEmpty && own.time <= (message?.time ?? own.time);
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
          chosen: this.#capture.chosen.of(topic),
        }),
      },
      published: isOwn ? own.time : undefined,
      isFresh: (message?.time ?? -1) > since,
    };
  }
}

/** By name and time from the first on, by size from the largest on. */
function inOrder(known: readonly RetainedTopic[], order: RetainedOrder): RetainedTopic[] {
  switch (order) {
    case 'topic':
      return [...known];
    case 'time':
      return known.toSorted((a, b) => (a.message?.time ?? -1) - (b.message?.time ?? -1));
    case 'size':
      return known.toSorted(
        (a, b) => (b.message?.payload.length ?? 0) - (a.message?.payload.length ?? 0),
      );
  }
}
