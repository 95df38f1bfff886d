/** Progress of a display filter. Can be posted between threads. */
export interface FilterProgress {
  /** The applied text: the last valid one. */
  readonly text: string;
  /** Number of matching packets so far. */
  readonly shown: number;
  /** Number of held packets that were examined. */
  readonly examined: number;
  readonly held: number;
  /** True if all held packets were examined. New ones are examined as they arrive. */
  readonly done: boolean;
  /** Number of packets hidden because the filter exceeded its budget; absent: none. */
  readonly givenUp?: number;
}
