/** Maximum length of a text from the network, characters. */
export const LONGEST = 500;

/** A longer text ends with `…`. */
export const shortened = (text: string, longest = LONGEST): string =>
  text.length > longest ? `${text.slice(0, longest)}…` : text;
