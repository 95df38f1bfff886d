/** User names and passwords that may sign in: how they are given, and how they are compared. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { type Sentence, UsageError } from '../cli/errors.ts';

/** Passwords by user name. */
export type Users = ReadonlyMap<string, string>;

/**
 * `name:password`; the password may hold colons. `source` says where it stood; the text itself is
 * never repeated, since it may be a secret. Throws `UsageError`.
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

/** `MQTTSCOPE_USERS`: pairs between commas or line ends. Throws `UsageError`. */
export function parseUserVariable(value: string): Users {
  const pairs = value.split(/[,\r\n]+/).filter((pair) => pair.trim() !== '');
  return new Map(
    pairs.map((pair, index) =>
      parsePair(pair.trim(), (say) => say.entryOf('MQTTSCOPE_USERS', index + 1)),
    ),
  );
}

/** A file of `--user-file`: a pair a line; empty lines and lines that begin with `#` are skipped. Throws `UsageError`. */
export function parseUserFile(text: string, path: string): Users {
  const users = new Map<string, string>();
  text.split(/\r?\n/).forEach((line, index) => {
    if (line.trim() === '' || line.startsWith('#')) return;
    const [name, password] = parsePair(line, (say) => say.lineOf(path, index + 1));
    users.set(name, password);
  });
  return users;
}

const key = randomBytes(32);

/** Equal bytes? Takes the same time wherever they differ, and whatever their lengths. */
export function sameSecret(a: string | Uint8Array, b: string | Uint8Array): boolean {
  const digest = (secret: string | Uint8Array): Buffer =>
    createHmac('sha256', key).update(secret).digest();
  return timingSafeEqual(digest(a), digest(b));
}

/** Whether this user name and password are among the users; as slow for an unknown name as for a wrong password. */
export function isUser(users: Users, name: string, password: Uint8Array): boolean {
  const expected = users.get(name);
  const same = sameSecret(expected ?? '', password);
  return expected !== undefined && same;
}
