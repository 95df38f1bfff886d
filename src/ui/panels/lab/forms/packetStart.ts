/** The first bytes of a waiting packet as text. */
import { base64 } from '@scure/base';
import type { WaitingPacket } from '../../../../broker/faults/marks.ts';

export function startOf({ start }: WaitingPacket): Uint8Array {
  return base64.decode(start);
}

export function firstByteOf(packet: WaitingPacket): number {
  return startOf(packet)[0] ?? 0;
}

const PER_LINE = 16;

/** `0000  32 0b 00 01 …  2··t`: offset, bytes, characters. */
export function hexDump(bytes: Uint8Array): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += PER_LINE) {
    const line = [...bytes.subarray(at, at + PER_LINE)];
    const hex = line.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const text = line.map((byte) =>
      byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·',
    );
    const offset = at.toString(16).padStart(4, '0');
    lines.push(`${offset}  ${hex.padEnd(PER_LINE * 3 - 1)}  ${text.join('')}`);
  }
  return lines.join('\n');
}
