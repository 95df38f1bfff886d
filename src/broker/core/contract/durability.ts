/** Keeper of the facts that outlast the process. Effects that depend on a fact are sent after it is durable. */
import type { FactSink } from './facts.ts';
import type { SessionRecord } from './sessionRecord.ts';
import type { Refusal } from './verdicts.ts';

/** Keeps facts where they outlast the process, as a log on disk does. */
export interface Keeper extends FactSink {
  /** Grows with each fact. */
  readonly position: number;
  /** Up to here all facts outlast the process; then the host calls `Broker.kept`. */
  readonly durable: number;
  /** Why nothing more that must last may be taken now: the disk is full, fails, or is far behind. */
  readonly refusal: Refusal | undefined;
  /** Tells facts of one session. */
  recordOf(session: object): SessionRecord;
}
