/** The token of the control interface: made or given at the start. */
import { randomBytes } from 'node:crypto';
import { UsageError } from '../cli/errors.ts';

const BYTES = 32;

/** Nobody can guess it, and it ends with the process. */
export function tokenOfThisStart(): string {
  return randomBytes(BYTES).toString('base64url');
}

/** A token as a person gave it, unchanged; `source` says where. Throws `UsageError`, which never repeats it. */
export function checkToken(token: string, source: string): string {
  if (!/^[\x21-\x7e]{1,256}$/.test(token)) {
    throw new UsageError((say) => say.notAToken(source));
  }
  return token;
}
