/** A capture's messages, as they are counted to be published again. */
import type { LeftOut, MessageChoice } from '../../engine/replay/recordedMessages.ts';

/** Answers with `messages-surveyed`, again and again until it is done. Takes the place of the one before. */
export interface ReplayCommand {
  readonly kind: 'survey-messages';
  /** By which the answers are known, for several may ask one capture at a time. */
  readonly request: number;
  readonly choice: MessageChoice;
}

export interface MessageSurvey {
  readonly choice: MessageChoice;
  readonly messages: number;
  readonly leftOut: Readonly<Record<LeftOut, number>>;
  /** The first of their topics. */
  readonly topics: readonly string[];
  /** µs from the first to the last. */
  readonly duration: number;
  readonly done: boolean;
}

export interface ReplayEvent {
  readonly kind: 'messages-surveyed';
  readonly request: number;
  readonly survey: MessageSurvey;
}
