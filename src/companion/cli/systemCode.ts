/** The code of a failed system call (`EADDRINUSE`, `ENOENT` …) if the error has one. Node's own errors include it. */
export function systemCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code.replace(/^ERR_FS_(?=E)/, '')
    : undefined;
}
