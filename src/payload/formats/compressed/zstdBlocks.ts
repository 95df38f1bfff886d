/** Compressed blocks of Zstandard (RFC 8878, section 3.1.1.3). */
import { uint16At } from '../../tree/littleEndian.ts';
import type { Unpacked } from './unpacked.ts';
import { BackwardBits, Damaged } from './zstdBits.ts';
import {
  type CodeTable,
  constantTable,
  readCodes,
  readCodeTable,
  readStateTable,
  type StateTable,
  stateTable,
} from './zstdTables.ts';

/** Size limit of an unpacked block. */
export const LARGEST_BLOCK = 128 << 10;

interface Codes {
  readonly mostLog: number;
  readonly usual: StateTable;
  /** By symbol: the smallest value, and the number of extra bits. */
  readonly bases: readonly number[];
  readonly extra: readonly number[];
}

const repeated = (value: number, times: number): number[] =>
  Array.from({ length: times }, () => value);

/** Each range begins at the end of the previous range. */
function basesOf(extra: readonly number[], first: number): number[] {
  let base = first;
  return extra.map((bits) => {
    const own = base;
    base += 2 ** bits;
    return own;
  });
}

function codes(mostLog: number, usual: StateTable, extra: readonly number[], first: number): Codes {
  return { mostLog, usual, extra, bases: basesOf(extra, first) };
}

// Sections 3.1.1.3.2.1.1 and 3.1.1.3.2.2.
const LITERALS = codes(
  9,
  stateTable(
    [4, 3, ...repeated(2, 11), 1, 1, 1, ...repeated(2, 9), 3, 2, ...repeated(1, 5), -1, -1, -1, -1],
    6,
  ),
  [...repeated(0, 16), 1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16],
  0,
);
const MATCHES = codes(
  9,
  stateTable([1, 4, 3, ...repeated(2, 6), ...repeated(1, 37), ...repeated(-1, 7)], 6),
  [...repeated(0, 32), 1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16],
  3,
);
const OFFSETS = codes(
  8,
  stateTable([...repeated(1, 6), 2, 2, 2, ...repeated(1, 15), ...repeated(-1, 5)], 5),
  Array.from({ length: 31 }, (_, bits) => bits),
  1,
);
const KINDS = [LITERALS, OFFSETS, MATCHES];

/** State that a block passes to the next one of its frame. */
export interface FrameState {
  codes: CodeTable | undefined;
  tables: (StateTable | undefined)[];
  offsets: [number, number, number];
}

export const newFrameState = (): FrameState => ({
  codes: undefined,
  tables: [undefined, undefined, undefined],
  offsets: [1, 4, 8],
});

/** @param first the earliest unpacked byte that the block may refer to */
export function unpackBlock(
  block: Uint8Array,
  into: Unpacked,
  first: number,
  state: FrameState,
): void {
  const [literals, start] = readLiterals(block, state);
  runSequences(block, start, literals, into, first, state);
}

/** @returns the literals, and the byte after them */
function readLiterals(block: Uint8Array, state: FrameState): readonly [Uint8Array, number] {
  const head = block[0] ?? 0;
  const kind = head & 3;
  const form = (head >> 2) & 3;
  if (kind < 2) {
    const bytes = form === 1 ? 2 : form === 3 ? 3 : 1;
    const size = bytes === 1 ? head >> 3 : Math.floor(numberAt(block, 0, bytes) / 16);
    const end = bytes + (kind === 0 ? size : 1);
    if (size > LARGEST_BLOCK || end > block.length) throw new Damaged();
    if (kind === 0) return [block.subarray(bytes, end), end];
    return [new Uint8Array(size).fill(block[bytes] ?? 0), end];
  }
  const [bytes, width] = form === 3 ? [5, 18] : form === 2 ? [4, 14] : [3, 10];
  const both = Math.floor(numberAt(block, 0, bytes) / 16);
  const size = both % 2 ** width;
  const end = bytes + Math.floor(both / 2 ** width);
  if (size > LARGEST_BLOCK || end > block.length) throw new Damaged();
  let start = bytes;
  if (kind === 2) [state.codes, start] = readCodeTable(block.subarray(0, end), bytes);
  if (state.codes === undefined) throw new Damaged();
  const literals = new Uint8Array(size);
  const packed = block.subarray(start, end);
  if (form === 0) readCodes(state.codes, packed, literals);
  else readFour(state.codes, packed, literals);
  return [literals, end];
}

