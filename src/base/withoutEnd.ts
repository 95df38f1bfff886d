/**
 * Removes these characters from the end in linear time. `/[…]+$/` restarts at each of them in every run,
 * which is quadratic on hostile text.
 */
export function withoutEnd(text: string, characters: string): string {
  let end = text.length;
  while (end > 0 && characters.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}
