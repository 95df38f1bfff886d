/** Joins parts, with a space between a Chinese character and a Latin letter or digit. */
export function spaced(...parts: readonly string[]): string {
  return parts
    .join('')
    .replace(/(?<=\p{Script=Han})(?=[A-Za-z0-9])|(?<=[A-Za-z0-9])(?=\p{Script=Han})/gu, ' ');
}