/** Reads four streams. The first three have a length. */
function readFour(table: CodeTable, packed: Uint8Array, literals: Uint8Array): void {
  const quarter = (literals.length + 3) >> 2;
  let at = 6;
  for (let index = 0; index < 4; index += 1) {
    const next = index === 3 ? packed.length : at + uint16At(packed, index * 2);
    if (next > packed.length || at > next) throw new Damaged();
    const to = index === 3 ? literals.length : quarter * (index + 1);
    readCodes(table, packed.subarray(at, next), literals.subarray(quarter * index, to));
    at = next;
  }
}

function numberAt(bytes: Uint8Array, at: number, count: number): number {
  let number = 0;
  for (let place = at + count - 1; place >= at; place -= 1)
    number = number * 256 + (bytes[place] ?? 0);
  return number;
}

/** @returns the count, and the byte after it */
function readCount(block: Uint8Array, at: number): readonly [number, number] {
  const first = block[at] ?? 0;
  if (first < 128) return [first, at + 1];
  if (first < 255) return [(first - 128) * 256 + (block[at + 1] ?? 0), at + 2];
  return [uint16At(block, at + 1) + 0x7f00, at + 3];
}

/** Copies literals and matches in turn (section 3.1.1.4). */
function runSequences(
  block: Uint8Array,
  start: number,
  literals: Uint8Array,
  into: Unpacked,
  first: number,
  state: FrameState,
): void {
  const most = into.length + LARGEST_BLOCK;
  const [count, tablesAt] = readCount(block, start);
  if (tablesAt > block.length) throw new Damaged();
  let used = 0;
  if (count > 0) {
    const stream = new BackwardBits(block.subarray(readTables(block, tablesAt, state)));
    const tables = state.tables.map((table) => table ?? constantTable(0));
    const states = tables.map(({ log }) => stream.read(log));
    for (let index = 0; index < count; index += 1) {
      const symbols = tables.map(({ symbols: of }, kind) => of[states[kind] ?? 0] ?? 0);
      const offset = valueOf(OFFSETS, symbols[1] ?? 0, stream);
      const match = valueOf(MATCHES, symbols[2] ?? 0, stream);
      const plain = valueOf(LITERALS, symbols[0] ?? 0, stream);
      if (used + plain > literals.length || into.length + plain + match > most) throw new Damaged();
      into.add(literals.subarray(used, used + plain));
      used += plain;
      const distance = distanceOf(state, offset, plain);
      if (distance > into.length - first) throw new Damaged();
      into.repeat(distance, match);
      if (index < count - 1) for (const kind of [0, 2, 1]) advance(tables, states, kind, stream);
      if (stream.left < 0) throw new Damaged();
    }
    if (stream.left !== 0) throw new Damaged();
  } else if (tablesAt !== block.length) throw new Damaged();
  if (into.length + literals.length - used > most) throw new Damaged();
  into.add(literals.subarray(used));
}

function advance(
  tables: readonly StateTable[],
  states: number[],
  kind: number,
  stream: BackwardBits,
): void {
  const table = tables[kind];
  const state = states[kind] ?? 0;
  states[kind] = (table?.bases[state] ?? 0) + stream.read(table?.bits[state] ?? 0);
}

function valueOf({ bases, extra }: Codes, symbol: number, stream: BackwardBits): number {
  const base = bases[symbol];
  const bits = extra[symbol];
  if (base === undefined || bits === undefined) throw new Damaged();
  return base + stream.read(bits);
}

/** @returns the byte after the tables */
function readTables(block: Uint8Array, start: number, state: FrameState): number {
  const modes = block[start] ?? 0;
  if ((modes & 3) !== 0) throw new Damaged();
  let at = start + 1;
  for (const [kind, { mostLog, usual, extra }] of KINDS.entries()) {
    const mode = (modes >> (6 - kind * 2)) & 3;
    if (mode === 0) state.tables[kind] = usual;
    else if (mode === 1) {
      state.tables[kind] = constantTable(block[at] ?? 0);
      at += 1;
    } else if (mode === 2) {
      [state.tables[kind], at] = readStateTable(block, at, mostLog, extra.length - 1);
    } else if (state.tables[kind] === undefined) throw new Damaged();
  }
  return at;
}

/** Resolves one of the last three distances, or a new one (section 3.1.1.5). */
function distanceOf(state: FrameState, value: number, plain: number): number {
  const [a, b, c] = state.offsets;
  const which = value > 3 ? 0 : value + (plain === 0 ? 1 : 0);
  if (which === 1) return a;
  const distance = which === 0 ? value - 3 : which === 2 ? b : which === 3 ? c : a - 1;
  if (distance <= 0) throw new Damaged();
  state.offsets = which === 2 ? [distance, a, c] : [distance, a, b];
  return distance;
}
