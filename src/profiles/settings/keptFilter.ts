/** A named, saved display filter. */
export interface KeptFilter {
  readonly id: string;
  readonly name: string;
  readonly text: string;
}
