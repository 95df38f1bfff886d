/** How far a display filter has come. Can be posted between threads. */
export interface FilterProgress {
  /** The text that is applied: the last valid one. */
  readonly text: string;
  /** Packets that it lets through so far. */
  readonly shown: number;
  /** Packets that were looked at, of those held. */
  readonly examined: number;
  readonly held: number;
  /** All that are held were looked at. New ones are looked at as they come. */
  readonly done: boolean;
  /** Times that a packet was hidden because the filter exceeded its budget on it; absent: none. */
  readonly givenUp?: number;
}
