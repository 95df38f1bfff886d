/** User names and passwords that may sign in: parsing and comparing. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { type Sentence, UsageError } from '../cli/errors.ts';

/** Passwords by user name. */
export type Users = ReadonlyMap<string, string>;

/** 80 bits. Hexadecimal, because programs take a password that begins with `-` for an option. */
const PASSWORD_BYTES = 10;

/** A user with a random password. */
export const randomUser = (name: string): readonly [name: string, password: string] => [
  name,
  randomBytes(PASSWORD_BYTES).toString('hex'),
];

/**
 * Parses `name:password`; the password may contain colons. `source` is for the error, which never quotes the
 * text because it may be a secret. Throws `UsageError`.
 */
export function parsePair(
  text: string,
  source: Sentence,
): readonly [name: string, password: string] {
  const colon = text.indexOf(':');
  if (colon < 0) {
    throw new UsageError((say) => say.pairWithoutColon(source(say)));
  }
  if (colon === 0) throw new UsageError((say) => say.pairWithoutName(source(say)));
  if (colon === text.length - 1) {
    throw new UsageError((say) => say.pairWithoutPassword(source(say)));
  }
  return [text.slice(0, colon), text.slice(colon + 1)];
}

/** Parses `MQTTSCOPE_USERS`: pairs separated by commas or line ends. Throws `UsageError`. */
export function parseUserVariable(value: string): Users {
  const pairs = value.split(/[,\r\n]+/).filter((pair) => pair.trim() !== '');
  return new Map(
    pairs.map((pair, index) =>
      parsePair(pair.trim(), (say) => say.entryOf('MQTTSCOPE_USERS', index + 1)),
    ),
  );
}

const key = randomBytes(32);

/** Compares in constant time, also for different lengths. */
export function sameSecret(a: string | Uint8Array, b: string | Uint8Array): boolean {
  const digest = (secret: string | Uint8Array): Buffer =>
    createHmac('sha256', key).update(secret).digest();
  return timingSafeEqual(digest(a), digest(b));
}

export function isUser(users: Users, name: string, password: Uint8Array): boolean {
  const expected = users.get(name);
  return expected !== undefined && sameSecret(expected, password);
}
