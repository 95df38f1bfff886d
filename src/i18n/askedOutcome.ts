/** What came of asking a broker for what it retains. */
export type AskedOutcome =
  | { readonly kind: 'done' | 'stopped' | 'not-connected' | 'unanswered' }
  | { readonly kind: 'refused'; readonly code: number };
