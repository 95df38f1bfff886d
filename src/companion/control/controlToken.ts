/** The token of the control interface, generated or configured at the start. */
import { randomBytes } from 'node:crypto';
import { UsageError } from '../cli/errors.ts';

const BYTES = 32;

/** Cannot be guessed and ends with the process. */
export function tokenOfThisStart(): string {
  return randomBytes(BYTES).toString('base64url');
}

/**
 * Checks a configured token and returns it unchanged. `source` is for the error, which never quotes it.
 * Throws `UsageError`.
 */
export function checkToken(token: string, source: string): string {
  if (!/^[\x21-\x7e]{1,256}$/.test(token)) {
    throw new UsageError((say) => say.notAToken(source));
  }
  return token;
}
