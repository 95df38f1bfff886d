/** A capture's messages, as they are read to be published again. */
import type {
  LeftOut,
  MessageChoice,
  RecordedMessage,
} from '../../engine/replay/recordedMessages.ts';

/** Answers come with the `request` of their question, for several may ask one capture at a time. */
export type ReplayCommand =
  /** Answers with `messages-surveyed`, again and again until it is done. Takes the place of the one before. */
  | {
      readonly kind: 'survey-messages';
      readonly request: number;
      readonly choice: MessageChoice;
    }
  /** Answers with `messages`: some from this packet on, soon, and where to go on. */
  | {
      readonly kind: 'read-messages';
      readonly request: number;
      readonly choice: MessageChoice;
      readonly from: number;
      /** Of them at most. */
      readonly count: number;
    };

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

export type ReplayEvent =
  | {
      readonly kind: 'messages-surveyed';
      readonly request: number;
      readonly survey: MessageSurvey;
    }
  | {
      readonly kind: 'messages';
      readonly request: number;
      readonly messages: readonly RecordedMessage[];
      /** The packet to go on from; undefined: that was the last. */
      readonly next: number | undefined;
    };
