/** Hashes of passwords for SCRAM, as written in a file: `$scram-sha-256$4096$SALT$STOREDKEY$SERVERKEY`. */
import { pbkdf2, randomBytes, timingSafeEqual } from 'node:crypto';
import { keysOf, LEAST_ITERATIONS, prepared, type ScramVerifier } from '../../mqtt/scram/scram.ts';
import { SCRAM_METHOD } from '../../mqtt/scram/scramMethod.ts';

const SALT_BYTES = 16;
const KEY_BYTES = 32;
/** A limit, so that a line in a file cannot keep the companion busy for long. */
const MOST_ITERATIONS = 1_000_000;

export async function hashForScram(
  password: string,
  iterations = LEAST_ITERATIONS,
): Promise<ScramVerifier> {
  const salt = randomBytes(SALT_BYTES);
  const { storedKey, serverKey } = await keysFor(password, salt, iterations);
  return { salt, iterations, storedKey, serverKey };
}

/** Whether a plain-text password is correct. Runs outside the event loop's thread. */
export async function isScramPassword(password: Uint8Array, hash: ScramVerifier): Promise<boolean> {
  const text = Buffer.from(password).toString('utf8');
  const { salt, iterations } = hash;
  const { storedKey } = await keysFor(text, salt, iterations);
  return timingSafeEqual(storedKey, hash.storedKey);
}

/** Runs outside the event loop's thread. */
function keysFor(
  password: string,
  salt: Uint8Array,
  iterations: number,
): Promise<ReturnType<typeof keysOf>> {
  return new Promise((resolve, reject) => {
    pbkdf2(prepared(password), salt, iterations, KEY_BYTES, 'sha256', (error, salted) => {
      if (error === null) resolve(keysOf(salted));
      else reject(error);
    });
  });
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

export function formatScram({ iterations, salt, storedKey, serverKey }: ScramVerifier): string {
  const parts = [
    SCRAM_METHOD.toLowerCase(),
    iterations,
    base64(salt),
    base64(storedKey),
    base64(serverKey),
  ];
  return `$${parts.join('$')}`;
}

const FORM =
  /^\$scram-sha-256\$([1-9]\d{0,6})\$([A-Za-z0-9+/]+={0,2})\$([A-Za-z0-9+/]+={0,2})\$([A-Za-z0-9+/]+={0,2})$/;

/** Undefined if the text is not a SCRAM hash. */
export function parseScram(text: string): ScramVerifier | undefined {
  const [, rounds, salt = '', stored = '', server = ''] = FORM.exec(text) ?? [];
  if (rounds === undefined) return undefined;
  const iterations = Number(rounds);
  const [storedKey, serverKey] = [Buffer.from(stored, 'base64'), Buffer.from(server, 'base64')];
  const isWhole = storedKey.length === KEY_BYTES && serverKey.length === KEY_BYTES;
  if (!isWhole || iterations > MOST_ITERATIONS) return undefined;
  return { iterations, salt: Buffer.from(salt, 'base64'), storedKey, serverKey };
}
