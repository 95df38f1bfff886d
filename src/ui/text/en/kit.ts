/** Texts of the primitives. */
export const kit = {
  in: 'in',
  out: 'out',
  show: (what: string): string => `Show ${what.toLowerCase()}`,
  hide: (what: string): string => `Hide ${what.toLowerCase()}`,
  close: 'Close',
  dismiss: 'Dismiss',
};
