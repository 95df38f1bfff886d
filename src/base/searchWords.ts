/** Words of a search text, in lower case. A match contains each of them, in any order. */
export const searchWords = (text: string): readonly string[] =>
  text.toLowerCase().split(/\s+/).filter(Boolean);
