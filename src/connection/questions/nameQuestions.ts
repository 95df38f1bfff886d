/** Searches topics by words of their names, in slices; a newer search replaces the previous one. */
import type { Capture } from '../../engine/capture/capture.ts';
import { TopicTable } from '../../engine/topics/topicTable.ts';
import type { FoundTopic } from '../../engine/topics/tree/topicRow.ts';
import type { Environment } from '../environment/environment.ts';
import type { Question } from '../environment/questions.ts';
import { SlicedWork } from '../environment/slices.ts';

type NameQuestion = Question<'find-topics'>;

export class NameQuestions {
  readonly #environment: Pick<Environment, 'now' | 'nextTurn'>;
  readonly #capture: Capture;
  /** Current search in each place. */
  readonly #asked = new Map<NameQuestion['place'], NameQuestion>();

  constructor(environment: Pick<Environment, 'now' | 'nextTurn'>, capture: Capture) {
    this.#environment = environment;
    this.#capture = capture;
  }

  /** None if a newer search in its place replaced this one. */
  find(question: NameQuestion): Promise<readonly FoundTopic[]> {
    const { text, most, place } = question;
    this.#asked.set(place, question);
    const search = this.#capture.topicTable(TopicTable).searchNames(text, most);
    return new Promise((resolve) => {
      const work = new SlicedWork(this.#environment, (hasTime) => {
        const isWanted = this.#asked.get(place) === question;
        // Waiting messages are counted first.
        this.#capture.topicTable(TopicTable);
        const isOver = !isWanted || search.look(hasTime);
        if (isOver) resolve(isWanted ? search.found() : []);
        return isOver;
      });
      work.run();
    });
  }
}
