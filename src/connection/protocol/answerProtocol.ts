/** Messages between the app and a worker about auto-replies. */
import type { FilterError } from '../../engine/filter/syntax/filterError.ts';
import type { FillError } from '../templates/templateSource.ts';
import type { PublishOutcome } from './publishOutcome.ts';

export type AnswerCommand =
  /** Sets the rules in their stored form; unchanged ones continue. */
  | { readonly kind: 'answer-by'; readonly rules: unknown }
  /** Restarts a stopped rule. */
  | { readonly kind: 'answer-again'; readonly id: string };

/** State of the rules, a few times a second at most. */
export interface AnswerEvent {
  readonly kind: 'answering';
  readonly status: AnswerStatus;
}

export interface AnswerStatus {
  /** Status of the enabled rules. */
  readonly rules: readonly RuleStatus[];
  /** Newest first. */
  readonly log: readonly Answered[];
  /** Messages that arrived too fast to be examined. */
  readonly missed: number;
}

export interface RuleStatus {
  readonly id: string;
  readonly answered: number;
  /** Replies beyond the rule's limit per second, or beyond the network's capacity. */
  readonly leftOut: number;
  readonly failed: number;
  readonly stopped: RuleStop | undefined;
  /** Messages that its display filter could not check within its budget; absent if none. */
  readonly givenUp?: number;
  /** A syntax error in its display filter. */
  readonly error: FilterError | undefined;
}

/** The broker closes the connection because of the rule's reply. */
export interface RuleStop {
  /** The message that it replied to. Absent if it was stopped earlier, because that capture may be gone. */
  readonly packet?: number;
}

export interface Answered {
  /** Id of the rule. */
  readonly rule: string;
  /** ms since 1970. */
  readonly at: number;
  /** Number of the message's PUBLISH. */
  readonly packet: number;
  /** Topic of the reply, or of the message if no reply could be made. */
  readonly topic: string;
  readonly outcome: PublishOutcome | { readonly kind: 'not-made'; readonly why: FillError };
}
