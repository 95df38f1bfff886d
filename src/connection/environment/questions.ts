/**
 * Questions from the app to a connection's worker. Each has an id, and its caller receives one answer or a
 * failure.
 */

import { NotLoaded } from '../../base/lazy.ts';
import type { RetainedMessages } from '../../engine/capture/retainedCopies.ts';
import type { RetainedRequest, RetainedRows } from '../../engine/capture/retainedList.ts';
import type { TrafficReply, TrafficRequest } from '../../engine/capture/traffic.ts';
import type { Completion } from '../../engine/filter/syntax/complete.ts';
import type { MissingPath } from '../../engine/filtering/missingPaths.ts';
import type { TermCount } from '../../engine/filtering/termCounts.ts';
import type { MessageChoice, RecordedMessage } from '../../engine/replay/recordedMessages.ts';
import type { SchemaState } from '../../engine/schemas/schemaJudge.ts';
import type { SchemaRejection } from '../../engine/schemas/schemaRejections.ts';
import type { ChangingValue } from '../../engine/series/changingValues.ts';
import type { Span } from '../../engine/series/chartedValue.ts';
import type { FoundHistory } from '../../engine/topics/historySearch.ts';
import type { LatestValue } from '../../engine/topics/latestBelow.ts';
import type { LevelRows, LevelsRequest } from '../../engine/topics/levelTable.ts';
import type { TopicShapeReport } from '../../engine/topics/topicShape.ts';
import type { FoundTopic } from '../../engine/topics/tree/topicRow.ts';
import type { WindowReply, WindowRequest } from '../../engine/window/window.ts';
import type { SnDetail, SnRows } from '../../mqttsn/reading/snRecord.ts';
import type { AnswerRule } from '../../profiles/settings/answerRule.ts';
import type { AnswerPreview, FilledIn, TemplateSource } from '../templates/templateSource.ts';
import type { Trial, TrialOutcome, TrialTerms } from '../workshop/trial.ts';

export interface Questions {
  /** Answered at once. */
  readonly window: {
    readonly asks: { readonly request: WindowRequest };
    readonly answer: WindowReply;
  };
  readonly 'complete-topic': {
    readonly asks: { readonly prefix: string };
    readonly answer: readonly { readonly topic: string; readonly messages: number }[];
  };
  /**
   * Topics whose names contain all the words, best first; none if a newer question replaced this one in the
   * same place.
   */
  readonly 'find-topics': {
    readonly asks: {
      readonly text: string;
      readonly most: number;
      readonly place: 'palette' | 'charts';
    };
    readonly answer: readonly FoundTopic[];
  };
  /** The last values of a topic and its subtopics, each with the previous one. */
  readonly 'latest-below': {
    readonly asks: { readonly path: string };
    readonly answer: readonly LatestValue[];
  };
  /** Completions at the cursor (characters from the beginning). */
  readonly 'complete-filter': {
    readonly asks: { readonly text: string; readonly cursor: number };
    readonly answer: Completion;
  };
  /**
   * For a filter of terms joined by `and`: the number of packets that each single term passes; none if a
   * newer question replaced this one.
   */
  readonly 'count-terms': {
    readonly asks: { readonly text: string };
    readonly answer: readonly TermCount[];
  };
  /** Messages known to be retained by the broker for a topic, optionally with its subtopics. */
  readonly 'retained-messages': {
    readonly asks: {
      readonly path: string;
      readonly isBelow: boolean;
      /** Only for these topics, regardless of the path. */
      readonly topics?: readonly string[];
      /** Only for topics that it matches, regardless of the path. */
      readonly filter?: string;
      /** Only the matches of the search in the topic tree, if there is one. */
      readonly isSearched?: boolean;
    };
    readonly answer: RetainedMessages;
  };
  /** Messages known to be retained for a topic filter, as a list. */
  readonly 'retained-list': {
    readonly asks: { readonly request: RetainedRequest };
    readonly answer: RetainedRows;
  };
  /** Messages in a topic's history that contain a text, newest first. */
  readonly 'search-history': {
    readonly asks: {
      readonly topic: string;
      readonly text: string;
      /** Index among those found. */
      readonly first: number;
      readonly count: number;
    };
    readonly answer: FoundHistory;
  };
  /** The structure of a topic's values, from the messages held since the first question about the topic. */
  readonly 'topic-shape': {
    readonly asks: { readonly topic: string };
    readonly answer: TopicShapeReport;
  };
  /** Progress of checking messages against the schemas of the rules; undefined if there are none. */
  readonly 'schema-state': {
    readonly asks: Readonly<Record<never, never>>;
    readonly answer: SchemaState | undefined;
  };
  /** Errors in schemas, in their order; undefined: the schema can be used. */
  readonly 'check-schemas': {
    readonly asks: { readonly schemas: readonly string[] };
    readonly answer: readonly (SchemaRejection | undefined)[];
  };
  /** The numbers that change most often, on a topic and among the busiest ones. */
  readonly 'changing-values': {
    readonly asks: { readonly open?: string };
    readonly answer: {
      readonly open: string | undefined;
      readonly values: readonly ChangingValue[];
    };
  };
  /** Traffic by sender. */
  readonly traffic: {
    readonly asks: { readonly request: TrafficRequest };
    readonly answer: TrafficReply;
  };
  /** The children of a topic level, or the topics of all levels below it. */
  readonly 'topic-levels': {
    readonly asks: { readonly request: LevelsRequest };
    readonly answer: LevelRows;
  };
  /**
   * Names in the filter for parts of payloads and user properties that no packet has; none if a newer
   * question replaced this one.
   */
  readonly 'missing-paths': {
    /** @property seen examined packets; with many more, ask again */
    readonly asks: { readonly text: string; readonly seen: number };
    readonly answer: readonly MissingPath[];
  };
  /** Paths into payloads that end in the name of an unknown field. */
  readonly 'path-ends': {
    /** @property seen examined packets; with many more, ask again */
    readonly asks: { readonly name: string; readonly seen: number };
    readonly answer: readonly string[];
  };
  /** The message that would be sent now; with `isSent` it is sent, and the next one differs. */
  readonly 'fill-in': {
    readonly asks: { readonly template: TemplateSource; readonly isSent?: boolean };
    readonly answer: FilledIn;
  };
  /** The reply of a rule to the last message that it matches. */
  readonly 'preview-answer': {
    readonly asks: { readonly rule: AnswerRule };
    readonly answer: AnswerPreview;
  };
  /** Sends raw bytes and reports the server's reaction. */
  readonly 'try-bytes': {
    readonly asks: { readonly trial: Trial };
    readonly answer: TrialOutcome;
  };
  /** Announced server limits that bytes can violate. */
  readonly 'trial-terms': {
    readonly asks: Readonly<Record<never, never>>;
    readonly answer: TrialTerms | undefined;
  };
  /** Every charted point of a span, or all of them, as CSV in pieces. */
  readonly 'series-table': {
    readonly asks: { readonly span: Span | undefined };
    readonly answer: readonly string[];
  };
  /** MQTT-SN messages in a file, by position; undefined if there are none. */
  readonly sensors: {
    readonly asks: { readonly first: number; readonly count: number; readonly filter?: string };
    readonly answer: SnRows | undefined;
  };
  /** Predefined topics, a number and a topic on each line; `topics` replaces them. */
  readonly 'sensor-topics': {
    readonly asks: { readonly topics?: string };
    readonly answer: string | undefined;
  };
  /** Number of problems in a file's MQTT-SN messages; undefined if it has none of these. */
  readonly 'sensor-problems': {
    readonly asks: Readonly<Record<never, never>>;
    readonly answer: number | undefined;
  };
  readonly sensor: {
    readonly asks: { readonly no: number };
    readonly answer: SnDetail | undefined;
  };
  /** The next marked packet; after the last one, the first. */
  readonly 'next-mark': {
    readonly asks: { readonly after: number };
    readonly answer: number | undefined;
  };
  /** Some messages from this packet on, and the packet to continue at. */
  readonly 'read-messages': {
    readonly asks: {
      readonly choice: MessageChoice;
      readonly from: number;
      /** Maximum number of messages. */
      readonly count: number;
    };
    readonly answer: {
      readonly messages: readonly RecordedMessage[];
      /** The packet to continue at; undefined after the last one. */
      readonly next: number | undefined;
    };
  };
}

