/** Formats the 32 hexadecimal digits of a UUID with hyphens (RFC 9562, section 4). */
export function uuidText(digits: string): string {
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
