/** Reads numbers of several bytes, such as `0x10110004 0x4d515454`, in the order of the digits or of the machine. */
import { likeliest } from './wholePackets.ts';

const WORDS =
  /^\s*0x([0-9a-f]{4}|[0-9a-f]{8}|[0-9a-f]{16})(?:[\s,;]+0x(?:[0-9a-f]{2}){1,8})+[\s,;]*$/i;

/** Undefined if the text has anything else, empty if both orders are equally likely. */
export function wordsIn(text: string): Uint8Array | undefined {
  const width = WORDS.exec(text)?.[1]?.length;
  const words = text.match(/(?<=0x)[0-9a-f]+/gi) ?? [];
  if (width === undefined || words.some((word) => word.length !== width)) return undefined;
  const pairs = words.map((word) => word.match(/../g) ?? []);
  const readings = [pairs, pairs.map((word) => word.toReversed())].map((all) => [
    Uint8Array.from(all.flat(), (pair) => Number.parseInt(pair, 16)),
  ]);
  return likeliest(readings)?.[0] ?? new Uint8Array(0);
}
