/** What is asked of topics more seldom than they are shown: loaded with the first question. */
import type { Capture } from '../../engine/capture/capture.ts';
import { retainedMessages } from '../../engine/capture/retainedCopies.ts';
import { type FoundHistory, HistorySearch } from '../../engine/topics/historySearch.ts';
import { loadFormats } from '../../payload/formats/formats.ts';
import { holdsText } from '../../payload/formats/holdsText.ts';
import type { Environment } from '../environment/environment.ts';
import type { Answer, Question } from '../environment/questions.ts';
import { isSpent, nextSlice } from '../files/slices.ts';

export type TopicQuestion = Question<'retained-messages' | 'search-history'>;

type Surroundings = Pick<Environment, 'now' | 'nextTurn'>;

/** What was looked for last, and by which rules payloads were read. */
interface Looking {
  readonly of: string;
  readonly rules: unknown;
  readonly search: HistorySearch;
}

export class TopicQuestions {
  readonly #environment: Surroundings;
  readonly #capture: Capture;
  #looking: Looking | undefined;

  constructor(environment: Surroundings, capture: Capture) {
    this.#environment = environment;
    this.#capture = capture;
  }

  async answer(question: TopicQuestion): Promise<Answer> {
    switch (question.kind) {
      case 'retained-messages': {
        const { path, isBelow } = question;
        return { to: question.kind, said: retainedMessages(this.#capture, path, isBelow) };
      }
      case 'search-history':
        return { to: question.kind, said: await this.#search(question) };
    }
  }

  async #search(question: Question<'search-history'>): Promise<FoundHistory> {
    const { chosen } = this.#capture;
    await Promise.all([loadFormats(), chosen.load()]);
    const { topic, text, first, count } = question;
    const of = JSON.stringify([topic, text]);
    const { rules } = chosen;
    const known = this.#looking;
    const isKnown = known !== undefined && known.of === of && known.rules === rules;
    const search = isKnown ? known.search : this.#searchFor(topic, text);
    this.#looking = { of, rules, search };
    let begun = this.#environment.now();
    for (const _batch of search.look()) {
      if (!isSpent(this.#environment, begun)) continue;
      // oxlint-disable-next-line no-await-in-loop
      await nextSlice(this.#environment);
      begun = this.#environment.now();
    }
    // And what came while it waited: places count from the newest.
    for (const _batch of search.look());
    return search.found(first, count);
  }

  #searchFor(topic: string, text: string): HistorySearch {
    const { chosen } = this.#capture;
    return new HistorySearch(
      (first, count) => {
        const request = { topic: { name: topic, history: { first, count } } };
        const detail = this.#capture.window(request, this.#environment.now()).topic;
        const { rows = [], total = 0 } = detail?.history ?? {};
        return { rows, total, messages: detail?.messages ?? 0 };
      },
      ({ payload, contentType }) =>
        holdsText(payload, { contentType, chosen: chosen.of(topic) }, text),
    );
  }
}
