/** Puts parts together, with a blank where a Chinese character meets a Latin letter or a digit. */
export function spaced(...parts: readonly string[]): string {
  return parts
    .join('')
    .replace(/(?<=\p{Script=Han})(?=[A-Za-z0-9])|(?<=[A-Za-z0-9])(?=\p{Script=Han})/gu, ' ');
}
