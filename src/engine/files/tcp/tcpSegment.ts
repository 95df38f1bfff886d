/** Parses the headers of TCP segments and UDP datagrams. Only the payload gets a view. */
import { u16, u32 } from '../bytes/bytes.ts';
import type { EndKey } from './endKey.ts';

export interface TcpSegment {
  readonly source: EndKey;
  readonly destination: EndKey;
  readonly sequence: number;
  /** undefined without the flag. */
  readonly acknowledgement: number | undefined;
  readonly syn: boolean;
  readonly fin: boolean;
  readonly rst: boolean;
  /** Captured part of the payload. */
  readonly payload: Uint8Array;
  /** Payload bytes on the wire; more than `payload` if the frame was truncated. */
  readonly length: number;
  /** The sequence number is not TCP's own: bytes before it may be missing. */
  readonly mayLack?: true;
}

/** A complete UDP datagram. */
export interface Datagram {
  readonly source: EndKey;
  readonly destination: EndKey;
  readonly datagram: Uint8Array;
}

export type Carried = TcpSegment | Datagram;

const NOTHING = new Uint8Array(0);

/**
 * Reads a TCP segment. `length`: size on the wire including the header; the frame may be shorter, or padded.
 * `end`: end of the captured part.
 */
export function readTcp(
  frame: Uint8Array,
  at: number,
  end: number,
  length: number,
  source: EndKey,
  destination: EndKey,
): TcpSegment | undefined {
  const header = at + 20 > end ? 0 : ((frame[at + 12] ?? 0) >> 4) * 4;
  if (header < 20 || at + header > end) return undefined;
  const flags = frame[at + 13] ?? 0;
  return {
    source,
    destination,
    sequence: u32(frame, at + 4),
    acknowledgement: (flags & 0x10) === 0 ? undefined : u32(frame, at + 8),
    syn: (flags & 0x02) !== 0,
    fin: (flags & 0x01) !== 0,
    rst: (flags & 0x04) !== 0,
    payload: at + header === end ? NOTHING : frame.subarray(at + header, end),
    length: length - header,
  };
}

/** Reads a UDP datagram; a truncated one is ignored. `end`: end of the captured part. */
export function readUdp(
  frame: Uint8Array,
  at: number,
  end: number,
  source: EndKey,
  destination: EndKey,
): Datagram | undefined {
  if (at + 8 > end) return undefined;
  const said = u16(frame, at + 4);
  if (said < 8 || at + said > end) return undefined;
  return { source, destination, datagram: frame.subarray(at + 8, at + said) };
}
