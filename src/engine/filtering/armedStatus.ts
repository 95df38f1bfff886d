/** A filter that waits for packets, and what it did. All of it can be posted between threads. */

/** All of them keep what matches and its surroundings; `stop` ends the recording, too. */
export type ArmedAction = 'keep' | 'stop' | 'notify';

export interface ArmedStatus {
  /** undefined: none is armed. */
  readonly filter: ArmedFilterStatus | undefined;
  readonly kept: KeptStatus;
  readonly recording: RecordingStatus;
}

export interface ArmedFilterStatus {
  readonly text: string;
  /** Packets kept before and after each that matches. */
  readonly around: number;
  readonly action: ArmedAction;
  /** Packets that matched since it was armed. */
  readonly hits: number;
  /** The newest of them; `time` is µs since the capture's origin. */
  readonly last: { readonly packet: number; readonly time: number } | undefined;
  /** Times that a packet did not match because the filter exceeded its budget on it; absent: none. */
  readonly givenUp?: number;
}

/** Packets held beyond their eviction from the log. */
export interface KeptStatus {
  readonly packets: number;
  readonly bytes: number;
  readonly budget: number;
  /** Oldest kept packets that had to go to stay within the budget. */
  readonly forgotten: number;
}

interface RecordingStatus {
  readonly isStopped: boolean;
  /** Packets that came while it was stopped, since Clear. */
  readonly notRecorded: number;
}
