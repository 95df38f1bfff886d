/** Encrypts text with a passphrase: AES-GCM with a key from PBKDF2, both of WebCrypto. */
import { base64 } from '@scure/base';
import { foreign, textIn, wholeIn } from './foreign.ts';

/** Above the recommendation for PBKDF2 with SHA-256 (OWASP, 2023: 600,000). */
const ITERATIONS = 1_000_000;
/** Limit, so that a file cannot make the browser compute for minutes. */
const MOST_ITERATIONS = 10_000_000;
const SALT = 16;
const IV = 12;

export interface Encrypted {
  readonly kdf: string;
  readonly hash: string;
  readonly iterations: number;
  readonly salt: string;
  readonly cipher: string;
  readonly iv: string;
  readonly data: string;
}

const METHOD = { kdf: 'PBKDF2', hash: 'SHA-256', cipher: 'AES-GCM' } as const;

export class UnknownEncryption extends Error {}

export function isEncrypted(value: unknown): value is Encrypted {
  const fields = foreign(value);
  return (
    wholeIn(fields, 'iterations', 1, MOST_ITERATIONS) !== undefined &&
    typeof fields?.get('iterations') === 'number' &&
    ['kdf', 'hash', 'salt', 'cipher', 'iv', 'data'].every((name) => textIn(fields, name) !== '')
  );
}

export async function encrypted(text: string, passphrase: string): Promise<Encrypted> {
  const salt = crypto.getRandomValues(new Uint8Array(SALT));
  const iv = crypto.getRandomValues(new Uint8Array(IV));
  const head = {
    ...METHOD,
    iterations: ITERATIONS,
    salt: base64.encode(salt),
    iv: base64.encode(iv),
  };
  const key = await keyOf(passphrase, salt, ITERATIONS);
  const bytes = new TextEncoder().encode(text);
  const data = await crypto.subtle.encrypt(how(head), key, bytes);
  return { ...head, data: base64.encode(new Uint8Array(data)) };
}

/** Rejects if the passphrase is wrong or anything was changed. */
export async function decrypted(file: Encrypted, passphrase: string): Promise<string> {
  const { kdf, hash, cipher } = file;
  if (kdf !== METHOD.kdf || hash !== METHOD.hash || cipher !== METHOD.cipher) {
    throw new UnknownEncryption(`${kdf} ${hash} ${cipher}`);
  }
  const key = await keyOf(passphrase, Uint8Array.from(base64.decode(file.salt)), file.iterations);
  const data = Uint8Array.from(base64.decode(file.data));
  const plain = await crypto.subtle.decrypt(how(file), key, data);
  return new TextDecoder('utf-8', { fatal: true }).decode(plain);
}

async function keyOf(
  passphrase: string,
  salt: Uint8Array<ArrayBuffer>,
  iterations: number,
): Promise<CryptoKey> {
  // The same letters, independent of the keyboard's composition.
  const bytes = new TextEncoder().encode(passphrase.normalize('NFC'));
  const base = await crypto.subtle.importKey('raw', bytes, METHOD.kdf, false, ['deriveKey']);
  return crypto.subtle.deriveKey(
    { name: METHOD.kdf, hash: METHOD.hash, salt, iterations },
    base,
    { name: METHOD.cipher, length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
}

/** Authenticates the parameters beside the data, too. */
function how({ iterations, salt, iv }: Omit<Encrypted, 'data'>): AesGcmParams {
  const { kdf, hash, cipher } = METHOD;
  const head = ['mqttscope profiles 1', kdf, hash, iterations, salt, cipher, iv].join(' ');
  return {
    name: cipher,
    iv: Uint8Array.from(base64.decode(iv)),
    additionalData: new TextEncoder().encode(head),
  };
}
