/** Topics that are looked for by words of their names, in slices: what is typed on ends what was looked for before. */
import type { Capture } from '../../engine/capture/capture.ts';
import { TopicTable } from '../../engine/topics/topicTable.ts';
import type { FoundTopic } from '../../engine/topics/tree/topicRow.ts';
import type { Environment } from '../environment/environment.ts';
import type { Question } from '../environment/questions.ts';
import { SlicedWork } from '../environment/slices.ts';

type Asked = Question<'find-topics'>;

export class NameQuestions {
  readonly #environment: Pick<Environment, 'now' | 'nextTurn'>;
  readonly #capture: Capture;
  /** What is looked for in each place. */
  readonly #asked = new Map<Asked['place'], Asked>();

  constructor(environment: Pick<Environment, 'now' | 'nextTurn'>, capture: Capture) {
    this.#environment = environment;
    this.#capture = capture;
  }

  /** None where something else was asked for in its place before it was done. */
  find(question: Asked): Promise<readonly FoundTopic[]> {
    const { text, most, place } = question;
    this.#asked.set(place, question);
    const search = this.#capture.topicTable(TopicTable).searchNames(text, most);
    return new Promise((resolve) => {
      const work = new SlicedWork(this.#environment, (hasTime) => {
        const isWanted = this.#asked.get(place) === question;
        // Messages that wait are counted first.
        this.#capture.topicTable(TopicTable);
        const isOver = !isWanted || search.look(hasTime);
        if (isOver) resolve(isWanted ? search.found() : []);
        return isOver;
      });
      work.run();
    });
  }
}
