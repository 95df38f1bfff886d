/** Other keys than the device secret as it is, that devices sign with. */

import { bytesToHex } from '@noble/hashes/utils.js';
import { base64 } from '@scure/base';
import { encodeUtf8 } from '../mqtt/utf8.ts';
import { parseBase64 } from '../payload/base64.ts';
import { parseHex } from '../payload/hex.ts';
import type { FoundMistake } from './diagnosis.ts';
import type { MistakeArgs, MistakeKey } from './mistakes.ts';
import { SIGN_METHODS } from './sign.ts';
import { utf16Forms } from './signedTexts.ts';
import { plainHash } from './signHashes.ts';

export interface KeyTried {
  readonly mistakes: readonly FoundMistake[];
  readonly key: Uint8Array;
  /** Likely enough to be tried with other mistakes. */
  readonly isCommon: boolean;
}

function tried(
  mistake: MistakeKey,
  key: string | Uint8Array,
  args: MistakeArgs = {},
  isCommon = false,
): KeyTried {
  const bytes = typeof key === 'string' ? encodeUtf8(key) : key;
  return { mistakes: [{ mistake, args }], key: bytes, isCommon };
}

/** What stands around a secret unseen, with its name in any language; the likeliest first. */
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
    tried('secret-blank-after', secret + blank, { found, place }, at < 5),
    tried('secret-blank-before', blank + secret, { found }, at < 5),
    tried('secret-blank-both', blank + secret + blank, { found }),
  ]);
}

const QUOTES = ['""', "''", '“”', '‘’', '``', '<>', '[]', '{}', '()'];

function forms(secret: string): readonly KeyTried[] {
  const hex = secret.length % 2 === 0 && /^[0-9a-f]+$/i.test(secret) ? parseHex(secret) : undefined;
  const decoded = parseBase64(secret);
  const bytes = encodeUtf8(secret);
  return [
    ...QUOTES.map(([open = '', close = '']) =>
      tried('secret-quoted', open + secret + close, {}, open === '"'),
    ),
    tried('secret-upper-case', secret.toUpperCase(), {}, true),
    tried('secret-lower-case', secret.toLowerCase(), {}, true),
    ...(hex?.ok === true ? [tried('secret-hex-decoded', hex.bytes, {}, true)] : []),
    ...(decoded.ok ? [tried('secret-base64-decoded', decoded.bytes, {}, true)] : []),
    tried('secret-base64-encoded', base64.encode(bytes)),
    tried('secret-hex-encoded', bytesToHex(bytes)),
    tried('secret-hex-encoded', bytesToHex(bytes).toUpperCase()),
    tried('secret-ampersand', `${secret}&`),
    ...utf16Forms(secret).map((form) => tried('secret-utf-16', form)),
    tried('secret-byte-order-mark', `\ufeff${secret}`),
    tried('secret-twice', secret + secret),
    tried('secret-reversed', Array.from(secret).reverse().join('')),
    tried('secret-empty', ''),
    ...SIGN_METHODS.flatMap((method) => {
      const digest = plainHash(method, bytes);
      const found = HASH_NAMES[method];
      return [
        tried('secret-hashed', bytesToHex(digest), { found }),
        tried('secret-hashed', bytesToHex(digest).toUpperCase(), { found }),
        tried('secret-hashed', digest, { found }),
      ];
    }),
  ];
}

export const HASH_NAMES = { hmacmd5: 'MD5', hmacsha1: 'SHA-1', hmacsha256: 'SHA-256' } as const;

function cuts(secret: string): readonly KeyTried[] {
  const characters = Array.from(secret);
  const length = String(characters.length);
  return characters.slice(1).flatMap((_character, at) => {
    const place = at + 1;
    return [
      tried('secret-truncated', characters.slice(0, -place).join(''), {
        place: String(characters.length - place),
        length,
      }),
      tried('secret-begins-late', characters.slice(place).join(''), { place: String(place + 1) }),
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
      return tried('secret-blank-inside', key, { found, place: String(place) });
    }),
  );
}

/** What a slip of the hand makes of a secret, beside another character at one place. */
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
            tried('secret-characters-exchanged', before + next + character + rest.join(''), {
              place,
              next: String(at + 2),
            }),
          ]
        : []),
      tried('secret-character-missing', before + after.join(''), { place }),
      tried('secret-character-added', before + character + character + after.join(''), { place }),
    ];
  });
}

/** All wrong ones, the likeliest first. */
export function wrongKeys(
  secret: string,
  others: {
    readonly productSecret: string | undefined;
    readonly productKey: string;
    readonly deviceName: string;
  },
): readonly KeyTried[] {
  const { productSecret, productKey, deviceName } = others;
  const bare = secret.trim();
  return [
    ...(bare === secret ? [] : [tried('secret-stored-with-blank', bare, {}, true)]),
    ...(/\S\s+\S/.test(bare)
      ? [tried('secret-stored-with-blank', bare.replace(/\s+/g, ''), {}, true)]
      : []),
    ...(productSecret ? [tried('product-secret-used', productSecret, {}, true)] : []),
    ...(productSecret
      ? [
          tried('product-secret-used', productSecret.trim()),
          tried('product-secret-used', `${productSecret}\n`),
        ]
      : []),
    ...blanks(secret),
    ...forms(secret),
    tried('product-key-used', productKey),
    tried('device-name-used', deviceName),
    ...cuts(secret),
    ...gaps(secret),
    ...slips(secret),
  ];
}

const CHARACTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
/** Longer secrets would take too long to try. */
const LONGEST_TO_SPELL = 40;

/** One character at one place is another: what a person takes a letter or digit for. */
export function* misspeltKeys(secret: string): Generator<KeyTried> {
  if (secret.length > LONGEST_TO_SPELL) return;
  const bytes = encodeUtf8(secret);
  for (let at = 0; at < bytes.length; at++) {
    const args = { place: String(at + 1) };
    for (const other of CHARACTERS) {
      const key = bytes.slice();
      key[at] = other.charCodeAt(0);
      if (key[at] !== bytes[at]) yield tried('secret-one-character', key, args);
    }
  }
}

/** One character more, anywhere: a key that was touched by chance. */
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
