/** Wrong keys for signing that the search for a mistake tries, likeliest first. */
import { bytesToHex } from '@noble/hashes/utils.js';
import { base64 } from '@scure/base';
import { parseBase64 } from '../base/base64.ts';
import { parseHex } from '../base/hex.ts';
import { encodeUtf8 } from '../base/utf8.ts';
import type { Device } from './devices.ts';
import { type FoundMistake, found } from './mistakes.ts';
import { plainHash } from './signHashes.ts';
import { SIGN_METHODS, type SignMethod } from './signMethod.ts';
import { type Try, utf16 } from './tries.ts';
import { wrapped } from './wrappings.ts';

/** Secrets besides the device's own that may have been used. */
interface OtherSecrets {
  readonly productSecret: string | undefined;
  readonly productKey: string;
  readonly deviceName: string;
  readonly devices: readonly Device[];
}

export function* secretTries(secret: string, others: OtherSecrets): Generator<Try> {
  yield* stored(secret);
  yield* ofOthers(secret, others);
  for (const { found: around, text } of wrapped(secret)) {
    yield tried(found('wrapped', { field: 'deviceSecret', found: around }), text);
  }
  yield* converted(secret);
  yield* misspelt(secret);
}

function tried(mistake: FoundMistake, key: string | Uint8Array): Try {
  return { mistake, key: typeof key === 'string' ? encodeUtf8(key) : key };
}

/** The secret given here has blanks, and the device used it without them. */
function* stored(secret: string): Generator<Try> {
  const bare = secret.replace(/\s+/g, '');
  if (bare !== secret) yield tried(found('secret-stored-with-blank', {}), bare);
}

function* ofOthers(
  secret: string,
  { productSecret, productKey, deviceName, devices }: OtherSecrets,
): Generator<Try> {
  if (productSecret) yield tried(found('product-secret-used', {}), productSecret.trim());
  for (const other of devices.filter((one) => one.deviceSecret !== secret)) {
    const device = `${other.deviceName}&${other.productKey}`;
    yield tried(found('secret-of-another-device', { device }), other.deviceSecret);
  }
  yield tried(found('product-key-used', {}), productKey);
  yield tried(found('device-name-used', {}), deviceName);
  yield tried(found('secret-empty', {}), '');
}

export const HASH_NAMES: Readonly<Record<SignMethod, string>> = {
  hmacmd5: 'MD5',
  hmacsha1: 'SHA-1',
  hmacsha256: 'SHA-256',
};

function* converted(secret: string): Generator<Try> {
  yield tried(found('secret-case', {}), secret.toUpperCase());
  yield tried(found('secret-case', {}), secret.toLowerCase());
  const hex = secret.length % 2 === 0 && /^[0-9a-f]+$/i.test(secret) ? parseHex(secret) : undefined;
  if (hex?.ok === true) yield tried(found('secret-decoded', { found: 'hex' }), hex.bytes);
  const decoded = parseBase64(secret);
  if (decoded.ok) yield tried(found('secret-decoded', { found: 'Base64' }), decoded.bytes);
  const bytes = encodeUtf8(secret);
  const encoded = (name: string, key: string | Uint8Array) =>
    tried(found('secret-encoded', { found: name }), key);
  yield encoded('Base64', base64.encode(bytes));
  yield encoded('hex', bytesToHex(bytes));
  yield encoded('UTF-16', utf16(secret, true));
  yield encoded('UTF-16', utf16(secret, false));
  for (const method of SIGN_METHODS) {
    const digest = plainHash(method, bytes);
    yield encoded(HASH_NAMES[method], digest);
    yield encoded(HASH_NAMES[method], bytesToHex(digest));
  }
}

const CHARACTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
/** Length limit, because longer secrets would take too long. */
const LONGEST_TO_SPELL = 40;

/** Cut secrets, and secrets with one wrong letter or digit. */
function* misspelt(secret: string): Generator<Try> {
  const characters = Array.from(secret);
  const length = String(characters.length);
  for (let end = characters.length - 1; end > 0; end--) {
    const mistake = found('secret-truncated', { place: String(end), length });
    yield tried(mistake, characters.slice(0, end).join(''));
  }
  if (secret.length > LONGEST_TO_SPELL) return;
  const bytes = encodeUtf8(secret);
  for (let at = 0; at < bytes.length; at++) {
    const mistake = found('secret-one-character', { place: String(at + 1) });
    for (const other of CHARACTERS) {
      const key = bytes.slice();
      key[at] = other.charCodeAt(0);
      if (key[at] !== bytes[at]) yield { mistake, key };
    }
  }
}
