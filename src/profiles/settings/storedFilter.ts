/** A named, saved display filter. */
export interface StoredFilter {
  readonly id: string;
  readonly name: string;
  readonly text: string;
}
