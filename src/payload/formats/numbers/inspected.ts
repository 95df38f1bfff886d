/** The numbers and times that may begin at a byte: a data inspector. */
import { BuiltTree } from '../../tree/builtTree.ts';
import { momentText } from '../../tree/instants.ts';
import { integerAt, NUMBER_TYPES } from './numberTypes.ts';

export interface Inspected {
  /** `uint16`, `time(s)` */
  readonly type: string;
  /** With the most significant byte first; undefined if too few bytes follow, or for a time outside the range of dates. */
  readonly big: string | undefined;
  /** With the least significant byte first. Absent: a single byte has no order. */
  readonly little?: string | undefined;
}

/** Names and widths in bytes. */
const NUMBERS = [
  ['uint8', 1],
  ['int8', 1],
  ['uint16', 2],
  ['int16', 2],
  ['uint32', 4],
  ['int32', 4],
  ['uint64', 8],
  ['int64', 8],
  ['float32', 4],
  ['float64', 8],
] as const;
/** Names, widths in bytes, and units a second. */
const TIMES = [
  ['time(s)', 4, 1n],
  ['time(ms)', 8, 1000n],
] as const;
/** The longest value, in bytes. */
const MOST = 8;
/** Bytes of a register. */
const WORD = 2;

/**
 * @param isSwapped the word with the lowest bits comes first, as in the registers of many Modbus devices. Values of
 *   one word are left out then
 */
export function inspected(payload: Uint8Array, at: number, isSwapped = false): Inspected[] {
  const following = payload.slice(at, at + MOST);
  const bytesOf = (width: number): Uint8Array | undefined => {
    if (following.length < width) return undefined;
    return isSwapped ? wordsSwapped(following.subarray(0, width)) : following;
  };
  const isListed = (width: number): boolean => !isSwapped || width > WORD;
  return [
    ...NUMBERS.filter(([, width]) => isListed(width)).map(([type, width]): Inspected => {
      const bytes = bytesOf(width);
      if (width === 1) return { type, big: bytes && read(type, bytes) };
      return {
        type,
        big: bytes && read(`${type}be`, bytes),
        little: bytes && read(`${type}le`, bytes),
      };
    }),
    ...TIMES.map(([type, width, perSecond]): Inspected => {
      const bytes = bytesOf(width);
      const moment = (order: 'be' | 'le') =>
        bytes &&
        momentText(integerAt(bytes, 0, { width, order, isSigned: width === MOST }), perSecond);
      return { type, big: moment('be'), little: moment('le') };
    }),
  ];
}

function wordsSwapped(bytes: Uint8Array): Uint8Array {
  return Uint8Array.from(bytes, (_byte, at) => {
    const word = Math.floor(at / WORD);
    return bytes[bytes.length - (word + 1) * WORD + (at % WORD)] ?? 0;
  });
}

function read(type: string, bytes: Uint8Array): string | undefined {
  const tree = new BuiltTree();
  NUMBER_TYPES.get(type)?.add(tree, bytes, 0);
  return tree.source(0);
}
