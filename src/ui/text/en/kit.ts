/** Texts of the primitives. */
export const kit = {
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