type QuestionKind = keyof Questions;

export type Question<K extends QuestionKind = QuestionKind> = {
  readonly [Kind in K]: { readonly kind: Kind } & Questions[Kind]['asks'];
}[K];

export type Answer<K extends QuestionKind = QuestionKind> = {
  readonly [Kind in K]: { readonly to: Kind; readonly said: Questions[Kind]['answer'] };
}[K];

export type AnswerTo<Q extends Question> = Questions[Q['kind']]['answer'];

/**
 * From the worker. `failed` is a description that the user can report. `notLoaded`: the code that answers
 * could not be fetched.
 */
export type Answered = { readonly kind: 'answered'; readonly id: number } & (
  | { readonly answer: Answer }
  | { readonly failed: string; readonly notLoaded?: boolean }
);

/** The connection was closed before the question or its answer. */
export class ConnectionClosed extends Error {
  override readonly name = 'ConnectionClosed';
}

/** Questions without an answer yet. */
export class OpenQuestions {
  readonly #open = new Map<
    number,
    { readonly answered: (answer: Answer) => void; readonly failed: (why: Error) => void }
  >();
  #asked = 0;

  get isAny(): boolean {
    return this.#open.size > 0;
  }

  /** @param send called with a unique id */
  ask<Q extends Question>(question: Q, send: (id: number) => void): Promise<AnswerTo<Q>> {
    this.#asked += 1;
    const id = this.#asked;
    return new Promise((resolve, reject) => {
      const answered = ({ to, said }: Answer): void => {
        if (isAnswerTo(question, to, said)) resolve(said);
        else reject(new Error(`${question.kind} was answered with ${to}`));
      };
      this.#open.set(id, { answered, failed: reject });
      send(id);
    });
  }

  hear(event: Answered): void {
    const open = this.#open.get(event.id);
    this.#open.delete(event.id);
    if ('answer' in event) open?.answered(event.answer);
    else open?.failed(event.notLoaded ? new NotLoaded(event.failed) : new Error(event.failed));
  }

  fail(why: Error): void {
    const all = [...this.#open.values()];
    this.#open.clear();
    for (const { failed } of all) failed(why);
  }
}

function isAnswerTo<Q extends Question>(
  { kind }: Q,
  to: QuestionKind,
  _said: unknown,
): _said is AnswerTo<Q> {
  return to === kind;
}
