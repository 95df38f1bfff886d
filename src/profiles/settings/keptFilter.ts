/** A display filter that somebody named and kept. */
export interface KeptFilter {
  readonly id: string;
  readonly name: string;
  readonly text: string;
}
