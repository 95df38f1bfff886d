/** Hashes of passwords for SCRAM, as written in a file: `$scram-sha-256$4096$SALT$STOREDKEY$SERVERKEY`. */
import { pbkdf2, randomBytes, timingSafeEqual } from 'node:crypto';
import { keysOf, LEAST_ITERATIONS, prepared, type ScramVerifier } from '../../mqtt/scram/scram.ts';
import { SCRAM_METHODS, type ScramMethod } from '../../mqtt/scram/scramMethods.ts';

export interface ScramHash extends ScramVerifier {
  readonly method: ScramMethod;
}

export const SALT_BYTES = 16;
/** A limit, so that a line in a file cannot keep the companion busy for long. */
const MOST_ITERATIONS = 1_000_000;

const DIGESTS = { 'SCRAM-SHA-1': 'sha1', 'SCRAM-SHA-256': 'sha256' } as const;

export const KEY_BYTES = { 'SCRAM-SHA-1': 20, 'SCRAM-SHA-256': 32 } as const;

export async function hashForScram(
  method: ScramMethod,
  password: string,
  iterations = LEAST_ITERATIONS,
): Promise<ScramHash> {
  const salt = randomBytes(SALT_BYTES);
  const { storedKey, serverKey } = await keysFor(method, password, salt, iterations);
  return { method, salt, iterations, storedKey, serverKey };
}

/** A hash that matches no password and takes as long to compare. */
export function noScramPassword({ method, iterations }: ScramHash): ScramHash {
  const none = randomBytes(KEY_BYTES[method]);
  return { method, iterations, salt: randomBytes(SALT_BYTES), storedKey: none, serverKey: none };
}

/** Whether a plain-text password is correct. Runs outside the event loop's thread. */
export async function isScramPassword(password: Uint8Array, hash: ScramHash): Promise<boolean> {
  const text = Buffer.from(password).toString('utf8');
  const { method, salt, iterations } = hash;
  const { storedKey } = await keysFor(method, text, salt, iterations);
  return timingSafeEqual(storedKey, hash.storedKey);
}

/** Runs outside the event loop's thread. */
export function keysFor(
  method: ScramMethod,
  password: string,
  salt: Uint8Array,
  iterations: number,
): Promise<ReturnType<typeof keysOf>> {
  const { [method]: digest } = DIGESTS;
  return new Promise((resolve, reject) => {
    pbkdf2(prepared(password), salt, iterations, KEY_BYTES[method], digest, (error, salted) => {
      if (error === null) resolve(keysOf(method, salted));
      else reject(error);
    });
  });
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

export function formatScram({ method, iterations, salt, storedKey, serverKey }: ScramHash): string {
  const parts = [
    method.toLowerCase(),
    iterations,
    base64(salt),
    base64(storedKey),
    base64(serverKey),
  ];
  return `$${parts.join('$')}`;
}

const FORM =
  /^\$(scram-sha-(?:1|256))\$([1-9]\d{0,6})\$([A-Za-z0-9+/]+={0,2})\$([A-Za-z0-9+/]+={0,2})\$([A-Za-z0-9+/]+={0,2})$/;

/** Undefined if the text is not a SCRAM hash. */
export function parseScram(text: string): ScramHash | undefined {
  const [, name, rounds, salt = '', stored = '', server = ''] = FORM.exec(text) ?? [];
  const method = SCRAM_METHODS.find((one) => one.toLowerCase() === name);
  if (method === undefined) return undefined;
  const iterations = Number(rounds);
  const [storedKey, serverKey] = [Buffer.from(stored, 'base64'), Buffer.from(server, 'base64')];
  const bytes = KEY_BYTES[method];
  const isWhole = storedKey.length === bytes && serverKey.length === bytes;
  if (!isWhole || iterations > MOST_ITERATIONS) return undefined;
  return { method, iterations, salt: Buffer.from(salt, 'base64'), storedKey, serverKey };
}
