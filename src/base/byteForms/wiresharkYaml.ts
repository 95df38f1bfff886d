/** Reads Wireshark's *Follow Stream* as YAML: the peer and the bytes in Base64 of each packet. */
import { parseBase64 } from '../base64.ts';
import type { ByteRun } from './byteRuns.ts';

const PACKET =
  /^[ \t]*(?:-[ \t]+packet:[^\n]*\n[ \t]*)?peer: (\d)\n(?:[ \t]+(?:index|timestamp|packet): [^\n]*\n)*[ \t]*data: !!binary \|\n((?:[ \t]+[A-Za-z0-9+/=]+\n?)+)/gm;

/** Undefined if the text has no such packets. */
export function wiresharkYaml(text: string): ByteRun[] | undefined {
  if (!text.includes('data: !!binary')) return undefined;
  const runs: ByteRun[] = [];
  for (const [, peer, data = ''] of text.matchAll(PACKET)) {
    const read = parseBase64(data.replace(/\s/g, ''));
    if (!read.ok) return undefined;
    // Wireshark lists the client first.
    runs.push({ bytes: read.bytes, by: peer === '0' ? 'sent' : 'received' });
  }
  return runs.length === 0 ? undefined : runs;
}
