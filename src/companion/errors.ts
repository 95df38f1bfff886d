/** The two ways in which the program ends without having started; each message is one line for a person. */

/** The arguments cannot be meant: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The arguments are right, and the world does not play along (a taken port, an unreadable file): exit code 1. */
export class StartError extends Error {
  override readonly name: string = 'StartError';
}

/** Whoever read standard output has enough: nothing is said of it. */
export class UnreadError extends StartError {
  override readonly name = 'UnreadError';
}

/** The code of a failed system call (`EADDRINUSE`, `ENOENT` …), where the error has one. */
export function systemCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'there is no such file'],
  ['EACCES', 'permission denied'],
  ['EPERM', 'permission denied'],
  ['EISDIR', 'it is a directory'],
  ['EADDRINUSE', 'it is taken by another program'],
  ['EADDRNOTAVAIL', 'this machine has no such address'],
  ['EPIPE', 'nobody reads it any more'],
  ['ENXIO', 'nobody reads it'],
  ['ENOSPC', 'no space is left on the disk'],
  ['ECONNREFUSED', 'nothing listens there'],
  ['ECONNRESET', 'the other side ended the connection'],
  ['ETIMEDOUT', 'there was no answer'],
  ['EHOSTUNREACH', 'there is no way to this host'],
  ['ENETUNREACH', 'there is no way to this network'],
  ['ENOTFOUND', 'the host name is not known'],
  ['EAI_AGAIN', 'the host name is not known'],
]);

/** Why a system call failed, in words. */
export function systemReason(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return REASONS.get(systemCode(error) ?? '') ?? message;
}
