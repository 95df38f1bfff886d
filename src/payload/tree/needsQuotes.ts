const LITERAL = /^(?:true|false|null|)$/;

/** True if a text without quotation marks would look like a number, `true`, `false`, `null`, or nothing at all. */
export function needsQuotes(text: string): boolean {
  const trimmed = text.trim();
  return LITERAL.test(trimmed) || Number.isFinite(Number(trimmed));
}
