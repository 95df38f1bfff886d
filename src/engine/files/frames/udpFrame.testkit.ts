/** Builds UDP datagrams as frames, and files of them. */
import { parseIpAddress } from './ipAddress.ts';

export interface UdpEnd {
  readonly address: string;
  readonly port: number;
}

const two = (value: number): readonly [number, number] => [value >> 8, value & 0xff];
const HARDWARE = [2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2];

/** Builds an Ethernet frame, with padding as in short frames. The addresses select IPv4 or IPv6. */
export function udpFrame(from: UdpEnd, to: UdpEnd, bytes: Uint8Array, padding = 0): Uint8Array {
  const [source, destination] = [bytesOf(from), bytesOf(to)];
  const length = 8 + bytes.length;
  const udp = [...two(from.port), ...two(to.port), ...two(length), 0, 0, ...bytes];
  const isV4 = source.length === 4;
  const ip = isV4
    ? [0x45, 0, ...two(20 + length), 0, 0, 0, 0, 64, 17, 0, 0, ...source, ...destination]
    : [0x60, 0, 0, 0, ...two(length), 17, 64, ...source, ...destination];
  const type = isV4 ? two(0x0800) : two(0x86dd);
  return Uint8Array.of(...HARDWARE, ...type, ...ip, ...udp, ...Array<number>(padding).fill(0));
}

function bytesOf({ address }: UdpEnd): Uint8Array {
  const bytes = parseIpAddress(address);
  if (bytes === undefined) throw new Error(`${address} is no address`);
  return bytes;
}

/** Builds a pcapng file of Ethernet frames, one second apart. */
export function pcapngOfFrames(frames: readonly Uint8Array[]): Uint8Array {
  const section = block(0x0a0d0d0a, [
    ...le32(0x1a2b3c4d),
    1,
    0,
    0,
    0,
    ...le32(0xffffffff),
    ...le32(0xffffffff),
  ]);
  const link = block(1, [1, 0, 0, 0, ...le32(65_535)]);
  const packets = frames.flatMap((frame, at) => {
    const micros = 1_700_000_000_000_000 + at * 1_000_000;
    const stamp = [...le32(Math.floor(micros / 0x1_0000_0000)), ...le32(micros % 0x1_0000_0000)];
    const pad = Array<number>((4 - (frame.length % 4)) % 4).fill(0);
    const length = le32(frame.length);
    return block(6, [...le32(0), ...stamp, ...length, ...length, ...frame, ...pad]);
  });
  return Uint8Array.from([...section, ...link, ...packets]);
}

function le32(value: number): readonly number[] {
  return [value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, (value >>> 24) & 0xff];
}

function block(type: number, body: readonly number[]): readonly number[] {
  const length = le32(12 + body.length);
  return [...le32(type), ...length, ...body, ...length];
}
