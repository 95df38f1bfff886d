/** Builds TCP connections as frames of pcap files, with the usual disturbances of frames. */

import type { Direction } from '../../log/columns/direction.ts';
import { ByteWriter } from '../bytes/byteWriter.ts';
import { parseIpAddress } from './ipAddress.ts';
import type { FrameEnd } from './ipFrame.ts';
import { type TcpFlags, tcpFrame } from './tcpFrame.ts';

export interface Sent {
  readonly direction: Direction;
  readonly bytes: Uint8Array;
}

export interface ConnectionOptions {
  readonly clientAddress?: string;
  readonly serverAddress?: string;
  readonly clientPort?: number;
  readonly serverPort?: number;
  /** First sequence number of each side. */
  readonly start?: Readonly<Record<Direction, number>>;
  /** Payload bytes per segment. */
  readonly segment?: number;
  /** No SYN: the connection began before the capture. */
  readonly midStream?: boolean;
  /** Side that sends the first FIN; the client by default. */
  readonly closer?: Direction;
  /** No FIN. */
  readonly unclosed?: boolean;
}

function endOf(address: string, port: number): FrameEnd {
  const bytes = parseIpAddress(address);
  if (!bytes) throw new Error(`${address} is no address`);
  return { address: bytes, port, hardware: Uint8Array.of(2, 0, 0, 0, 0, 1) };
}

const NOTHING = new Uint8Array(0);
const opposite = (direction: Direction): Direction => (direction === 'out' ? 'in' : 'out');

/** The Ethernet frames of one connection, in order. */
export function framesOf(sent: readonly Sent[], options: ConnectionOptions = {}): Uint8Array[] {
  const { clientAddress = '10.0.0.1', serverAddress = '10.0.0.2' } = options;
  const ends = {
    out: endOf(clientAddress, options.clientPort ?? 50_000),
    in: endOf(serverAddress, options.serverPort ?? 1883),
  };
  const next = { ...(options.start ?? { out: 1000, in: 5000 }) };
  const frames: Uint8Array[] = [];
  const add = (direction: Direction, flags: TcpFlags, payload: Uint8Array = NOTHING) => {
    const to = opposite(direction);
    const sequence = next[direction];
    const acknowledgement = next[to];
    frames.push(
      tcpFrame({ from: ends[direction], to: ends[to], sequence, acknowledgement, flags, payload }),
    );
    const counted = payload.length + (flags.syn === true || flags.fin === true ? 1 : 0);
    next[direction] = (sequence + counted) >>> 0;
  };
  if (options.midStream !== true) {
    add('out', { syn: true });
    add('in', { syn: true, ack: true });
    add('out', { ack: true });
  }
  const size = options.segment ?? 1400;
  for (const { direction, bytes } of sent) {
    for (let at = 0; at < bytes.length; at += size) {
      add(direction, { ack: true, push: true }, bytes.subarray(at, at + size));
    }
    add(opposite(direction), { ack: true });
  }
  if (options.unclosed !== true) {
    const { closer = 'out' } = options;
    add(closer, { fin: true, ack: true });
    add(opposite(closer), { fin: true, ack: true });
    add(closer, { ack: true });
  }
  return frames;
}

export interface PcapOptions {
  readonly linkType?: number;
  readonly littleEndian?: boolean;
  readonly nanoseconds?: boolean;
  /** Longer frames are truncated. */
  readonly snapLength?: number;
  /** Times of the frames, ms; one millisecond apart by default. */
  readonly times?: readonly number[];
}

/** Builds a pcap file. */
export function pcapOf(frames: readonly Uint8Array[], options: PcapOptions = {}): Uint8Array {
  const { linkType = 1, littleEndian = true, nanoseconds = false, snapLength = 262_144 } = options;
  const unit = nanoseconds ? 1_000_000 : 1000;
  const writer = new ByteWriter()
    .u32(nanoseconds ? 0xa1b23c4d : 0xa1b2c3d4, littleEndian)
    .u16(2, littleEndian)
    .u16(4, littleEndian)
    .zeros(8)
    .u32(snapLength, littleEndian)
    .u32(linkType, littleEndian);
  for (const [index, frame] of frames.entries()) {
    const at = options.times?.[index] ?? index;
    const kept = frame.subarray(0, snapLength);
    writer
      .u32(1_700_000_000 + Math.floor(at / 1000), littleEndian)
      .u32((at % 1000) * unit, littleEndian)
      .u32(kept.length, littleEndian)
      .u32(frame.length, littleEndian)
      .raw(kept);
  }
  return writer.bytes();
}

const ETHERNET_HEADER = 14;

/** Padding option; TCP is the next header. */
const EXTENSION: readonly number[] = [6, 0, 1, 4, 0, 0, 0, 0];

/** Inserts an 8-byte hop-by-hop header into an IPv6 frame, before TCP. */
export function withHopByHop(frame: Uint8Array): Uint8Array {
  const ip = frame.slice(ETHERNET_HEADER, ETHERNET_HEADER + 40);
  const length = (ip[4] ?? 0) * 256 + (ip[5] ?? 0) + 8;
  ip[4] = length >> 8;
  ip[5] = length & 0xff;
  ip[6] = 0;
  return Uint8Array.of(
    ...frame.subarray(0, ETHERNET_HEADER),
    ...ip,
    ...EXTENSION,
    ...frame.subarray(ETHERNET_HEADER + 40),
  );
}
