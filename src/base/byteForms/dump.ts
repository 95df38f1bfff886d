/** Reads dumps with an offset in front of each line, as printed by xxd, hexdump, od and Wireshark. */
import type { ByteRun, PrintedBy } from './byteRuns.ts';
import { printedBy } from './byteRuns.ts';
import { hexLine, hexRun } from './hexLine.ts';

interface DumpLine {
  readonly offset: string;
  readonly hasColon: boolean;
  readonly rest: string;
}

/** The tools print it instead of lines that repeat the previous line. */
const REPEATED = '*';

type Row = DumpLine | typeof REPEATED;

const LINE = /^\s*(?:0x)?([0-9a-f]{4,16})(:?)(?=\s|$)(.*)$/i;
/** od prints offsets in octal. */
const RADIXES = [16, 8] as const;
/** Maximum bytes of all repeated lines together. */
const MOST_REPEATED = 1 << 20;

/**
 * Undefined if the lines are not dumps.
 * @returns one run for each dump, which begins at offset 0 or after a heading
 */
export function dumpsIn(lines: readonly string[]): ByteRun[] | undefined {
  const dumps: { readonly rows: Row[]; readonly by: PrintedBy | undefined }[] = [];
  let heading = '';
  let isInside = false;
  for (const line of lines) {
    const row = rowOf(line);
    if (row === undefined) {
      heading = line;
      isInside = false;
    } else if (isInside && (row === REPEATED || !isZero(row))) {
      dumps.at(-1)?.rows.push(row);
    } else {
      dumps.push({ rows: [row], by: printedBy(heading) });
      heading = '';
      isInside = true;
    }
  }
  const runs = dumps.map(({ rows, by }) => ({ bytes: bytesOf(rows), by }));
  const isRead = runs.every((run): run is ByteRun => run.bytes !== undefined);
  return isRead && runs.length > 0 ? runs : undefined;
}

function rowOf(line: string): Row | undefined {
  if (line.trim() === REPEATED) return REPEATED;
  const [, offset, colon, rest = ''] = LINE.exec(line) ?? [];
  return offset === undefined ? undefined : { offset, hasColon: colon === ':', rest };
}

const isZero = ({ offset, rest }: DumpLine): boolean => /^0+$/.test(offset) && rest.trim() !== '';

function bytesOf(rows: readonly Row[]): Uint8Array | undefined {
  const [first] = rows;
  if (first === undefined || first === REPEATED) return undefined;
  // The digits of a single line without a colon are bytes, unless they are 0.
  if (rows.length === 1 && !first.hasColon && !isZero(first)) return undefined;
  for (const radix of RADIXES) {
    const bytes = inRadix(rows, radix);
    if (bytes !== undefined) return bytes;
  }
  return undefined;
}

function inRadix(rows: readonly Row[], radix: number): Uint8Array | undefined {
  const bytes: number[] = [];
  let first: number | undefined;
  let before: readonly number[] | Uint8Array = [];
  let isRepeated = false;
  let repeated = 0;
  for (const [at, row] of rows.entries()) {
    if (row === REPEATED) {
      isRepeated = before.length > 0;
      continue;
    }
    const offset = offsetOf(row, radix);
    if (offset === undefined) return undefined;
    first ??= offset;
    const due = offset - first - bytes.length;
    if (isRepeated) {
      repeated += due;
      if (due < 0 || repeated > MOST_REPEATED) return undefined;
      for (let one = 0; one < due; one += 1) bytes.push(before[one % before.length] ?? 0);
      isRepeated = false;
    } else if (row.rest.trim() === '' && at > 0 && at === rows.length - 1) {
      // The last line is the length, of which a word may be half.
      if (due < -1 || due > 0) return undefined;
      bytes.length += due;
    } else if (due !== 0) return undefined;
    if (row.rest.trim() === '') continue;
    const follows = rows[at + 1];
    const next =
      follows === undefined || follows === REPEATED ? undefined : offsetOf(follows, radix);
    const isLength = follows !== REPEATED && follows?.rest.trim() === '';
    const read = bytesOfRow(row, next === undefined || isLength ? undefined : next - offset);
    if (read === undefined) return undefined;
    before = read;
    for (const byte of read) bytes.push(byte);
  }
  return bytes.length === 0 ? undefined : Uint8Array.from(bytes);
}

/** @param wanted number of bytes up to the next offset; undefined on the last line */
function bytesOfRow(
  row: DumpLine,
  wanted: number | undefined,
): readonly number[] | Uint8Array | undefined {
  const bytes = wanted === undefined ? hexLine(row.rest) : hexRun(row.rest).bytes;
  if (bytes === undefined || bytes.length < (wanted ?? 1)) return undefined;
  const inOrder = isOfMachine(row) ? bytes.map((_, at) => bytes[at ^ 1] ?? 0) : bytes;
  return inOrder.slice(0, wanted);
}

/** hexdump and `od -x` print words of a machine that stores the lower byte first. */
const isOfMachine = ({ offset, hasColon, rest }: DumpLine): boolean =>
  !hasColon && /^.{6,7}$/.test(offset) && /^\s+[0-9a-f]{4}(?:\s|$)/i.test(rest);

function offsetOf({ offset }: DumpLine, radix: number): number | undefined {
  const isOctal = /^[0-7]+$/.test(offset);
  return radix === 8 && !isOctal ? undefined : Number.parseInt(offset, radix);
}
