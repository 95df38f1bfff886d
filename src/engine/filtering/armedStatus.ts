/** Status of an armed filter and its hits. Can be posted between threads. */

/** All actions keep the matching packets and their surroundings. `stop` stops the recording, too. */
export type ArmedAction = 'keep' | 'stop' | 'notify';

export interface ArmedStatus {
  /** Undefined if none is armed. */
  readonly filter: ArmedFilterStatus | undefined;
  readonly kept: KeptStatus;
  readonly recording: RecordingStatus;
}

export interface ArmedFilterStatus {
  readonly text: string;
  /** Number of packets kept before and after each match. */
  readonly around: number;
  readonly action: ArmedAction;
  /** Number of matches since it was armed. */
  readonly hits: number;
  /** The newest match; `time` is µs since the capture's origin. */
  readonly last: { readonly packet: number; readonly time: number } | undefined;
  /** Number of packets that did not match because the filter exceeded its budget; absent: none. */
  readonly givenUp?: number;
}

/** Packets that are held after their eviction from the log. */
export interface KeptStatus {
  readonly packets: number;
  readonly bytes: number;
  readonly budget: number;
  /** Number of the oldest kept packets that were discarded because of the budget. */
  readonly forgotten: number;
}

interface RecordingStatus {
  readonly isStopped: boolean;
  /** Packets that arrived while the recording was stopped, since Clear. */
  readonly notRecorded: number;
}
