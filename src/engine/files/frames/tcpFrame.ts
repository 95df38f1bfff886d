/** Builds frames of a TCP connection. */

import { ByteWriter } from '../bytes/byteWriter.ts';
import { type Between, ipFrame } from './ipFrame.ts';

export interface TcpFlags {
  readonly syn?: boolean;
  readonly ack?: boolean;
  readonly push?: boolean;
  readonly fin?: boolean;
  readonly rst?: boolean;
}

export interface FrameContent extends Between {
  readonly sequence: number;
  readonly acknowledgement: number;
  readonly flags: TcpFlags;
  readonly payload: Uint8Array;
  /** Bytes after the payload that were on the wire and are not in the frame. */
  readonly missing?: number;
}

const TCP = 6;
const TCP_HEADER = 20;
const WINDOW = 65_535;

/** @param writer provides the memory @returns a view of it */
export function tcpFrame(content: FrameContent, writer = new ByteWriter()): Uint8Array {
  const header = tcpHeader(content);
  return ipFrame(
    content,
    {
      protocol: TCP,
      header,
      checksumAt: 16,
      payload: content.payload,
      missing: content.missing ?? 0,
    },
    writer,
  );
}

const headerWriter = new ByteWriter();

function tcpHeader({ from, to, sequence, acknowledgement, flags }: FrameContent): Uint8Array {
  const bits =
    (flags.fin === true ? 0x01 : 0) |
    (flags.syn === true ? 0x02 : 0) |
    (flags.rst === true ? 0x04 : 0) |
    (flags.push === true ? 0x08 : 0) |
    (flags.ack === true ? 0x10 : 0);
  return headerWriter
    .reset()
    .u16(from.port)
    .u16(to.port)
    .u32(sequence)
    .u32(flags.ack === true ? acknowledgement : 0)
    .u8((TCP_HEADER / 4) << 4)
    .u8(bits)
    .u16(WINDOW)
    .u16(0)
    .u16(0)
    .view();
}
