/** The message of an exception. Any value can be thrown, even an unreadable one. */
export function errorText(thrown: unknown): string {
  try {
    return String(thrown instanceof Error ? thrown.message : thrown);
  } catch {
    return 'unknown error';
  }
}
