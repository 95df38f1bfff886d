/** Builds frames of UDP datagrams. */
import { ByteWriter } from '../bytes/byteWriter.ts';
import { type Between, ipFrame } from './ipFrame.ts';

const UDP = 17;
const UDP_HEADER = 8;

export function udpFrame(between: Between, payload: Uint8Array): Uint8Array {
  const { from, to } = between;
  const header = new ByteWriter()
    .u16(from.port)
    .u16(to.port)
    .u16(UDP_HEADER + payload.length)
    .u16(0)
    .bytes();
  return ipFrame(between, { protocol: UDP, header, checksumAt: 6, payload });
}
