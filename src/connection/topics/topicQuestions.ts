/** Less frequent questions about topics, loaded with the first one. */

import { Lazy } from '../../base/lazy.ts';
import type { Capture } from '../../engine/capture/capture.ts';
import { retainedMessages } from '../../engine/capture/retainedCopies.ts';
import { RetainedList } from '../../engine/capture/retainedList.ts';
import { Traffic } from '../../engine/capture/traffic.ts';
import { ChangingValues, MESSAGES_READ } from '../../engine/series/changingValues.ts';
import { breaksIn } from '../../engine/streams/absences.ts';
import {
  type FoundHistory,
  type HeldMessages,
  HistorySearch,
} from '../../engine/topics/historySearch.ts';
import type { TopicsSearched } from '../../engine/topics/receivedTopics.ts';
import { TopicShape, type TopicShapeReport } from '../../engine/topics/topicShape.ts';
import { TopicTable } from '../../engine/topics/topicTable.ts';
import type { Preview } from '../../engine/topics/tree/preview.ts';
import type { PayloadRules } from '../../payload/chains/rules.ts';
import { loadFormats } from '../../payload/formats/formats.ts';
import { holdsText } from '../../payload/formats/holdsText.ts';
import type { Environment } from '../environment/environment.ts';
import type { Answer, AnswerTo, Question } from '../environment/questions.ts';
import { isSpent, nextSlice } from '../environment/slices.ts';
import type { Judging } from '../schemas/judging.ts';

export type TopicQuestion = Question<
  | 'retained-messages'
  | 'retained-list'
  | 'search-history'
  | 'topic-shape'
  | 'topic-levels'
  | 'changing-values'
  | 'schema-state'
  | 'check-schemas'
  | 'traffic'
>;

type Surroundings = Pick<Environment, 'now' | 'nextTurn' | 'after' | 'startSchemas'>;

/** Topics of each order whose values are offered for a chart. */
const BUSIEST = 16;

/** Checks messages against schemas. */
const JUDGING = new Lazy(async () => (await import('../schemas/judging.ts')).Judging);

/** The last search, and the rules for reading payloads. */
interface Looking {
  readonly of: string;
  readonly rules: unknown;
  readonly search: HistorySearch;
}

export class TopicQuestions {
  readonly #environment: Surroundings;
  readonly #capture: Capture;
  readonly #time: () => number;
  #looking: Looking | undefined;
  #shape: TopicShape | undefined;
  #judging: Judging | undefined;
  readonly #retained: RetainedList;

  /** @param time current time, µs since the capture's origin; for a file, its end */
  constructor(environment: Surroundings, capture: Capture, time: () => number) {
    this.#environment = environment;
    this.#capture = capture;
    this.#time = time;
    this.#retained = new RetainedList(capture);
  }

