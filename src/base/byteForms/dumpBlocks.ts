/** Reads dumps of several packets, with other lines between them. */
import type { Steps } from '../steps.ts';
import type { ByteRun, PrintedBy } from './byteRuns.ts';
import { readDump } from './dump.ts';
import { printedBy } from './linePrefix.ts';

const DUMP_LINE = /^\s*(?:0x)?[0-9a-f]{4,16}:?(?:\s.*)?$/i;
const FIRST_LINE = /^\s*(?:0x)?0{4,16}(?::|\s+[0-9a-f]{2}(?:\s|$))/i;
/** Source file and line of a log, as Mbed TLS prints them before each offset. */
const OF_SOURCE = /^\s*[\w./-]{1,80}:\d{1,6}:\s+(?:\|\d\|\s+)?(?=[0-9a-f]{4}:\s)/;
/** OpenSSL prints a dash after the offset, and WinDbg a mark inside the address; both print one after eight bytes. */
const DASHED = /^(\s*[0-9a-f]{4,8}) - (?=[0-9a-f]{2}[ -])/i;
const MARKED = /^(\s*[0-9a-f]{8})`([0-9a-f]{8})(?=\s)/i;
const HALVES = /^(\s*[0-9a-f]{4,16}:?\s+(?:[0-9a-f]{2} ){7}[0-9a-f]{2})-(?=[0-9a-f]{2}(?:\s|$))/i;
/** RT-Thread prints the offsets of the first and the last byte, after the name of the dump. */
const RANGED = /^(?:.{0,80}?[:\]>] {1,4})?([0-9a-f]{4,8})-[0-9a-f]{4,8}: +(?=[0-9a-f]{2}(?:\s|$))/i;
/** `x` of gdb, in one of its formats. */
const OF_GDB =
  /^\s*(0x[0-9a-f]{4,16})(?:\s*<[^<>]{1,80}>)?:((?:\t\s*-?[0-9a-fx]+|\s+0x[0-9a-f]{2})+)\s*$/i;
/** 010 Editor marks its offsets as hexadecimal. */
const OFFSET_WITH_H = /^(\s*[0-9a-f]{4,16})h(?=:\s)/i;
/** Intel HEX: number of bytes, address, type, bytes, checksum. */
const INTEL_HEX = /^\s*:((?:[0-9a-f]{2}){5,})\s*$/i;
const WORD_OF_GDB = /^0x(?:[0-9a-f]{2}){1,8}$/i;

/** Date, host and program of a log before the offset. The offsets of several lines confirm each other. */
const LOG_PREFIX = /^.{0,200}?[\]:>|][ \t]{1,8}(?=(?:0x)?[0-9a-f]{4,16}:?\s+[0-9a-f]{2})/i;

export const withoutLogPrefixes = (lines: readonly string[]): string[] =>
  lines.map((line) => line.replace(LOG_PREFIX, ''));

/** The line as xxd would print it. Empty for a record of Intel HEX without data. */
export function plainDumpLine(line: string): string {
  const ofIntel = intelHex(line);
  if (ofIntel !== undefined) return ofIntel;
  const ofGdb = OF_GDB.exec(line);
  if (ofGdb !== null) {
    const tokens = (ofGdb[2] ?? '').trim().split(/\s+/);
    return `${ofGdb[1] ?? ''}: ${tokens.map(hexOfGdb).join(' ')}`;
  }
  return line
    .replace(OF_SOURCE, '')
    .replace(OFFSET_WITH_H, '$1')
    .replace(RANGED, '$1: ')
    .replace(DASHED, '$1: ')
    .replace(MARKED, '$1$2:')
    .replace(HALVES, '$1 ');
}

function intelHex(line: string): string | undefined {
  const digits = INTEL_HEX.exec(line)?.[1];
  if (digits === undefined) return undefined;
  const bytes = Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  const isWhole = bytes[0] === bytes.length - 5;
  if (!isWhole || bytes.reduce((sum, byte) => sum + byte, 0) % 256 !== 0) return undefined;
  return bytes[3] === 0 ? `${digits.slice(2, 6)}: ${digits.slice(8, -2)}` : '';
}

/** A word is printed as a number, of which machines store the lowest byte first. */
function hexOfGdb(token: string): string {
  if (WORD_OF_GDB.test(token)) return (token.slice(2).match(/../g) ?? []).toReversed().join(' ');
  const value = Number.parseInt(token, /^0[0-7]/.test(token) ? 8 : 10);
  const isByte = /^-?\d+$/.test(token) && value >= -128 && value <= 0xff;
  return isByte ? (value & 0xff).toString(16).padStart(2, '0') : '?';
}

/** @returns one run for each dump from offset 0; undefined if the text does not consist of such dumps */
export function dumpBlocks(lines: readonly string[], steps: Steps): ByteRun[] | undefined {
  const blocks: { readonly lines: string[]; readonly by: PrintedBy | undefined }[] = [];
  let title: string | undefined;
  let isInside = false;
  for (const line of lines) {
    if (FIRST_LINE.test(line)) {
      blocks.push({ lines: [line], by: title === undefined ? undefined : printedBy(title) });
      title = undefined;
      isInside = true;
    } else if (isInside && (DUMP_LINE.test(line) || line.trim() === '*')) {
      blocks.at(-1)?.lines.push(line);
    } else {
      title = line;
      isInside = false;
    }
  }
  if (blocks.length === 0) return undefined;
  const runs: ByteRun[] = [];
  for (const { lines: block, by } of blocks) {
    const bytes = readDump(block, steps);
    if (bytes === undefined) return undefined;
    runs.push({ bytes, by });
  }
  return runs;
}
