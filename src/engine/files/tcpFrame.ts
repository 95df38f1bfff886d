/** Frames of a TCP connection, as a network card would have seen them: Ethernet, IPv4 or IPv6, TCP. */

import { u16 } from './bytes.ts';
import { ByteWriter } from './byteWriter.ts';

export interface FrameEnd {
  /** 4 bytes, or 16. */
  readonly address: Uint8Array;
  readonly port: number;
  readonly hardware: Uint8Array;
}

export interface TcpFlags {
  readonly syn?: boolean;
  readonly ack?: boolean;
  readonly push?: boolean;
  readonly fin?: boolean;
}

export interface FrameContent {
  readonly from: FrameEnd;
  readonly to: FrameEnd;
  readonly sequence: number;
  readonly acknowledgement: number;
  readonly flags: TcpFlags;
  readonly payload: Uint8Array;
}

const TCP = 6;
const ETHERNET_HEADER = 14;
const TCP_HEADER = 20;
const HOPS = 64;
const WINDOW = 65_535;

/** @param writer whose memory it is built in. @returns a view of it */
export function tcpFrame(content: FrameContent, writer = new ByteWriter()): Uint8Array {
  const { from, to, payload } = content;
  const isIpv6 = from.address.length === 16;
  const length = TCP_HEADER + payload.length;
  writer
    .reset()
    .raw(to.hardware)
    .raw(from.hardware)
    .u16(isIpv6 ? 0x86dd : 0x0800);
  if (isIpv6) writeIpv6Header(writer, content, length);
  else writeIpv4Header(writer, content, length);
  const start = writer.length;
  writeTcpHeader(writer, content);
  const frame = writer.raw(payload).view();
  if (!isIpv6) {
    const header = frame.subarray(ETHERNET_HEADER, start);
    setChecksum(header, 10, checksum(header, 0));
  }
  const segment = frame.subarray(start);
  const pseudo = sum(from.address) + sum(to.address) + length + TCP;
  setChecksum(segment, 16, checksum(segment, pseudo));
  return frame;
}

function writeTcpHeader(
  writer: ByteWriter,
  { from, to, sequence, acknowledgement, flags }: FrameContent,
): void {
  const bits =
    (flags.fin === true ? 0x01 : 0) |
    (flags.syn === true ? 0x02 : 0) |
    (flags.push === true ? 0x08 : 0) |
    (flags.ack === true ? 0x10 : 0);
  writer
    .u16(from.port)
    .u16(to.port)
    .u32(sequence)
    .u32(flags.ack === true ? acknowledgement : 0)
    .u8((TCP_HEADER / 4) << 4)
    .u8(bits)
    .u16(WINDOW)
    .u16(0)
    .u16(0);
}

function writeIpv4Header(writer: ByteWriter, { from, to }: FrameContent, length: number): void {
  writer
    .u8(0x45)
    .u8(0)
    .u16(20 + length)
    .u32(0x4000)
    .u8(HOPS)
    .u8(TCP)
    .u16(0)
    .raw(from.address)
    .raw(to.address);
}

function writeIpv6Header(writer: ByteWriter, { from, to }: FrameContent, length: number): void {
  writer.u32(0x60000000).u16(length).u8(TCP).u8(HOPS).raw(from.address).raw(to.address);
}

function setChecksum(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value >> 8;
  bytes[at + 1] = value & 0xff;
}

function sum(bytes: Uint8Array): number {
  let total = 0;
  for (let at = 0; at < bytes.length; at += 2) total += u16(bytes, at);
  return total;
}

/** RFC 1071. */
function checksum(bytes: Uint8Array, start: number): number {
  let total = start + sum(bytes);
  while (total > 0xffff) total = (total & 0xffff) + Math.floor(total / 0x10000);
  return ~total & 0xffff;
}
