/** Selects the application messages of a capture for replay, in order. */
import { decode } from '../../mqtt/codec/decode.ts';
import type { QoS } from '../../mqtt/tables/packet.ts';
import type { Property } from '../../mqtt/tables/properties.ts';
import { PUBLISH } from '../../mqtt/tables/typeNumbers.ts';
import type { Capture } from '../capture/capture.ts';
import type { HeldPacket } from '../capture/heldPackets.ts';
import type { Direction } from '../log/columns/direction.ts';

export interface MessageChoice {
  /** Direction of the PUBLISH packets: received, sent, or both. */
  readonly direction: Direction | 'both';
  /** Replays only messages that match the display filter. */
  readonly filtered: boolean;
}

export interface RecordedMessage {
  /** Number of its PUBLISH packet. */
  readonly packet: number;
  /** µs since the capture's origin. */
  readonly time: number;
  /** The full name, with its alias resolved. */
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly qos: QoS;
  readonly retain: boolean;
  /** Excludes properties of the connection and of the receiving subscriber. */
  readonly properties: readonly Property[];
}

/** Reason why a PUBLISH is not replayed. */
export type SkipReason =
  /** A redelivery of a message that is selected itself. */
  | 'redelivery'
  /** A message of the broker itself: `$SYS/…`. */
  | 'reserved'
  /** Incomplete or invalid, or its topic is unknown. */
  | 'unreadable'
  /** Parts were overwritten when the capture was saved. */
  | 'overwritten';

const DUP = 8;
const OF_THE_CONNECTION: ReadonlySet<Property['name']> = new Set([
  'topicAlias',
  'subscriptionIdentifier',
]);

/** undefined: the packet is not selected. */
function recordedMessage(
  held: HeldPacket,
  direction: MessageChoice['direction'],
  cameBefore: (packet: number) => boolean,
): RecordedMessage | SkipReason | undefined {
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
    // The packet's bytes may be gone when it is published.
    payload: payload.slice(),
    qos,
    retain,
    properties: properties.filter(({ name }) => !OF_THE_CONNECTION.has(name)),
  };
}

/** Yields the selected messages from this packet on, in slices: `undefined` for other packets. */
export function* recordedFrom(
  capture: Capture,
  { direction }: MessageChoice,
  packet: number,
  isShown: (packet: number) => boolean,
): Generator<{ packet: number; found: RecordedMessage | SkipReason | undefined }, void, undefined> {
  // The first delivery may precede the capture on an unknown connection, or be gone by now. Then this is the
  // message.
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

/** True for a PUBLISH that still exists and reached its receiver. */
function isReceived(capture: Capture, packet: number): boolean {
  const [held] = capture.packetsFrom(packet);
  if (held?.number !== packet || held.withheld) return false;
  return (held.bytes[0] ?? 0) >> 4 === PUBLISH;
}
