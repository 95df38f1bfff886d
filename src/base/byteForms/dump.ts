/** Reads dumps with an offset in front of each line, as printed by xxd, od, hexdump and Wireshark. */
import type { Steps } from '../steps.ts';
import { addBytes } from './addBytes.ts';
import { dumpColumn, isOfMachine, type WordOrder } from './dumpColumn.ts';
import { hexLine } from './hexLine.ts';
import { likeliest } from './wholePackets.ts';

interface DumpLine {
  readonly offset: string;
  readonly hasColon: boolean;
  readonly rest: string;
}

interface Reading {
  readonly radix: number;
  /** Maximum number of bytes that only fill the last word. */
  readonly filled: number;
  readonly order: WordOrder;
  readonly steps: Steps;
}

const LINE = /^\s*(?:0x)?([0-9a-f]{4,16})(:?)(?:(\s.*))?$/i;
/** The tools print it instead of lines that repeat the previous line. */
const REPEATED = /^\s*\*\s*$/;
const RADIXES = [16, 8, 10] as const;
/** Bytes that fill the last word of a dump in words. */
const MOST_FILLED = 7;
/** Maximum bytes of all repeated lines together. */
const MOST_REPEATED = 1 << 20;

/** Undefined if the lines are not a dump. */
export function readDump(lines: readonly string[], steps: Steps): Uint8Array | undefined {
  const split: (DumpLine | '*')[] = [];
  for (const line of lines) {
    if (REPEATED.test(line)) split.push('*');
    else {
      const found = LINE.exec(line);
      if (found === null) return undefined;
      const [, offset = '', colon, rest = ''] = found;
      split.push({ offset, hasColon: colon === ':', rest: rest.trim() === '' ? '' : rest });
    }
  }
  if (!isOffset(split)) return undefined;
  for (const filled of [0, MOST_FILLED]) {
    for (const radix of RADIXES) {
      const read = (order: WordOrder) => inRadix(split, { radix, filled, order, steps });
      const bytes = inLikelyOrder(split[0], read);
      if (bytes !== undefined) return bytes;
    }
  }
  return undefined;
}

/** All lines have words in the same order: that of the tool, unless only the other one makes whole packets. */
function inLikelyOrder(
  first: DumpLine | '*' | undefined,
  read: (order: WordOrder) => Uint8Array | undefined,
): Uint8Array | undefined {
  if (first === undefined || first === '*') return undefined;
  const [inOrder, reversed] = [read('in-order'), read('reversed')];
  if (inOrder === undefined || reversed === undefined) return inOrder ?? reversed;
  const usual = isOfMachine(first.offset, first.hasColon) ? reversed : inOrder;
  return likeliest([[inOrder], [reversed]])?.[0] ?? usual;
}

/** The only line of a dump begins at 0, or has a colon or characters that plain bytes lack. */
function isOffset([first, ...more]: readonly (DumpLine | '*')[]): boolean {
  if (first === undefined || first === '*') return false;
  const { offset, hasColon, rest } = first;
  return more.length > 0 || hasColon || /^0+$/.test(offset) || hexLine(rest) === undefined;
}

function inRadix(
  lines: readonly (DumpLine | '*')[],
  { radix, filled, order, steps }: Reading,
): Uint8Array | undefined {
  const bytes: number[] = [];
  let first: number | undefined;
  let before: readonly number[] = [];
  let isRepeated = false;
  let repeated = 0;
  for (const [at, line] of lines.entries()) {
    if (line === '*') {
      isRepeated = before.length > 0;
      continue;
    }
    const offset = offsetOf(line.offset, radix);
    if (offset === undefined) return undefined;
    first ??= offset;
    const due = offset - first - bytes.length;
    if (isRepeated) {
      repeated += due;
      if (due < 0 || repeated > MOST_REPEATED) return undefined;
      for (let one = 0; one < due; one += 1) bytes.push(before[one % before.length] ?? 0);
      isRepeated = false;
    } else if (line.rest === '' && at === lines.length - 1 && at > 0) {
      // The last line is the length.
      if (due < -filled || due > 0) return undefined;
      bytes.length += due;
      continue;
    } else if (due !== 0) return undefined;
    if (line.rest === '') continue;
    const follows = lines[at + 1];
    const isWithout = follows === undefined || follows === '*' || follows.rest === '';
    const next = isWithout ? undefined : (offsetOf(follows.offset, radix) ?? offset);
    const read = dumpColumn(line.rest, {
      ...line,
      order,
      wanted: next === undefined ? undefined : next - offset,
      isOnly: lines.length === 1,
      steps,
    });
    if (read === undefined) return undefined;
    before = read;
    addBytes(bytes, read);
  }
  return bytes.length === 0 ? undefined : Uint8Array.from(bytes);
}

function offsetOf(digits: string, radix: number): number | undefined {
  const isOf = radix === 16 || (radix === 8 ? /^[0-7]+$/ : /^\d+$/).test(digits);
  return isOf ? Number.parseInt(digits, radix) : undefined;
}
