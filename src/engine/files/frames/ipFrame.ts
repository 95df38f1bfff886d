/** Builds Ethernet frames with IPv4 or IPv6 and their content. */

import { u16 } from '../bytes/bytes.ts';
import { ByteWriter } from '../bytes/byteWriter.ts';

export interface FrameEnd {
  /** 4 or 16 bytes. */
  readonly address: Uint8Array;
  readonly port: number;
  readonly hardware: Uint8Array;
}

export interface Between {
  readonly from: FrameEnd;
  readonly to: FrameEnd;
}

/** Content of an IP packet: the header with a checksum of 0, and the data. */
export interface Carried {
  /** IP protocol number. */
  readonly protocol: number;
  readonly header: Uint8Array;
  /** Offset of the checksum in the header. */
  readonly checksumAt: number;
  readonly payload: Uint8Array;
  /** Bytes after the payload that were on the wire and are not in the frame. */
  readonly missing?: number;
}

const ETHERNET_HEADER = 14;
const HOPS = 64;

/** @param writer provides the memory @returns a view of it */
export function ipFrame(
  { from, to }: Between,
  { protocol, header, checksumAt, payload, missing = 0 }: Carried,
  writer = new ByteWriter(),
): Uint8Array {
  const isIpv6 = from.address.length === 16;
  const length = header.length + payload.length + missing;
  writer
    .reset()
    .raw(to.hardware)
    .raw(from.hardware)
    .u16(isIpv6 ? 0x86dd : 0x0800);
  if (isIpv6) writer.u32(0x60000000).u16(length).u8(protocol).u8(HOPS);
  else {
    writer.u8(0x45).u8(0);
    writer.u16(20 + length).u32(0x4000);
    writer.u8(HOPS).u8(protocol).u16(0);
  }
  writer.raw(from.address).raw(to.address);
  const start = writer.length;
  const frame = writer.raw(header).raw(payload).view();
  if (!isIpv6) {
    const ip = frame.subarray(ETHERNET_HEADER, start);
    setChecksum(ip, 10, checksum(ip, 0));
  }
  const segment = frame.subarray(start);
  const pseudo = sum(from.address) + sum(to.address) + length + protocol;
  setChecksum(segment, checksumAt, checksum(segment, pseudo));
  return frame;
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

/** Internet checksum (RFC 1071). */
function checksum(bytes: Uint8Array, start: number): number {
  let total = start + sum(bytes);
  while (total > 0xffff) total = (total & 0xffff) + Math.floor(total / 0x10000);
  return ~total & 0xffff;
}
