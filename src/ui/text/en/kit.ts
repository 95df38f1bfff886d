/** Texts of the primitives. */
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
  copy: (what: string): string => `Copy ${what.toLowerCase()}`,
  copied: (what: string): string => `Copied: ${what.toLowerCase()}`,
  notCopied: 'The browser did not let the page copy.',
};
