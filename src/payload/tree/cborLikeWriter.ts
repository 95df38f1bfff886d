/** What JSON is written into. Counts come first: what follows is as many items. */
export interface ItemWriter {
  map(pairs: number): void;
  list(elements: number): void;
  text(text: string): void;
  /** @returns whether the format has a place for it */
  integer(value: bigint): boolean;
  float(value: number): void;
  simple(value: boolean | null): void;
  result(): Uint8Array;
}
