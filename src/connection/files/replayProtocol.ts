/** Messages between the app and a worker for publishing a capture's messages again. */
import type { MessageChoice, SkipReason } from '../../engine/replay/recordedMessages.ts';

/** Answers with `messages-surveyed` repeatedly until done. Replaces the previous survey. */
export interface ReplayCommand {
  readonly kind: 'survey-messages';
  /** Identifies the answers, because several callers may query one capture at a time. */
  readonly request: number;
  readonly choice: MessageChoice;
}

export interface MessageSurvey {
  readonly choice: MessageChoice;
  readonly messages: number;
  readonly leftOut: Readonly<Record<SkipReason, number>>;
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
