/** The two kinds of tables of Zstandard (RFC 8878, sections 4.1 and 4.2). */
import { BackwardBits, Damaged, ForwardBits, highestBit } from './zstdBits.ts';

/** Finite state entropy: a state has a symbol, and the number of bits that lead to the next state. */
export interface StateTable {
  /** Number of bits of a state. */
  readonly log: number;
  readonly symbols: Uint8Array;
  readonly bits: Uint8Array;
  readonly bases: Uint16Array;
}

/** @param shares of each symbol; -1 means less than one */
export function stateTable(shares: readonly number[], log: number): StateTable {
  const size = 1 << log;
  const symbols = new Uint8Array(size);
  const bits = new Uint8Array(size);
  const bases = new Uint16Array(size);
  const next = shares.map(Math.abs);
  let high = size;
  for (const [symbol, share] of shares.entries()) {
    if (share < 0) {
      high -= 1;
      symbols[high] = symbol;
    }
  }
  const step = (size >> 1) + (size >> 3) + 3;
  let at = 0;
  for (const [symbol, share] of shares.entries()) {
    for (let times = 0; times < share; times += 1) {
      symbols[at] = symbol;
      do at = (at + step) & (size - 1);
      while (at >= high);
    }
  }
  if (at !== 0) throw new Damaged();
  for (let state = 0; state < size; state += 1) {
    const symbol = symbols[state] ?? 0;
    const count = next[symbol] ?? 1;
    next[symbol] = count + 1;
    const width = log - highestBit(count);
    bits[state] = width;
    bases[state] = (count << width) - size;
  }
  return { log, symbols, bits, bases };
}

/** A table of one symbol that takes no bits. */
export function constantTable(symbol: number): StateTable {
  return {
    log: 0,
    symbols: Uint8Array.of(symbol),
    bits: new Uint8Array(1),
    bases: new Uint16Array(1),
  };
}

/** @returns the table, and the byte after it */
export function readStateTable(
  bytes: Uint8Array,
  start: number,
  mostLog: number,
  mostSymbol: number,
): readonly [StateTable, number] {
  const stream = new ForwardBits(bytes, start);
  const log = stream.read(4) + 5;
  if (log > mostLog) throw new Damaged();
  const shares: number[] = [];
  let remaining = 1 << log;
  while (remaining > 0 && shares.length <= mostSymbol) {
    const share = readShare(stream, remaining);
    remaining -= Math.abs(share);
    shares.push(share);
    if (share !== 0) continue;
    let repeat = 3;
    while (repeat === 3 && shares.length <= mostSymbol) {
      repeat = stream.read(2);
      for (let times = 0; times < repeat; times += 1) shares.push(0);
    }
  }
  if (remaining !== 0 || shares.length > mostSymbol + 1) throw new Damaged();
  return [stateTable(shares, log), stream.end];
}

/** Reads a share of the remaining ones; small values take one bit less. */
function readShare(stream: ForwardBits, remaining: number): number {
  const width = highestBit(remaining + 1) + 1;
  const lower = (1 << (width - 1)) - 1;
  const threshold = (1 << width) - 1 - (remaining + 1);
  const value = stream.read(width);
  if ((value & lower) < threshold) {
    stream.back(1);
    return (value & lower) - 1;
  }
  return (value > lower ? value - threshold : value) - 1;
}

/** Length limit of a code in bits. */
const MOST_BITS = 11;
const MOST_WEIGHTS = 255;
const WEIGHT_LOG = 6;

/** Indexed by as many bits as the longest code has: the symbol, and the length of its code. */
export interface CodeTable {
  readonly log: number;
  readonly symbols: Uint8Array;
  readonly bits: Uint8Array;
}

/** @returns the table, and the byte after it */
export function readCodeTable(bytes: Uint8Array, start: number): readonly [CodeTable, number] {
  const head = bytes[start] ?? 0;
  if (head < 128) {
    const end = start + 1 + head;
    if (end > bytes.length) throw new Damaged();
    const [table, after] = readStateTable(bytes.subarray(0, end), start + 1, WEIGHT_LOG, 255);
    return [codeTable(packedWeights(table, bytes.subarray(after, end))), end];
  }
  const count = head - 127;
  const end = start + 1 + ((count + 1) >> 1);
  if (end > bytes.length) throw new Damaged();
  const weights = Array.from({ length: count }, (_, index) => {
    const byte = bytes[start + 1 + (index >> 1)] ?? 0;
    return index % 2 === 0 ? byte >> 4 : byte & 15;
  });
  return [codeTable(weights), end];
}

/** Two states in turn, until no bits are left (section 4.2.1.2). */
function packedWeights({ log, symbols, bits, bases }: StateTable, packed: Uint8Array): number[] {
  const stream = new BackwardBits(packed);
  const weights: number[] = [];
  let state = stream.read(log);
  let other = stream.read(log);
  for (;;) {
    weights.push(symbols[state] ?? 0);
    if (weights.length > MOST_WEIGHTS) throw new Damaged();
    const width = bits[state] ?? 0;
    const next = (bases[state] ?? 0) + stream.read(width);
    if (stream.left < 0) {
      weights.push(symbols[other] ?? 0);
      return weights;
    }
    [state, other] = [other, next];
  }
}

/** The last weight completes a power of two. */
function codeTable(weights: readonly number[]): CodeTable {
  const sum = weights.reduce((total, weight) => total + (weight > 0 ? 2 ** (weight - 1) : 0), 0);
  if (sum === 0 || sum >= 1 << MOST_BITS) throw new Damaged();
  const log = highestBit(sum) + 1;
  const missing = (1 << log) - sum;
  if ((missing & (missing - 1)) !== 0 || weights.length > MOST_WEIGHTS) throw new Damaged();
  const all = [...weights, highestBit(missing) + 1];
  const size = 1 << log;
  const symbols = new Uint8Array(size);
  const bits = new Uint8Array(size);
  let at = 0;
  // The longest codes are first.
  for (let weight = 1; weight <= log; weight += 1) {
    const width = 1 << (weight - 1);
    for (const [symbol, own] of all.entries()) {
      if (own !== weight) continue;
      symbols.fill(symbol, at, at + width);
      bits.fill(log + 1 - weight, at, at + width);
      at += width;
    }
  }
  if (at !== size) throw new Damaged();
  return { log, symbols, bits };
}

/** Reads exactly as many symbols as `into` can hold. */
export function readCodes(table: CodeTable, packed: Uint8Array, into: Uint8Array): void {
  const { log, symbols, bits } = table;
  const stream = new BackwardBits(packed);
  const mask = (1 << log) - 1;
  let state = stream.read(log);
  for (let at = 0; at < into.length; at += 1) {
    into[at] = symbols[state] ?? 0;
    const width = bits[state] ?? 0;
    state = ((state << width) & mask) + stream.read(width);
    if (stream.left < -log) throw new Damaged();
  }
  if (stream.left !== -log) throw new Damaged();
}
