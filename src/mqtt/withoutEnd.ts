/**
 * The text without these characters at its end. In linear time: `/[…]+$/` starts again at each of them in every
 * run, which takes quadratic time for a text of a stranger.
 */
export function withoutEnd(text: string, characters: string): string {
  let end = text.length;
  while (end > 0 && characters.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}
