/** Wrong ways to join the right fields, or to compute the digest, that the search for a mistake tries. */
import { joined } from '../base/bytes.ts';
import { percentEncoded } from '../base/percentEncoded.ts';
import { type FoundMistake, found } from './mistakes.ts';
import { HASH_NAMES } from './secretTries.ts';
import { keyed, plainHash } from './signHashes.ts';
import type { SignMethod } from './signMethod.ts';
import { type Fields, glued, type Try, utf16 } from './tries.ts';
import { wrapped } from './wrappings.ts';

/** @param right the fields in the right order */
export function* layoutTries(right: Fields, method: SignMethod): Generator<Try> {
  yield* orders(right);
  yield* separators(right);
  yield* wholeTexts(glued(right));
  yield* json(right);
  yield* spellings(right);
  yield* digests(method);
}

const listed = (fields: Fields): string => fields.map(([name]) => name).join(', ');

function permutations(fields: Fields): readonly Fields[] {
  if (fields.length < 2) return [fields];
  return fields.flatMap((first) =>
    permutations(fields.filter((one) => one !== first)).map((rest) => [first, ...rest]),
  );
}

function* orders(right: Fields): Generator<Try> {
  for (const fields of permutations(right)) {
    const mistake = found('wrong-order', { order: listed(fields), right: listed(right) });
    yield { mistake, text: glued(fields) };
  }
}

const SEPARATORS = ['', '&', ',', ';', '\n', '\r\n', ' ', '|', '+', '.', ':', '-', '_', ', '];

/** A readable form in any language. */
const SHOWN: ReadonlyMap<string, string> = new Map([
  ['\n', 'LF '],
  ['\r\n', 'CR LF '],
  [' ', '␠'],
]);
const shown = (separator: string): string => SHOWN.get(separator) ?? separator;

function* separators(right: Fields): Generator<Try> {
  const [first = '', second = ''] = right.map(([name]) => name);
  for (const between of SEPARATORS) {
    for (const equals of ['=', ':', ' ', '']) {
      const pairs = right.map(([name, value]) => name + equals + value);
      const pattern = `${first}${shown(equals)}…${shown(between)}${second}${shown(equals)}…`;
      yield { mistake: found('separators', { pattern }), text: pairs.join(between) };
      // A separator after every field, from a loop.
      const after = found('separators', { pattern: `${pattern}${shown(between)}` });
      yield { mistake: after, text: pairs.map((pair) => pair + between).join('') };
    }
    const pattern = `[${first}]${shown(between)}[${second}]`;
    const values = right.map(([, value]) => value);
    yield { mistake: found('values-only', { pattern }), text: values.join(between) };
  }
}

function* wholeTexts(text: string): Generator<Try> {
  for (const { found: around, text: other } of wrapped(text)) {
    yield { mistake: found('wrapped', { field: 'signContent', found: around }), text: other };
  }
  const ofCase = found('case-signed', { name: 'signContent' });
  yield { mistake: ofCase, text: text.toLowerCase() };
  yield { mistake: ofCase, text: text.toUpperCase() };
  yield { mistake: encodedAs('%'), text: percentEncoded(text) };
  for (const isLittle of [true, false]) {
    yield { mistake: encodedAs('UTF-16'), text, bytes: utf16(text, isLittle) };
  }
}

function* json(right: Fields): Generator<Try> {
  for (const gap of ['', ' ']) {
    const members = right.map(
      ([name, value]) => `${JSON.stringify(name)}:${gap}${JSON.stringify(value)}`,
    );
    yield { mistake: encodedAs('JSON'), text: `{${members.join(`,${gap}`)}}` };
  }
}

const encodedAs = (form: string): FoundMistake => found('text-encoded', { found: form });

const snake = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const SPELLINGS: readonly ((name: string) => string)[] = [
  (name) => name.toLowerCase(),
  (name) => name.toUpperCase(),
  (name) => name.charAt(0).toUpperCase() + name.slice(1),
  snake,
  ...(
    [
      ['clientId', 'clientid'],
      ['clientId', 'clientID'],
      ['clientId', 'ClientId'],
      ['clientId', 'mqttClientId'],
      ['deviceName', 'devicename'],
      ['productKey', 'productkey'],
      ['timestamp', 'timeStamp'],
      ['timestamp', 'ts'],
    ] as const
  ).map(
    ([right, other]) =>
      (name: string) =>
        name === right ? other : name,
  ),
];

function* spellings(right: Fields): Generator<Try> {
  for (const spell of SPELLINGS) {
    const fields = right.map(([name, value]): Fields[number] => [spell(name), value]);
    const mistake = found('field-name-spelling', { names: listed(fields), right: listed(right) });
    yield { mistake, text: glued(fields) };
  }
}

/** Digests that do not combine key and text by HMAC. */
function* digests(method: SignMethod): Generator<Try> {
  const used = HASH_NAMES[method];
  yield {
    mistake: found('key-and-text-swapped', { used }),
    digest: (how, key, text) => keyed(how, text)(key),
  };
  const plain = (...order: readonly ('deviceSecret' | 'signContent')[]): Try => ({
    mistake: found('plain-hash', { used, found: order.join(' + ') }),
    digest: (how, key, text) =>
      plainHash(how, joined(order.map((part) => (part === 'deviceSecret' ? key : text)))),
  });
  yield plain('deviceSecret', 'signContent');
  yield plain('signContent', 'deviceSecret');
  yield plain('signContent');
}
