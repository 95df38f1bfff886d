/** What a capture is told of faults made on purpose: to which packets, and which never were on the wire. */

import type { RowFault } from '../faults/rowFault.ts';
import { packetAt } from '../faults/wirePlace.ts';
import type { Direction } from '../log/direction.ts';
import type { Arrivals } from './arrivals.ts';
import type { CaptureParts } from './captureParts.ts';

export interface WithheldRow {
  readonly stream: number;
  readonly direction: Direction;
  /** µs since the capture's origin. */
  readonly time: number;
  readonly bytes: Uint8Array;
  readonly fault: RowFault;
  /** Secrets in it were overwritten before it came here. */
  readonly masked?: boolean;
}

export class CaptureFaults {
  readonly #parts: CaptureParts;
  readonly #arrivals: Arrivals;

  constructor(parts: CaptureParts, arrivals: Arrivals) {
    this.#parts = parts;
    this.#arrivals = arrivals;
  }

  /**
   * A packet that a fault rule kept off the wire on its way to its receiver. It is a row, and nothing
   * follows from it: no counter, stream, exchange or problem knows of it.
   * @returns the row's number; 0: the recording is stopped, or the stream is not known any more
   */
  withheld(packet: WithheldRow): number {
    const { streams } = this.#parts;
    const stream = streams.get(packet.stream) ?? streams.remembered(packet.stream);
    if (stream === undefined) return 0;
    const { direction, time, bytes, fault, masked = false } = packet;
    return this.#arrivals.withheld({ stream, direction, time }, bytes, fault, masked);
  }

  /** Something was done on purpose to a packet that is here; for each thing once. */
  mark(packet: number, fault: RowFault): void {
    if (this.#parts.log.row(packet) === undefined) return;
    if (this.#parts.faults.add(packet, fault)) this.#parts.faultMarked(packet);
  }

  /** What was done to a packet, oldest first. */
  on(packet: number): readonly RowFault[] {
    return this.#parts.faults.of(packet);
  }

  /** The next packet of this direction of the stream has so many bytes before it on the wire. */
  wireAt(stream: number, direction: Direction, offset: number): void {
    const wire = this.#parts.streams.get(stream)?.wire[direction];
    if (wire === undefined || wire.bytes === offset) return;
    wire.bytes = offset;
    wire.since = this.#parts.log.nextNumber;
  }

  /**
   * The packet of this direction that has so many bytes of it before it. 0: it has not come yet;
   * undefined: it is not there (any more), and will not be.
   */
  packetAt(stream: number, direction: Direction, offset: number): number | undefined {
    const at = this.#parts.streams.get(stream) ?? this.#parts.streams.remembered(stream);
    if (at === undefined) return undefined;
    const wire = at.wire[direction];
    if (offset >= wire.bytes) return at.isOpen ? 0 : undefined;
    return packetAt(this.#parts.log, at.ordinal, direction, wire, offset);
  }
}
