/** Texts of the primitives. */

/** Addresses keep their case. */
const inSentence = (what: string): string => what.charAt(0).toLowerCase() + what.slice(1);

export const kit = {
  /** Between what a line is made of. */
  colon: ': ',
  comma: ', ',
  /** Of names one after another. */
  listed: ', ',
  stop: '.',
  bracketed: (text: string): string => ` (${text})`,
  in: 'in',
  out: 'out',
  show: (what: string): string => `Show ${what.toLowerCase()}`,
  hide: (what: string): string => `Hide ${what.toLowerCase()}`,
  close: 'Close',
  dismiss: 'Dismiss',
  copy: (what: string): string => `Copy ${inSentence(what)}`,
  copied: (what: string): string => `Copied: ${inSentence(what)}`,
  notCopied: 'The browser did not let the page copy.',
};
