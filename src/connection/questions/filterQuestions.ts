/** Questions about display filters apart from their results: completions, and matches of terms and paths. */
import type { Capture } from '../../engine/capture/capture.ts';
import type { Completion } from '../../engine/filter/syntax/complete.ts';
import type { MissingPath } from '../../engine/filtering/missingPaths.ts';
import type { TermCount, TermCounts } from '../../engine/filtering/termCounts.ts';
import type { Environment } from '../environment/environment.ts';
import { SlicedWork } from '../environment/slices.ts';
import { FILTER_LANGUAGE } from './filterRuns.ts';

/** µs for examining packets for suggested values. */
const COMPLETING = 8_000;
/** Suggested topic names. */
const TOPICS = 50;

type Surroundings = Pick<Environment, 'now' | 'nextTurn'>;

export class FilterQuestions {
  readonly #environment: Surroundings;
  readonly #capture: Capture;
  readonly #searches: { terms?: object; paths?: object } = {};

  constructor(environment: Surroundings, capture: Capture) {
    this.#environment = environment;
    this.#capture = capture;
  }

  async complete(text: string, cursor: number): Promise<Completion> {
    const language = await FILTER_LANGUAGE.load();
    const { complete, valuesSeen, typesSeen, payloadPathsSeen, userPropertiesSeen } = language;
    const { facts } = this.#capture.filter;
    const end = this.#environment.now() + COMPLETING;
    const hasTime = () => this.#environment.now() < end;
    return complete(text, cursor, {
      topics: (prefix) => this.#capture.complete(prefix, TOPICS).map(({ topic }) => topic),
      values: (field) => valuesSeen(facts, field, hasTime),
      types: (path) => typesSeen(facts, path, hasTime),
      paths: (of) => (of === 'user' ? userPropertiesSeen : payloadPathsSeen)(facts, hasTime),
    });
  }

  /** None if a newer question of its kind replaced this one. */
  async countTerms(text: string): Promise<readonly TermCount[]> {
    const { TermCounts } = await FILTER_LANGUAGE.load();
    const counts = new TermCounts(text, this.#capture.filter.facts);
    return (await this.#isWhole('terms', counts)) ? counts.terms : [];
  }

  /** None if a newer question of its kind replaced this one. */
  async missingPaths(text: string): Promise<readonly MissingPath[]> {
    const { MissingPaths } = await FILTER_LANGUAGE.load();
    const paths = new MissingPaths(text, this.#capture.filter.facts);
    if (!(await this.#isWhole('paths', paths))) return [];
    const end = this.#environment.now() + COMPLETING;
    return paths.missing(() => this.#environment.now() < end);
  }

  /** True if it finished before a newer question of its kind began. */
  #isWhole(kind: 'terms' | 'paths', search: Pick<TermCounts, 'advance'>): Promise<boolean> {
    this.#searches[kind] = search;
    return new Promise((resolve) => {
      const work = new SlicedWork(this.#environment, (hasTime) => {
        const isWhole = this.#searches[kind] === search;
        const isOver = !isWhole || search.advance(hasTime);
        if (isOver) resolve(isWhole);
        return isOver;
      });
      work.run();
    });
  }
}
