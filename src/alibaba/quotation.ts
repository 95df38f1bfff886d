/** Removes quotation marks that were copied along with a value. */
const QUOTED = /^(["'`“‘])(.*)["'`”’]$/s;

/** The text between the quotation marks; undefined if there are none. */
export function insideQuotes(text: string): string | undefined {
  return QUOTED.exec(text.trim())?.[2];
}
