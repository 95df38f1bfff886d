/** The code of a failed system call (`EADDRINUSE`, `ENOENT` …) if the error has one. Node's own errors include it. */
export function systemCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code.replace(/^ERR_FS_(?=E)/, '')
    : undefined;
}

/** Result of a system call; undefined if nothing is there. */
export async function ifThere<T>(found: Promise<T>): Promise<T | undefined> {
  try {
    return await found;
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
