/** Wrong keys for signing that the search for a mistake tries. */

import { bytesToHex } from '@noble/hashes/utils.js';
import { base64 } from '@scure/base';
import { parseBase64 } from '../base/base64.ts';
import { parseHex } from '../base/hex.ts';
import { encodeUtf8 } from '../base/utf8.ts';
import type { Device } from './devices.ts';
import { type FoundMistake, found as mistake } from './mistakes.ts';
import { utf16Forms } from './signedTexts.ts';
import { plainHash } from './signHashes.ts';
import { SIGN_METHODS } from './signMethod.ts';

export interface KeyTried {
  readonly mistakes: readonly FoundMistake[];
  readonly key: Uint8Array;
  /** Likely enough to be combined with other mistakes. */
  readonly isCommon: boolean;
}

function tried(one: FoundMistake, key: string | Uint8Array, isCommon = false): KeyTried {
  const bytes = typeof key === 'string' ? encodeUtf8(key) : key;
  return { mistakes: [one], key: bytes, isCommon };
}

/** Invisible characters around a secret, with names that need no translation; likeliest first. */
const BLANKS: readonly (readonly [string, string])[] = [
  ['\n', 'LF'],
  ['\r\n', 'CR LF'],
  [' ', 'U+0020'],
  ['\r', 'CR'],
  ['\t', 'TAB'],
  ['\0', 'NUL'],
  ['\u00a0', 'U+00A0'],
  ['\u3000', 'U+3000'],
  ['\u200b', 'U+200B'],
  ['  ', '2 × U+0020'],
  ['   ', '3 × U+0020'],
  ['    ', '4 × U+0020'],
  ['\n\n', '2 × LF'],
  [' \r\n', 'U+0020 CR LF'],
  [' \n', 'U+0020 LF'],
  ['\\n', '\\n'],
  ['\\r\\n', '\\r\\n'],
];

function blanks(secret: string): readonly KeyTried[] {
  const place = String(Array.from(secret).length);
  return BLANKS.flatMap(([blank, found], at) => [
    tried(mistake('secret-blank-after', { found, place }), secret + blank, at < 5),
    tried(mistake('secret-blank-before', { found }), blank + secret, at < 5),
    tried(mistake('secret-blank-both', { found }), blank + secret + blank),
  ]);
}

const QUOTES = ['""', "''", '“”', '‘’', '``', '<>', '[]', '{}', '()'];

function forms(secret: string): readonly KeyTried[] {
  const hex = secret.length % 2 === 0 && /^[0-9a-f]+$/i.test(secret) ? parseHex(secret) : undefined;
  const decoded = parseBase64(secret);
  const bytes = encodeUtf8(secret);
  return [
    ...QUOTES.map(([open = '', close = '']) =>
      tried(mistake('secret-quoted', {}), open + secret + close, open === '"'),
    ),
    tried(mistake('secret-upper-case', {}), secret.toUpperCase(), true),
    tried(mistake('secret-lower-case', {}), secret.toLowerCase(), true),
    ...(hex?.ok === true ? [tried(mistake('secret-hex-decoded', {}), hex.bytes, true)] : []),
    ...(decoded.ok ? [tried(mistake('secret-base64-decoded', {}), decoded.bytes, true)] : []),
    tried(mistake('secret-base64-encoded', {}), base64.encode(bytes)),
    tried(mistake('secret-hex-encoded', {}), bytesToHex(bytes)),
    tried(mistake('secret-hex-encoded', {}), bytesToHex(bytes).toUpperCase()),
    tried(mistake('secret-ampersand', {}), `${secret}&`),
    ...utf16Forms(secret).map((form) => tried(mistake('secret-utf-16', {}), form)),
    ...pythonBytes(secret).map((form) => tried(mistake('secret-python-bytes', {}), form)),
    tried(mistake('secret-byte-order-mark', {}), `\ufeff${secret}`),
    tried(mistake('secret-twice', {}), secret + secret),
    tried(mistake('secret-reversed', {}), Array.from(secret).reverse().join('')),
    tried(mistake('secret-empty', {}), ''),
    ...SIGN_METHODS.flatMap((method) => {
      const digest = plainHash(method, bytes);
      const found = HASH_NAMES[method];
      return [
        tried(mistake('secret-hashed', { found }), bytesToHex(digest)),
        tried(mistake('secret-hashed', { found }), bytesToHex(digest).toUpperCase()),
        tried(mistake('secret-hashed', { found }), digest),
      ];
    }),
  ];
}

/** A bytes object of Python printed as text. */
const pythonBytes = (text: string) => [`b'${text}'`, `b"${text}"`];

export const HASH_NAMES = { hmacmd5: 'MD5', hmacsha1: 'SHA-1', hmacsha256: 'SHA-256' } as const;

