/** Reads the packets of a capture back from its log. */
import type { PacketProblem } from '../../mqtt/dissect/dissection.ts';
import type { ProtocolVersion } from '../../mqtt/tables/packet.ts';
import type { RowFault } from '../faults/rowFault.ts';
import type { Direction } from '../log/columns/direction.ts';
import type { CaptureParts } from './captureParts.ts';

/** A packet as the log holds it. */
export interface HeldPacket {
  readonly number: number;
  readonly stream: number;
  readonly direction: Direction;
  /** µs since the capture's origin. */
  readonly time: number;
  readonly version: ProtocolVersion | undefined;
  readonly bytes: Uint8Array;
  /** Its secrets were overwritten before it was recorded. */
  readonly masked: boolean;
  /** Topic of a PUBLISH, with its alias resolved. */
  readonly topic: string | undefined;
  /** Why no packet could be cut from the bytes. */
  readonly problem?: PacketProblem;
  /** True if the packet was never on the wire. */
  readonly withheld: boolean;
  /** Faults that were injected into it. */
  readonly faults: readonly RowFault[];
}

/** All packets that are held or kept, oldest first, from this number on. Bytes are views. */
export function* heldPackets(
  { log, names, faults, filter }: CaptureParts,
  from: number,
): Generator<HeldPacket, void, undefined> {
  for (const number of filter.whole.each(from)) {
    const row = log.row(number);
    const bytes = row && log.view(number);
    if (row === undefined || bytes === undefined) continue;
    const { stream, direction, time, version, unframed, masked, withheld } = row;
    const [problem] = unframed ? log.notedProblems(number) : [];
    // One literal, because merging objects costs several µs a packet.
    const held = {
      number,
      stream,
      direction,
      time,
      version,
      bytes,
      masked,
      topic: names.name(row.topic),
      withheld,
      faults: faults.of(number),
    };
    yield problem === undefined ? held : { ...held, problem };
  }
}
