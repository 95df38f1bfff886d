/** Head of a file of kept packets. A file of our own format follows it (`docs/capture-file.md`), without an end. */
import { decodeUtf8, encodeUtf8 } from '../../base/utf8.ts';
import { parseJson } from '../../payload/json/parseJson.ts';

/** Bytes. */
export const KEPT_HEAD = 512;
const LONGEST_SERVER = 100;

export interface KeptHead {
  /** Files of a tab are numbered in the order in which they are begun. */
  readonly turn: number;
  /** Bytes of the file after its head: whole records. */
  readonly bytes: number;
  readonly packets: number;
  /** Packets that were not kept because they arrived too fast. */
  readonly skipped: number;
  /** Packets of earlier files, which gave way. */
  readonly cut: number;
  readonly server: string;
  /** When it was written, ms since 1970. The browser's own time of a file may be that of its creation. */
  readonly at: number;
}

export function encodeKeptHead(head: KeptHead): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(KEPT_HEAD).fill(0x20);
  const server = head.server.slice(0, LONGEST_SERVER);
  bytes.set(encodeUtf8(JSON.stringify({ ...head, server })).subarray(0, KEPT_HEAD));
  return bytes;
}

/** Undefined if it is missing or damaged. */
export function readKeptHead(bytes: Uint8Array): KeptHead | undefined {
  const text = decodeUtf8(bytes.subarray(0, KEPT_HEAD));
  const value = text === undefined ? undefined : parseJson(text);
  if (typeof value !== 'object' || value === null) return undefined;
  const number = (name: string): number | undefined => {
    const found: unknown = Reflect.get(value, name);
    return typeof found === 'number' && Number.isSafeInteger(found) && found >= 0
      ? found
      : undefined;
  };
  const [turn, size] = [number('turn'), number('bytes')];
  const [packets, skipped, at] = [number('packets'), number('skipped'), number('at')];
  const server: unknown = Reflect.get(value, 'server');
  if (turn === undefined || size === undefined || typeof server !== 'string') return undefined;
  if (packets === undefined || skipped === undefined || at === undefined) return undefined;
  // Earlier versions did not count them.
  const cut = number('cut') ?? 0;
  return { turn, bytes: size, packets, skipped, cut, server, at };
}
