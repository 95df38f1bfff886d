/**
 * Wrong texts to sign that the search for a mistake tries: other values of fields, and other ways to join
 * them.
 */
import { percentEncoded } from '../base/percentEncoded.ts';
import { type FoundMistake, found as mistake } from './mistakes.ts';
import { type NamedValue, signContentOf } from './sign.ts';

/** Fields to sign, ordered by name. */
export type Fields = readonly NamedValue[];

/** The way to join fields to a text. */
export interface Layout {
  /** The mistakes of this layout; some depend on the fields. */
  readonly mistakesOf: (fields: Fields) => readonly FoundMistake[];
  readonly textOf: (fields: Fields) => string;
  /** Default: UTF-8. */
  readonly bytesOf?: (text: string) => Uint8Array;
  /** Likely enough to be combined with other mistakes. */
  readonly isCommon: boolean;
}

function layout(
  one: FoundMistake | ((fields: Fields) => FoundMistake),
  textOf: Layout['textOf'],
  isCommon = false,
): Layout {
  const mistakeOf = typeof one === 'function' ? one : () => one;
  return { mistakesOf: (fields) => [mistakeOf(fields)], textOf, isCommon };
}

/** The right layout: each name followed by its value. */
export const RIGHT_LAYOUT: Layout = {
  mistakesOf: () => [],
  textOf: signContentOf,
  isCommon: true,
};

function inOrder(fields: Fields, order: readonly string[]): Fields {
  const rank = (name: string) => {
    const at = order.indexOf(name);
    return at < 0 ? order.length : at;
  };
  return [...fields].sort(([a], [b]) => rank(a) - rank(b));
}

function permutations(names: readonly string[]): readonly (readonly string[])[] {
  if (names.length < 2) return [names];
  return names.flatMap((first) =>
    permutations(names.filter((name) => name !== first)).map((rest) => [first, ...rest]),
  );
}

const NAMES = ['clientId', 'deviceName', 'productKey', 'timestamp'] as const;

/** Common orders of fields in programs. */
const USUAL_ORDERS: readonly (readonly string[])[] = [
  NAMES,
  ['productKey', 'deviceName', 'clientId', 'timestamp'],
  ['clientId', 'productKey', 'deviceName', 'timestamp'],
  ['deviceName', 'productKey', 'clientId', 'timestamp'],
  ['productKey', 'deviceName', 'timestamp', 'clientId'],
  ['clientId', 'timestamp', 'productKey', 'deviceName'],
];

const glued = (fields: Fields) => fields.map(([name, value]) => name + value).join('');

const listed = (fields: Fields) => fields.map(([name]) => name).join(', ');

/** The right order of the given fields. */
function rightOrder(fields: Fields): string {
  const present = NAMES.filter((name) => fields.some(([field]) => field === name));
  return present.join(', ');
}

function orders(): readonly Layout[] {
  return permutations(NAMES)
    .filter((order) => order.join() !== NAMES.join())
    .map((order) =>
      layout(
        (fields) =>
          mistake('wrong-order', {
            order: listed(inOrder(fields, order)),
            right: rightOrder(fields),
          }),
        (fields) => glued(inOrder(fields, order)),
        USUAL_ORDERS.some((usual) => usual.join() === order.join()),
      ),
    );
}

/** A readable form in any language. */
const SHOWN: ReadonlyMap<string, string> = new Map([
  ['\n', 'LF '],
  ['\r\n', 'CR LF '],
  [' ', '␠'],
  ['\t', 'TAB '],
]);
const shown = (separator: string) => SHOWN.get(separator) ?? separator;

const SEPARATORS = [
  '',
  '&',
  ',',
  ';',
  '\n',
  '\r\n',
  ' ',
  '|',
  '+',
  '.',
  ':',
  '-',
  '_',
  '/',
  '#',
  ', ',
];

function separated(order: readonly string[]): readonly Layout[] {
  const [first = '', second = ''] = order;
  const isUsual = order.join() === NAMES.join();
  const pairs = ['', '=', ':', ' ', '&', '='].flatMap((equals) =>
    SEPARATORS.filter((separator) => separator !== '' || equals !== '').map((separator) =>
      layout(
        mistake('separators', {
          pattern: `${first}${shown(equals)}…${shown(separator)}${second}${shown(equals)}…`,
        }),
        (fields) =>
          inOrder(fields, order)
            .map(([name, value]) => name + equals + value)
            .join(separator),
        isUsual && equals === '=' && (separator === '&' || separator === ','),
      ),
    ),
  );
  // Separators after every field, from a loop.
  const behindEach = ['', '=', ':'].flatMap((equals) =>
    ['&', ',', ';', '\n', ' ', '|'].map((separator) =>
      layout(
        mistake('separators', {
          pattern: `${first}${shown(equals)}…${shown(separator)}${second}${shown(equals)}…${shown(separator)}…${shown(separator)}`,
        }),
        (fields) =>
          inOrder(fields, order)
            .map(([name, value]) => name + equals + value + separator)
            .join(''),
      ),
    ),
  );
  const bare = SEPARATORS.map((separator) =>
    layout(
      mistake('values-only', { pattern: `[${first}]${shown(separator)}[${second}]` }),
      (fields) =>
        inOrder(fields, order)
          .map(([, value]) => value)
          .join(separator),
      isUsual && separator === '',
    ),
  );
  return [...pairs, ...behindEach, ...bare];
}

