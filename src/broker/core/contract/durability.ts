/** Keeper of the durable facts. Effects that depend on a fact are sent after it is durable. */
import type { FactSink } from './facts.ts';
import type { SessionRecord } from './sessionRecord.ts';
import type { Refusal } from './verdicts.ts';

/** Stores facts durably, for example in a log on disk. */
export interface Keeper extends FactSink {
  /** Increases with each fact. */
  readonly position: number;
  /** All facts up to here are durable. After an increase the host calls `Broker.kept`. */
  readonly durable: number;
  /** Reason to reject anything that must be durable: the disk is full, fails, or is far behind. */
  readonly refusal: Refusal | undefined;
  /** Returns the recorder for facts of one session. */
  recordOf(session: object): SessionRecord;
}
