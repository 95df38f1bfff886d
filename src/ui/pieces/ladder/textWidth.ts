/** Estimates of the room that words take in a drawing. */

/** px at most of a character, on average. */
const CAPITAL = 8.2;
const DIGIT = 7.6;
const OTHER = 6.4;
const HAN = 13;

function characterWidth(character: string): number {
  if (/\p{Script=Han}/u.test(character)) return HAN;
  if (/\p{Lu}/u.test(character)) return CAPITAL;
  return /\d/.test(character) ? DIGIT : OTHER;
}

/** px that words take, or a little more. */
export function widthOf(words: string): number {
  return Array.from(words).reduce((width, character) => width + characterWidth(character), 0);
}
