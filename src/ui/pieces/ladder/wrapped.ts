/** Breaks a text at its blanks into lines of at most so many characters. A longer word has a line of its own. */
export function wrapped(text: string, most: number): readonly string[] {
  return text.split(' ').reduce<readonly string[]>((lines, word) => {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    return last !== undefined && longer.length > most
      ? [...lines, word]
      : [...lines.slice(0, -1), longer];
  }, []);
}
