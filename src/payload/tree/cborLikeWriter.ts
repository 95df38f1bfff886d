/** Target of the JSON writer. Containers announce their item count first. */
export interface CborLikeWriter {
  map(pairs: number): void;
  list(elements: number): void;
  text(text: string): void;
  /** @returns whether the format can hold the number */
  integer(value: bigint): boolean;
  float(value: number): void;
  simple(value: boolean | null): void;
  result(): Uint8Array;
}
