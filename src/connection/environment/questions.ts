/**
 * What the app asks a connection's worker. Each question has an id, is answered once, or fails with what
 * went wrong, and whoever asked hears of it.
 */

import { NotLoaded } from '../../base/lazy.ts';
import type { RetainedMessages } from '../../engine/capture/retainedCopies.ts';
import type { RetainedRequest, RetainedRows } from '../../engine/capture/retainedList.ts';
import type { TrafficReply, TrafficRequest } from '../../engine/capture/traffic.ts';
import type { WindowReply, WindowRequest } from '../../engine/capture/window.ts';
import type { Completion } from '../../engine/filter/syntax/complete.ts';
import type { MissingPath } from '../../engine/filtering/missingPaths.ts';
import type { TermCount } from '../../engine/filtering/termCounts.ts';
import type { MessageChoice, RecordedMessage } from '../../engine/replay/recordedMessages.ts';
import type { SchemaState } from '../../engine/schemas/schemaJudge.ts';
import type { Span } from '../../engine/series/chartedValue.ts';
import type { FoundHistory } from '../../engine/topics/historySearch.ts';
import type { LatestValue } from '../../engine/topics/latestBelow.ts';
import type { LevelRows, LevelsRequest } from '../../engine/topics/levelTable.ts';
import type { TopicShapeReport } from '../../engine/topics/topicShape.ts';
import type { FoundTopic } from '../../engine/topics/tree/topicRow.ts';
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
   * Topics whose names have each of the words, the best first; none where something else was asked for since in
   * that place. From now on windows list all topics, where they are asked for it.
   */
  readonly 'find-topics': {
    readonly asks: {
      readonly text: string;
      readonly most: number;
      readonly place: 'palette' | 'charts' | 'list';
    };
    readonly answer: readonly FoundTopic[];
  };
  /** The last values at a topic and below it, each with the one before it. */
  readonly 'latest-below': {
    readonly asks: { readonly path: string };
    readonly answer: readonly LatestValue[];
  };
  /** What could be typed at the cursor (characters from the beginning). */
  readonly 'complete-filter': {
    readonly asks: { readonly text: string; readonly cursor: number };
    readonly answer: Completion;
  };
  /** Of a filter of terms joined by `and`: what each lets through alone; none where another was asked for since. */
  readonly 'count-terms': {
    readonly asks: { readonly text: string };
    readonly answer: readonly TermCount[];
  };
  /** What the broker is known to retain for a topic, or for all below a level, too. */
  readonly 'retained-messages': {
    readonly asks: {
      readonly path: string;
      readonly isBelow: boolean;
      /** Of these alone, whatever the path is. */
      readonly topics?: readonly string[];
      /** Of what it matches, whatever the path is. */
      readonly filter?: string;
    };
    readonly answer: RetainedMessages;
  };
  /** What the broker is known to retain for a topic filter, as a list. */
  readonly 'retained-list': {
    readonly asks: { readonly request: RetainedRequest };
    readonly answer: RetainedRows;
  };
  /** Messages in a topic's history that hold a text, newest first. */
  readonly 'search-history': {
    readonly asks: {
      readonly topic: string;
      readonly text: string;
      /** Of those that were found. */
      readonly first: number;
      readonly count: number;
    };
    readonly answer: FoundHistory;
  };
  /** What the values of a topic look like, from its messages that were held since it was first asked. */
  readonly 'topic-shape': {
    readonly asks: { readonly topic: string };
    readonly answer: TopicShapeReport;
  };
  /** How far messages are held to the schemas of the rules; undefined: there are none. */
  readonly 'schema-state': {
    readonly asks: Readonly<Record<never, never>>;
    readonly answer: SchemaState | undefined;
  };
  /** Who sends how much. */
  readonly traffic: {
    readonly asks: { readonly request: TrafficRequest };
    readonly answer: TrafficReply;
  };
  /** What stands one level below another. */
  readonly 'topic-levels': {
    readonly asks: { readonly request: LevelsRequest };
    readonly answer: LevelRows;
  };
  /** What the filter names in payloads and user properties, and no packet has; none where another was asked for since. */
  readonly 'missing-paths': {
    /** @property seen of the packets: it is worth asking again when there are many more */
    readonly asks: { readonly text: string; readonly seen: number };
    readonly answer: readonly MissingPath[];
  };
  /** What would be sent now; `isSent`: it is, and the next one is another. */
  readonly 'fill-in': {
    readonly asks: { readonly template: TemplateSource; readonly isSent?: boolean };
    readonly answer: FilledIn;
  };
  /** What a rule would answer to the last message that it matches. */
  readonly 'preview-answer': {
    readonly asks: { readonly rule: AnswerRule };
    readonly answer: AnswerPreview;
  };
  /** Sends bytes as they are, and tells what the server did. */
  readonly 'try-bytes': {
    readonly asks: { readonly trial: Trial };
    readonly answer: TrialOutcome;
  };
  /** What the server announced that bytes can go against. */
  readonly 'trial-terms': {
    readonly asks: Readonly<Record<never, never>>;
    readonly answer: TrialTerms | undefined;
  };
  /** Every charted point of a span, or all of them, as a table with commas, in pieces. */
  readonly 'series-table': {
    readonly asks: { readonly span: Span | undefined };
    readonly answer: readonly string[];
  };
  /** Messages of MQTT-SN in a file, by position; undefined: there are none. */
  readonly sensors: {
    readonly asks: { readonly first: number; readonly count: number; readonly filter?: string };
    readonly answer: SnRows | undefined;
  };
  /** Topics with a number of their own, a number and a topic on each line; with `topics`, from now on. */
  readonly 'sensor-topics': {
    readonly asks: { readonly topics?: string };
    readonly answer: string | undefined;
  };
  readonly sensor: {
    readonly asks: { readonly no: number };
    readonly answer: SnDetail | undefined;
  };
  /** The marked packet that follows this one; behind the last comes the first again. */
  readonly 'next-mark': {
    readonly asks: { readonly after: number };
    readonly answer: number | undefined;
  };
  /** Some messages from this packet on, soon, and where to go on. */
  readonly 'read-messages': {
    readonly asks: {
      readonly choice: MessageChoice;
      readonly from: number;
      /** Of them at most. */
      readonly count: number;
    };
    readonly answer: {
      readonly messages: readonly RecordedMessage[];
      /** The packet to go on from; undefined: that was the last. */
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

/** From the worker; `failed` is in words that a person can report. `notLoaded`: what answers could not be fetched. */
export type Answered = { readonly kind: 'answered'; readonly id: number } & (
  | { readonly answer: Answer }
  | { readonly failed: string; readonly notLoaded?: boolean }
);

/** The connection was closed before the answer, or the question. */
export class ConnectionClosed extends Error {
  override readonly name = 'ConnectionClosed';
}

/** What is asked and not answered yet. */
export class OpenQuestions {
  readonly #open = new Map<
    number,
    { readonly answered: (answer: Answer) => void; readonly failed: (why: Error) => void }
  >();
  #asked = 0;

  get isAny(): boolean {
    return this.#open.size > 0;
  }

  /** @param send with an id that no other question has */
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
