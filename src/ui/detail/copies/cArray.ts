/** Bytes as a C array. */
import type { Copied } from './copied.ts';

const PER_LINE = 12;

/** @param packet number that names the array */
export function cArray(bytes: Uint8Array, packet: number): Copied {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += PER_LINE) {
    const row = [...bytes.subarray(at, at + PER_LINE)];
    lines.push(`  ${row.map((byte) => `0x${byte.toString(16).padStart(2, '0')}`).join(', ')},`);
  }
  const text = `const unsigned char packet_${packet}[${bytes.length}] = {\n${lines.join('\n')}\n};\n`;
  return { ok: true, text, notes: [] };
}