function cuts(secret: string): readonly KeyTried[] {
  const characters = Array.from(secret);
  const length = String(characters.length);
  return characters.slice(1).flatMap((_character, at) => {
    const place = at + 1;
    return [
      tried(
        mistake('secret-truncated', {
          place: String(characters.length - place),
          length,
        }),
        characters.slice(0, -place).join(''),
      ),
      tried(
        mistake('secret-begins-late', { place: String(place + 1) }),
        characters.slice(place).join(''),
      ),
    ];
  });
}

/** A secret that was broken over two lines, or written in groups. */
function gaps(secret: string): readonly KeyTried[] {
  const characters = Array.from(secret);
  return BLANKS.slice(0, 3).flatMap(([blank, found]) =>
    characters.slice(1).map((_character, at) => {
      const place = at + 1;
      const key = characters.slice(0, place).join('') + blank + characters.slice(place).join('');
      return tried(mistake('secret-blank-inside', { found, place: String(place) }), key);
    }),
  );
}

/** Typing mistakes in a secret, except one wrong character. */
function slips(secret: string): readonly KeyTried[] {
  const characters = Array.from(secret);
  return characters.flatMap((character, at) => {
    const place = String(at + 1);
    const before = characters.slice(0, at).join('');
    const after = characters.slice(at + 1);
    const [next = '', ...rest] = after;
    return [
      ...(next !== '' && next !== character
        ? [
            tried(
              mistake('secret-characters-exchanged', {
                place,
                next: String(at + 2),
              }),
              before + next + character + rest.join(''),
            ),
          ]
        : []),
      tried(mistake('secret-character-missing', { place }), before + after.join('')),
      tried(
        mistake('secret-character-added', { place }),
        before + character + character + after.join(''),
      ),
    ];
  });
}

/** All wrong keys, likeliest first. */
export function wrongKeys(
  secret: string,
  others: {
    readonly productSecret: string | undefined;
    readonly productKey: string;
    readonly deviceName: string;
    readonly devices: readonly Device[];
  },
): readonly KeyTried[] {
  const { productSecret, productKey, deviceName, devices } = others;
  const bare = secret.trim();
  return [
    ...(bare === secret ? [] : [tried(mistake('secret-stored-with-blank', {}), bare, true)]),
    ...(/\S\s+\S/.test(bare)
      ? [tried(mistake('secret-stored-with-blank', {}), bare.replace(/\s+/g, ''), true)]
      : []),
    ...(productSecret ? [tried(mistake('product-secret-used', {}), productSecret, true)] : []),
    ...(productSecret
      ? [
          tried(mistake('product-secret-used', {}), productSecret.trim()),
          tried(mistake('product-secret-used', {}), `${productSecret}\n`),
        ]
      : []),
    ...blanks(secret),
    ...forms(secret),
    ...devices
      .filter((one) => one.deviceSecret !== secret)
      .map((one) =>
        tried(
          mistake('secret-of-another-device', { device: `${one.deviceName}&${one.productKey}` }),
          one.deviceSecret,
        ),
      ),
    tried(mistake('product-key-used', {}), productKey),
    tried(mistake('device-name-used', {}), deviceName),
    ...cuts(secret),
    ...gaps(secret),
    ...slips(secret),
  ];
}

/** HMAC itself pads shorter keys with zeros. */
const BLOCK = 64;
const LONGEST_BUFFER = 512;

/** The secret with the rest of a C program's buffer. */
export function* paddedKeys(secret: string): Generator<KeyTried> {
  const bytes = encodeUtf8(secret);
  for (let length = Math.max(BLOCK, bytes.length) + 1; length <= LONGEST_BUFFER; length++) {
    const key = new Uint8Array(length);
    key.set(bytes);
    yield tried(mistake('secret-padded', { length: String(length) }), key);
  }
}

const CHARACTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
/** Length limit, because longer secrets would take too long. */
const LONGEST_TO_SPELL = 40;

/** Keys with one wrong character, from letters and digits that look alike. */
export function* misspeltKeys(secret: string): Generator<KeyTried> {
  if (secret.length > LONGEST_TO_SPELL) return;
  const bytes = encodeUtf8(secret);
  for (let at = 0; at < bytes.length; at++) {
    const args = { place: String(at + 1) };
    for (const other of CHARACTERS) {
      const key = bytes.slice();
      key[at] = other.charCodeAt(0);
      if (key[at] !== bytes[at]) yield tried(mistake('secret-one-character', args), key);
    }
  }
}

/** Keys with one additional character anywhere, from an accidental key press. */
export function* enlargedKeys(secret: string): Generator<KeyTried> {
  if (secret.length > LONGEST_TO_SPELL) return;
  const bytes = encodeUtf8(secret);
  for (let at = 0; at <= bytes.length; at++) {
    const args = { place: String(at + 1) };
    for (const other of CHARACTERS) {
      const key = new Uint8Array(bytes.length + 1);
      key.set(bytes.subarray(0, at));
      key[at] = other.charCodeAt(0);
      key.set(bytes.subarray(at), at + 1);
      yield { mistakes: [{ mistake: 'secret-character-added', args }], key, isCommon: false };
    }
  }
}
