/** Outcome of requesting a broker's retained messages. */
export type AskedOutcome =
  | { readonly kind: 'done' | 'stopped' | 'not-connected' | 'unanswered' }
  | { readonly kind: 'refused'; readonly code: number };
