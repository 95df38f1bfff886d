/** Records injected faults: the packets they affected, and packets that were never on the wire. */

import { peekPacketId } from '../../mqtt/framing/peek.ts';
import type { RowFault } from '../faults/rowFault.ts';
import { packetAt } from '../faults/wirePlace.ts';
import { type Direction, senderOf } from '../log/columns/direction.ts';
import { KnownProperties } from '../log/columns/knownProperties.ts';
import { publishShape } from '../log/columns/publishShape.ts';
import { NO_TOPIC } from '../log/columns/topicNames.ts';
import type { Stream } from '../streams/stream.ts';
import type { CaptureParts } from './captureParts.ts';
import { withheldExchange } from './withheldExchange.ts';

export interface WithheldRow {
  readonly stream: number;
  readonly direction: Direction;
  /** µs since the capture's origin. */
  readonly time: number;
  readonly bytes: Uint8Array;
  readonly fault: RowFault;
  /** Its secrets were overwritten before it was recorded. */
  readonly masked?: boolean;
}

export class CaptureFaults {
  readonly #parts: CaptureParts;
  readonly #knownProperties = new KnownProperties();

  constructor(parts: CaptureParts) {
    this.#parts = parts;
  }

  /**
   * Adds a packet that a fault rule withheld from its receiver. It is only a row: no counter, stream,
   * exchange or problem includes it.
   * @returns the row's number; 0: the recording is stopped, or the stream is no longer known
   */
  withheld(packet: WithheldRow): number {
    const { streams, armed, log, exchanges, faults } = this.#parts;
    const stream = streams.get(packet.stream) ?? streams.remembered(packet.stream);
    if (stream === undefined || armed.isStopped) return 0;
    const { direction, time, bytes, fault, masked = false } = packet;
    const number = log.append(bytes, {
      time,
      stream: stream.ordinal,
      direction,
      version: stream.version,
      packetId: peekPacketId(bytes) ?? 0,
      topic: this.#topicOf(stream, direction, bytes),
      hasProblem: false,
      masked,
      withheld: true,
    });
    faults.add(number, fault);
    const exchange = withheldExchange(exchanges.book, stream, direction, bytes);
    if (exchange > 0) {
      log.setExchange(number, exchange);
      faults.withhold(number, exchange);
    }
    armed.arrived(number);
    return number;
  }

  /** The receiver does not learn an alias from this packet. The topic's use count is increased. */
  #topicOf(stream: Stream, direction: Direction, bytes: Uint8Array): number {
    const { names, streams } = this.#parts;
    const shape = publishShape(bytes, stream.version, senderOf(direction), this.#knownProperties);
    if (shape === undefined) return NO_TOPIC;
    const { topicStart, topicEnd, topicAlias } = shape;
    if (topicStart !== topicEnd) return names.intern(bytes, topicStart, topicEnd);
    const topic = streams.aliased(stream, direction, topicAlias);
    names.retain(topic);
    return topic;
  }

  /** Marks a packet that has been recorded with a fault, once per fault. */
  mark(packet: number, fault: RowFault): void {
    if (this.#parts.log.row(packet) === undefined) return;
    if (this.#parts.faults.add(packet, fault)) this.#parts.faultMarked(packet);
  }

  /** Faults of a packet, oldest first. */
  on(packet: number): readonly RowFault[] {
    return this.#parts.faults.of(packet);
  }

  /**
   * Sets the wire position of the next packet: the number of bytes before it in this direction of the stream.
   */
  wireAt(stream: number, direction: Direction, offset: number): void {
    const wire = this.#parts.streams.get(stream)?.wire[direction];
    if (wire === undefined || wire.bytes === offset) return;
    wire.bytes = offset;
    wire.since = this.#parts.log.nextNumber;
  }

  /**
   * Finds the packet by its offset in this direction of the stream. 0: it has not arrived yet. Undefined: it
   * was discarded, or never existed.
   */
  packetAt(stream: number, direction: Direction, offset: number): number | undefined {
    const at = this.#parts.streams.get(stream) ?? this.#parts.streams.remembered(stream);
    if (at === undefined) return undefined;
    const wire = at.wire[direction];
    if (offset >= wire.bytes) return at.isOpen ? 0 : undefined;
    return packetAt(this.#parts.log, at.ordinal, direction, wire, offset);
  }
}
