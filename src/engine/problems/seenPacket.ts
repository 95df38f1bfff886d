/** What the rules are told of each packet, in the order of arrival. */
import type { PacketProblem } from '../../mqtt/dissection.ts';
import type { Packet } from '../../mqtt/packet.ts';
import type { Direction } from '../log/direction.ts';
import type { PublishShape } from '../log/publishShape.ts';
import type { StreamFacts } from '../streams/streamFacts.ts';

export interface SeenPacket {
  readonly number: number;
  /** µs since the capture's origin. */
  readonly time: number;
  readonly direction: Direction;
  /** As the stream stood before this packet. The object lives on: whoever needs it later copies. */
  readonly stream: StreamFacts;
  /** A view. */
  readonly bytes: Uint8Array;
  /** Of a PUBLISH that has a meaning: read lightly. */
  readonly publish: PublishShape | undefined;
  /** Of a PUBLISH: interned topic name, also behind an alias; 0: none. */
  readonly topic: number;
  /** Of every other packet that has a meaning; of the short acknowledgements too. */
  readonly packet: Packet | undefined;
  /** What its own bytes break; empty where nobody has looked closely because a quick look found nothing. */
  readonly problems: readonly PacketProblem[];
}
