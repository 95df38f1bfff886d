/** Reads numbers without brackets: decimal, octal and binary ones, and hexadecimal ones without leading zeros. */
import type { ByteRun } from './byteRuns.ts';
import { printedBy } from './linePrefix.ts';
import { likeliest } from './wholePackets.ts';

interface Base {
  readonly radix: number;
  /** Every number looks like this. */
  readonly pattern: RegExp;
}

const BASES: readonly Base[] = [
  { radix: 10, pattern: /^(?:0|-?[1-9]\d{0,2})$/ },
  // Programs that align the columns fill all numbers to the same width.
  { radix: 10, pattern: /^\d{3}$/ },
  { radix: 8, pattern: /^[0-3][0-7]{2}$/ },
  { radix: 16, pattern: /^(?:0|[1-9a-f][0-9a-f]?)$/i },
  { radix: 2, pattern: /^[01]{8}$/ },
];
/** Number of numbers: fewer may be a date, a version or a count. */
const FEWEST = 4;
/** `TX: 16 24 0`. A time of day has no letter before its colon. */
const LINE = /^(?:(.{0,200}(?:[a-z\])]\s?[:=]|->|=>|：))\s*)?([-0-9a-f\s,;]+)$/i;
const PAIRS = /^[0-9a-f]{2}$/i;
const NONE = new Uint8Array(0);

/** Undefined if the text has anything else, or fits several bases equally well. */
export function numbersIn(lines: readonly string[]): ByteRun[] | undefined {
  const groups: { tokens: string[]; readonly by: ByteRun['by'] }[] = [];
  for (const line of lines) {
    const [, prefix, list = ''] = LINE.exec(line.trim()) ?? [];
    const tokens = list.split(/[\s,;]+/).filter((token) => token !== '');
    if (tokens.length === 0 || tokens.some((token) => token.length > 8)) return undefined;
    const last = groups.at(-1);
    if (prefix === undefined && last !== undefined) for (const one of tokens) last.tokens.push(one);
    else groups.push({ tokens, by: prefix === undefined ? undefined : printedBy(prefix) });
  }
  const all = groups.flatMap(({ tokens }) => tokens);
  if (all.length < FEWEST) return undefined;
  const readings = BASES.map((base) => groups.map(({ tokens }) => bytesIn(tokens, base))).filter(
    (found): found is Uint8Array[] => found.every((bytes) => bytes !== undefined),
  );
  const arePairs = all.every((token) => PAIRS.test(token));
  // Pairs of digits are hexadecimal, unless only their decimal values are packets.
  const hex = groups.map(({ tokens }) => bytesIn(tokens, { radix: 16, pattern: PAIRS }) ?? NONE);
  const found = likeliest(arePairs ? [...readings, hex] : readings);
  if (found === hex) return undefined;
  return found?.map((bytes, at) => ({ bytes, by: groups[at]?.by }));
}

function bytesIn(tokens: readonly string[], { radix, pattern }: Base): Uint8Array | undefined {
  const values = tokens.map((token) =>
    pattern.test(token) ? Number.parseInt(token, radix) : Number.NaN,
  );
  return values.every((value) => value >= -128 && value <= 255)
    ? Uint8Array.from(values)
    : undefined;
}