/** In orders that `separated` does not have. */
function bareValues(): readonly Layout[] {
  const told = USUAL_ORDERS.slice(0, 4).map((order) => order.join());
  return permutations(NAMES)
    .filter((order) => !told.includes(order.join()))
    .map((order) =>
      layout(
        mistake('values-only', { pattern: order.map((name) => `[${name}]`).join('') }),
        (fields) =>
          inOrder(fields, order)
            .map(([, value]) => value)
            .join(''),
      ),
    );
}

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const capital = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);

function spellings(): readonly Layout[] {
  const each: readonly ((name: string) => string)[] = [
    (name) => name.toLowerCase(),
    (name) => name.toUpperCase(),
    capital,
    snake,
    (name) => snake(name).replaceAll('_', '-'),
    (name) => (name === 'clientId' ? 'clientid' : name),
    (name) => (name === 'clientId' ? 'clientID' : name),
    (name) => (name === 'clientId' ? 'ClientId' : name),
    (name) => (name === 'clientId' ? 'mqttClientId' : name),
    (name) => (name === 'clientId' ? 'mqttclientid' : name),
    (name) => (name === 'deviceName' ? 'devicename' : name),
    (name) => (name === 'deviceName' ? 'devName' : name),
    (name) => (name === 'productKey' ? 'productkey' : name),
    (name) => (name === 'productKey' ? 'productId' : name),
    (name) => (name === 'timestamp' ? 'timeStamp' : name),
    (name) => (name === 'timestamp' ? 'Timestamp' : name),
    (name) => (name === 'timestamp' ? 'time' : name),
    (name) => (name === 'timestamp' ? 'ts' : name),
    (name) =>
      ({ clientId: 'id', deviceName: 'dn', productKey: 'pk', timestamp: 'ts' })[name] ?? name,
  ];
  return each.map((spell) =>
    layout(
      (fields) =>
        mistake('field-name-spelling', {
          names: fields.map(([name]) => spell(name)).join(', '),
          right: rightOrder(fields),
        }),
      (fields) => glued(fields.map(([name, value]) => [spell(name), value])),
    ),
  );
}

function utf16(text: string, isLittle: boolean): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    bytes[at * 2 + (isLittle ? 0 : 1)] = unit & 0xff;
    bytes[at * 2 + (isLittle ? 1 : 0)] = unit >> 8;
  }
  return bytes;
}

/** Without a byte order mark. */
export function utf16Forms(text: string): readonly Uint8Array[] {
  return [utf16(text, true), utf16(text, false)];
}

function jsonText(fields: Fields, order: readonly string[], gap: string): string {
  const members = inOrder(fields, order).map(
    ([name, value]) => `${JSON.stringify(name)}:${gap}${JSON.stringify(value)}`,
  );
  return `{${members.join(`,${gap}`)}}`;
}

/** Sizes of C buffers for the text, which are signed whole with the zeros after it. */
const BUFFERS = [64, 80, 100, 128, 150, 160, 200, 256, 300, 320, 400, 512, 1024] as const;
const LONGEST_BUFFER = 640;

const padded = (length: number): Layout =>
  layout(mistake('text-padded', { length: String(length) }), (fields) =>
    signContentOf(fields).padEnd(length, '\0'),
  );

/** Buffers of any size. @param textLength size of the text itself */
export function* paddedTexts(textLength: number): Generator<Layout> {
  for (let length = textLength + 2; length <= LONGEST_BUFFER; length++) yield padded(length);
}

/** Quotes around a text that was printed with them; Python prints bytes as `b'…'`. */
export const AROUND = ["b'…'", 'b"…"', "'…'", '"…"'] as const;

function wholeTexts(): readonly Layout[] {
  const ends: readonly (readonly [string, string])[] = [
    ['\n', 'LF'],
    ['\r\n', 'CR LF'],
    ['\0', 'NUL'],
    [' ', 'U+0020'],
  ];
  return [
    ...ends.map(([end, found]) =>
      layout(mistake('text-line-end', { found }), (fields) => signContentOf(fields) + end, true),
    ),
    ...BUFFERS.map(padded),
    ...AROUND.map((found) =>
      layout(mistake('text-quoted', { found }), (fields) =>
        found.replace('…', () => signContentOf(fields)),
      ),
    ),
    layout(mistake('text-lower-case', {}), (fields) => signContentOf(fields).toLowerCase()),
    layout(mistake('text-upper-case', {}), (fields) => signContentOf(fields).toUpperCase()),
    layout(mistake('text-url-encoded', {}), (fields) => percentEncoded(signContentOf(fields))),
    layout(mistake('text-url-encoded', {}), (fields) =>
      percentEncoded(signContentOf(fields)).replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
    ),
    ...[true, false].map(
      (isLittle): Layout => ({
        mistakesOf: () => [{ mistake: 'text-utf-16', args: {} }],
        textOf: signContentOf,
        bytesOf: (text) => utf16(text, isLittle),
        isCommon: false,
      }),
    ),
    ...USUAL_ORDERS.slice(0, 3).flatMap((order) =>
      ['', ' '].map((gap) =>
        layout(mistake('text-json', {}), (fields) => jsonText(fields, order, gap)),
      ),
    ),
  ];
}

/** All wrong layouts, likeliest first. */
export const WRONG_LAYOUTS: readonly Layout[] = [
  ...orders(),
  ...USUAL_ORDERS.slice(0, 4).flatMap(separated),
  ...bareValues(),
  ...wholeTexts(),
  ...spellings(),
];