  async answer(question: TopicQuestion): Promise<Answer> {
    switch (question.kind) {
      case 'retained-messages': {
        const { path, isBelow, topics, filter, isSearched = false } = question;
        await this.#inSlices(this.#retained.look());
        const search = isSearched ? await this.#searched() : undefined;
        const said = retainedMessages(this.#retained, path, isBelow, { topics, filter, search });
        return { to: question.kind, said };
      }
      case 'retained-list':
        await this.#inSlices(this.#retained.look());
        return {
          to: question.kind,
          said: await this.#read(
            () => this.#retained.rows(question.request),
            ({ rows }) => rows.map(({ message }) => message?.preview),
          ),
        };
      case 'search-history':
        return { to: question.kind, said: await this.#search(question) };
      case 'topic-shape':
        return { to: question.kind, said: await this.#shapeOf(question.topic) };
      case 'traffic': {
        const { request } = question;
        const traffic = this.#capture.join((parts) => new Traffic(parts, request, this.#time()));
        await this.#inSlices(traffic.count());
        return { to: question.kind, said: traffic.reply() };
      }
      case 'schema-state':
        return { to: question.kind, said: this.#judging?.state };
      case 'check-schemas':
        return { to: question.kind, said: await (await this.#judges()).check(question.schemas) };
      case 'changing-values':
        return { to: question.kind, said: await this.#changing(question.open) };
      case 'topic-levels': {
        const { levels } = this.#capture.topicTable(TopicTable);
        const said = await this.#read(
          () => levels.rows(question.request, this.#time()),
          ({ rows }) => rows.map(({ latest }) => latest?.preview),
        );
        return { to: question.kind, said };
      }
    }
  }

  /**
   * Reads again after loading the formats of waiting values. A format that cannot be loaded is shown by its
   * name.
   */
  async #read<T>(rows: () => T, previews: (of: T) => readonly (Preview | undefined)[]): Promise<T> {
    const said = rows();
    if (!previews(said).some((preview) => preview?.key === 'waiting')) return said;
    await this.#formats().catch(() => undefined);
    return rows();
  }

  /** Checks messages against the schemas of these rules, if they are still current after loading. */
  async hold(rules: PayloadRules): Promise<void> {
    if (rules.schemas === undefined && this.#judging === undefined) return;
    const [judging] = await Promise.all([this.#judges(), this.#formats()]);
    if (rules === this.#capture.chosen.rules) judging.set(rules);
  }

  async #judges(): Promise<Judging> {
    const Judges = await JUDGING.load();
    return (this.#judging ??= new Judges(this.#environment, this.#capture));
  }

  async #shapeOf(topic: string): Promise<TopicShapeReport> {
    await this.#formats();
    const { rules } = this.#capture.chosen;
    const isKnown = this.#shape?.topic === topic && this.#shape.rules === rules;
    const shape = isKnown && this.#shape ? this.#shape : new TopicShape(topic, rules);
    this.#shape = shape;
    const { chosen } = this.#capture;
    await this.#inSlices(
      shape.read(
        (first, count) => this.#messages(topic, first, count),
        (number) => chosen.of(topic, { number }),
      ),
    );
    return shape.report();
  }

  /** @param open the topic on screen, which need not be busy */
  async #changing(open: string | undefined): Promise<AnswerTo<Question<'changing-values'>>> {
    await this.#formats();
    const { chosen } = this.#capture;
    const changing = new ChangingValues(open);
    const busiest = this.#capture.topicTable(TopicTable).busiest(BUSIEST, this.#time());
    for (const topic of new Set([...(open === undefined ? [] : [open]), ...busiest])) {
      const { rows } = this.#messages(topic, 0, MESSAGES_READ);
      const chosenOf = (number: number) => chosen.of(topic, { number });
      await this.#inSlices(changing.read(topic, rows, chosenOf));
    }
    const absences = this.#capture.join((parts) => parts.absences());
    const values = changing
      .found()
      .map((value) => ({ ...value, breaks: breaksIn(value.times, absences) }));
    return { open, values };
  }

  /** The search of the topic tree, after it has examined all topics. */
  async #searched(): Promise<TopicsSearched | undefined> {
    const isOver = (): boolean => {
      const begun = this.#environment.now();
      return this.#capture.lookForTopics(() => !isSpent(this.#environment, begun));
    };
    while (!isOver()) await nextSlice(this.#environment);
    return this.#capture.searched;
  }

  async #search(question: Question<'search-history'>): Promise<FoundHistory> {
    await this.#formats();
    const { chosen } = this.#capture;
    const { topic, text, first, count } = question;
    const of = JSON.stringify([topic, text]);
    const { rules } = chosen;
    const known = this.#looking;
    const isKnown = known !== undefined && known.of === of && known.rules === rules;
    const search = isKnown ? known.search : this.#searchFor(topic, text);
    this.#looking = { of, rules, search };
    await this.#inSlices(search.look());
    // Includes messages that arrived meanwhile, because positions count from the newest.
    for (const _batch of search.look());
    return search.found(first, count);
  }

  #searchFor(topic: string, text: string): HistorySearch {
    const { chosen } = this.#capture;
    return new HistorySearch(
      (first, count) => this.#messages(topic, first, count),
      ({ payload, contentType, packet }) =>
        holdsText(payload, { contentType, chosen: chosen.of(topic, { number: packet }) }, text),
    );
  }

  #messages(topic: string, first: number, count: number): HeldMessages {
    const request = { topic: { name: topic, history: { first, count } } };
    const detail = this.#capture.window(request, this.#time()).topic;
    const { rows = [], total = 0 } = detail?.history ?? {};
    return { rows, total, messages: detail?.messages ?? 0 };
  }

  /** Loads all payload formats. */
  async #formats(): Promise<void> {
    await Promise.all([loadFormats(), this.#capture.chosen.load()]);
  }

  async #inSlices(work: Iterable<void>): Promise<void> {
    let begun = this.#environment.now();
    for (const _done of work) {
      if (!isSpent(this.#environment, begun)) continue;
      await nextSlice(this.#environment);
      begun = this.#environment.now();
    }
  }
}
