/** Quotation marks that were copied along with a value. */
const QUOTED = /^(["'`“‘])(.*)["'`”’]$/s;

/** What stands between the marks; undefined where a text has none around it. */
export function insideQuotes(text: string): string | undefined {
  return QUOTED.exec(text.trim())?.[2];
}
