/** Hashes of passwords with scrypt, as written in a file: `$scrypt$ln=14,r=8,p=1$SALT$HASH`. */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import type { Sentence } from '../cli/errors.ts';

/** Cost of a hash. Memory is 128 · 2^ln · r bytes; time grows with it and with p. */
export interface ScryptCost {
  readonly ln: number;
  readonly r: number;
  readonly p: number;
}

export interface ScryptHash extends ScryptCost {
  readonly salt: Uint8Array;
  readonly hash: Uint8Array;
}

/** 16 MiB and about 50 ms. */
export const USUAL_COST: ScryptCost = { ln: 14, r: 8, p: 1 };

const SALT_BYTES = 16;
const HASH_BYTES = 32;
const MEBIBYTE = 1024 * 1024;
/** A limit, so that a hash in a file cannot use up the machine's memory. */
const LARGEST_MEMORY = 256 * MEBIBYTE;

const memory = ({ ln, r }: ScryptCost): number => 128 * 2 ** ln * r;

export async function hashPassword(
  password: string | Uint8Array,
  { ln, r, p }: ScryptCost = USUAL_COST,
): Promise<ScryptHash> {
  const salt = randomBytes(SALT_BYTES);
  return { ln, r, p, salt, hash: await derive(password, { ln, r, p }, salt, HASH_BYTES) };
}

/** Runs outside the event loop's thread. */
export async function isPassword(password: Uint8Array, expected: ScryptHash): Promise<boolean> {
  const { salt, hash } = expected;
  return timingSafeEqual(await derive(password, expected, salt, hash.length), hash);
}

function derive(
  password: string | Uint8Array,
  cost: ScryptCost,
  salt: Uint8Array,
  length: number,
): Promise<Buffer> {
  const { r, p } = cost;
  const options = { N: 2 ** cost.ln, r, p, maxmem: memory(cost) + 1024 * r * p + MEBIBYTE };
  return new Promise((resolve, reject) => {
    scrypt(password, salt, length, options, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}

export function formatHash({ ln, r, p, salt, hash }: ScryptHash): string {
  return `$scrypt$ln=${ln},r=${r},p=${p}$${base64(salt)}$${base64(hash)}`;
}

const base64 = (bytes: Uint8Array): string =>
  Buffer.from(bytes).toString('base64').replace(/=+$/, '');

export type ParsedHash =
  | { readonly ok: true; readonly hash: ScryptHash }
  /** `why` is the end of a sentence and does not quote the text. */
  | { readonly ok: false; readonly why: Sentence };

const FORM =
  /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,3}),p=(\d{1,3})\$([A-Za-z0-9+/]+)={0,2}\$([A-Za-z0-9+/]+)={0,2}$/;

export function parseHash(text: string): ParsedHash {
  const [, ln, r, p, salt = '', hash = ''] = FORM.exec(text) ?? [];
  if (ln === undefined) {
    return { ok: false, why: (say) => say.hashForm };
  }
  const parsed = {
    ln: Number(ln),
    r: Number(r),
    p: Number(p),
    salt: Buffer.from(salt, 'base64'),
    hash: Buffer.from(hash, 'base64'),
  };
  if (parsed.ln < 1 || parsed.r < 1 || parsed.p < 1 || parsed.p > 64) {
    return { ok: false, why: (say) => say.hashNumbers };
  }
  if (memory(parsed) > LARGEST_MEMORY) {
    return { ok: false, why: (say) => say.hashMemory(LARGEST_MEMORY / MEBIBYTE) };
  }
  if (parsed.salt.length < 8 || parsed.hash.length < 16 || parsed.hash.length > 64) {
    return { ok: false, why: (say) => say.hashLength };
  }
  return { ok: true, hash: parsed };
}
