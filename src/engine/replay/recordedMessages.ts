/** The application messages of a capture, in order, to be published once more. */
import { decode } from '../../mqtt/codec/decode.ts';
import type { QoS } from '../../mqtt/tables/packet.ts';
import type { Property } from '../../mqtt/tables/properties.ts';
import { PUBLISH } from '../../mqtt/tables/typeNumbers.ts';
import type { Capture, HeldPacket } from '../capture/capture.ts';
import type { Direction } from '../log/columns/direction.ts';

export interface MessageChoice {
  /** Of which PUBLISH packets: received, sent, or all. */
  readonly direction: Direction | 'both';
  /** Only what the display filter lets through. */
  readonly filtered: boolean;
}

export interface RecordedMessage {
  /** Number of its PUBLISH. */
  readonly packet: number;
  /** µs since the capture's origin. */
  readonly time: number;
  /** In full, also where an alias stood for it. */
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly qos: QoS;
  readonly retain: boolean;
  /** Without those that belong to the connection or to the subscriber that it went to. */
  readonly properties: readonly Property[];
}

/** Why a PUBLISH is no message to publish again. */
export type LeftOut =
  /** A redelivery of a message that is among those chosen itself. */
  | 'redelivery'
  /** Of the broker itself: `$SYS/…`. */
  | 'reserved'
  /** It breaks off or breaks the standard, or its topic is not known. */
  | 'unreadable'
  /** Parts of it were overwritten when it was saved. */
  | 'overwritten';

const DUP = 8;
const OF_THE_CONNECTION: ReadonlySet<Property['name']> = new Set([
  'topicAlias',
  'subscriptionIdentifier',
]);

/** undefined: the packet is none that was chosen. */
function recordedMessage(
  held: HeldPacket,
  direction: MessageChoice['direction'],
  cameBefore: (packet: number) => boolean,
): RecordedMessage | LeftOut | undefined {
  if (held.withheld) return undefined;
  const first = held.bytes[0] ?? 0;
  if (first >> 4 !== PUBLISH || held.problem) return undefined;
  if (direction !== 'both' && direction !== held.direction) return undefined;
  if ((first & DUP) !== 0 && cameBefore(held.number)) return 'redelivery';
  const { topic } = held;
  if (topic?.startsWith('$')) return 'reserved';
  if (held.masked) return 'overwritten';
  const sender = held.direction === 'out' ? 'client' : 'server';
  const decoded = decode(held.bytes, held.version, sender);
  if (!decoded.ok || decoded.packet.type !== 'publish' || !topic) return 'unreadable';
  const { payload, qos, retain, properties } = decoded.packet;
  return {
    packet: held.number,
    time: held.time,
    topic,
    // The bytes of the packet may be gone when it is published.
    payload: payload.slice(),
    qos,
    retain,
    properties: properties.filter(({ name }) => !OF_THE_CONNECTION.has(name)),
  };
}

/** What passes of a capture from this packet on, in slices: `undefined` for a packet that is none. */
export function* recordedFrom(
  capture: Capture,
  { direction }: MessageChoice,
  packet: number,
  isShown: (packet: number) => boolean,
): Generator<{ packet: number; found: RecordedMessage | LeftOut | undefined }, void, undefined> {
  // Its first may have come before the capture began, on a connection of which nothing is known, or be
  // gone by now: then this is the message.
  const cameBefore = (number: number): boolean =>
    capture
      .packetsOfExchange(number)
      .some((one) => one < number && isShown(one) && isReceived(capture, one));
  for (const held of capture.packetsFrom(packet)) {
    const { number } = held;
    const found = isShown(number) ? recordedMessage(held, direction, cameBefore) : undefined;
    yield { packet: number, found };
  }
}

/** Whether it is a PUBLISH that is there and has reached its receiver. */
function isReceived(capture: Capture, packet: number): boolean {
  const [held] = capture.packetsFrom(packet);
  if (held?.number !== packet || held.withheld) return false;
  return (held.bytes[0] ?? 0) >> 4 === PUBLISH;
}
