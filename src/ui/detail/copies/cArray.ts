/** Bytes as a C array. */
import { type Copied, copied } from './copied.ts';

const PER_LINE = 12;
const BYTES = Array.from({ length: 256 }, (_, byte) => `0x${byte.toString(16).padStart(2, '0')}`);

/** @param packet number that names the array */
export function cArray(bytes: Uint8Array, packet: number): Copied {
  return copied(() => arrayOf(bytes, packet), []);
}

function arrayOf(bytes: Uint8Array, packet: number): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += PER_LINE) {
    const row = Array.from(bytes.subarray(at, at + PER_LINE), (byte) => BYTES[byte]);
    lines.push(`  ${row.join(', ')},`);
  }
  return `const unsigned char packet_${packet}[${bytes.length}] = {\n${lines.join('\n')}\n};\n`;
}
