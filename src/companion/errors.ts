/** The two ways in which the program ends without having started; each message is one line for a person. */

/** The arguments cannot be meant: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The arguments are right, and the world does not play along (a taken port, an unreadable file): exit code 1. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

/** The code of a failed system call (`EADDRINUSE`, `ENOENT` …), where the error has one. */
export function systemCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;
}

/** Why a system call failed, in words. */
export function systemReason(error: unknown): string {
  switch (systemCode(error)) {
    case 'ENOENT':
      return 'there is no such file';
    case 'EACCES':
    case 'EPERM':
      return 'permission denied';
    case 'EISDIR':
      return 'it is a directory';
    case 'EADDRINUSE':
      return 'it is taken by another program';
    case 'EADDRNOTAVAIL':
      return 'this machine has no such address';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'the host name is not known';
    default:
      return error instanceof Error ? error.message : String(error);
  }
}
