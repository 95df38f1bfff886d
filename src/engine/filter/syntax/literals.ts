/** Reads the value of a token. */
import { clockTime } from './clockTime.ts';
import type { Literal, Member } from './expression.ts';
import { FilterException } from './filterError.ts';
import type { Token } from './tokens.ts';

const NUMBER = /^([+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?)([a-zµμ]*)$/i;
const HEX_NUMBER = /^0x[0-9a-f]{1,16}$/i;
const BYTES = /^[0-9a-f]{2}(:[0-9a-f]{2})+$/i;

/** In µs. */
const TIME_UNITS: ReadonlyMap<string, number> = new Map([
  ['us', 1],
  ['µs', 1],
  ['μs', 1],
  ['ms', 1e3],
  ['s', 1e6],
  ['min', 60e6],
  ['h', 3600e6],
]);
const SIZE_UNITS: ReadonlyMap<string, number> = new Map([
  ['B', 1],
  ['kB', 1000],
  ['KB', 1000],
  ['KiB', 1024],
  ['MB', 1e6],
  ['MiB', 1024 ** 2],
]);

/** Rounds µs to nanoseconds, so that decimal fractions compare equal. */
export function wholeNanoseconds(microseconds: number): number {
  return Math.round(microseconds * 1e3) / 1e3;
}

/** Converts a number by its unit. Undefined if the unit is unknown. */
export function inUnit(
  value: number,
  unit: string,
  quantity: 'time' | 'size' | undefined,
): number | undefined {
  if (quantity === 'time') {
    const step = TIME_UNITS.get(unit === '' ? 's' : unit);
    return step === undefined ? undefined : wholeNanoseconds(value * step);
  }
  if (unit === '') return value;
  const step = quantity === 'size' ? SIZE_UNITS.get(unit) : undefined;
  return step === undefined ? undefined : value * step;
}

/** Other spellings of units. */
const FOREIGN_UNITS = {
  time: new Map([
    ...others('us', 'usec usecs micros microsecond microseconds'),
    ...others('ms', 'msec msecs milli millis millisecond milliseconds'),
    ...others('s', 'sec secs second seconds'),
    ...others('min', 'm mins minute minutes'),
    ...others('h', 'hr hrs hour hours'),
  ]),
  size: new Map([
    ...others('B', 'byte bytes'),
    ...others('kB', 'k kbyte kbytes kilobyte kilobytes'),
    ...others('KiB', 'ki kibibyte kibibytes'),
    ...others('MB', 'm mbyte mbytes megabyte megabytes'),
    ...others('MiB', 'mi mebibyte mebibytes'),
  ]),
} as const;

function others(unit: string, names: string): (readonly [string, string])[] {
  return names.split(' ').map((name) => [name, unit] as const);
}

/** The most similar unit. */
export function suggestUnit(
  unit: string,
  quantity: 'time' | 'size' | undefined,
): string | undefined {
  if (quantity === undefined) return undefined;
  const said = unit.toLowerCase();
  const known = [...(quantity === 'time' ? TIME_UNITS : SIZE_UNITS).keys()];
  return known.find((one) => one.toLowerCase() === said) ?? FOREIGN_UNITS[quantity].get(said);
}

export function unitsOf(quantity: 'time' | 'size' | undefined): readonly string[] {
  if (quantity === undefined) return [];
  const units = [...(quantity === 'time' ? TIME_UNITS : SIZE_UNITS).keys()];
  return units.filter((unit) => unit !== 'μs');
}

/** The value of a word or a text. */
export function literalOf(token: Token): Literal {
  const { from, to, text } = token;
  const at = { from, to };
  if (token.kind === 'text') return { kind: 'text', value: text, at };
  if (BYTES.test(text)) return { kind: 'bytes', value: text.toLowerCase(), at };
  if (HEX_NUMBER.test(text)) return { kind: 'number', value: Number(text), text, unit: '', at };
  const number = NUMBER.exec(text);
  const value = Number(number?.[1] ?? Number.NaN);
  if (number === null || !Number.isFinite(value)) return { kind: 'word', value: text, at };
  return { kind: 'number', value, text: number[1] ?? '', unit: number[2] ?? '', at };
}

/** `1..5`, or any literal. */
export function memberOf(token: Token): Member {
  const dots = token.kind === 'word' ? token.text.indexOf('..') : -1;
  if (dots < 0) return { from: literalOf(token) };
  const middle = token.from + dots;
  const part = (from: number, to: number): Token => ({
    kind: 'word',
    text: token.text.slice(from - token.from, to - token.from),
    from,
    to,
  });
  const member = {
    from: literalOf(part(token.from, middle)),
    to: literalOf(part(middle + 2, token.to)),
  };
  for (const end of [member.from, member.to]) {
    if (end.kind === 'number' || clockTime(String(end.value)) !== undefined) continue;
    throw new FilterException(token, { key: 'range-without-numbers', args: {} }, '1..5');
  }
  return member;
}
