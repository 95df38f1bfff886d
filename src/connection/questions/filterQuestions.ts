/** Questions about display filters apart from their results: completions, and matches of terms and paths. */
import type { Capture } from '../../engine/capture/capture.ts';
import type { Completion, CompletionContext } from '../../engine/filter/syntax/complete.ts';
import type { MissingPath } from '../../engine/filtering/missingPaths.ts';
import type { TermCount, TermCounts } from '../../engine/filtering/termCounts.ts';
import type { TypeCounts } from '../../engine/filtering/typeCounts.ts';
import type { Environment } from '../environment/environment.ts';
import { SlicedWork } from '../environment/slices.ts';
import { FILTER_LANGUAGE } from './filterRuns.ts';

/** µs for examining packets for suggested values. */
const COMPLETING = 8_000;
/** µs for examining packets for the path that a wrong filter means. */
const SUGGESTING = 30_000;
/** µs for counting the types of a value. More takes longer than a user waits for suggestions. */
const COUNTING = 1_000_000;
/** Suggested topic names. */
const TOPICS = 50;

/** The newest search of each kind. */
interface Searches {
  terms?: object;
  paths?: object;
  types?: object;
}

type Surroundings = Pick<Environment, 'now' | 'nextTurn'>;

export class FilterQuestions {
  readonly #environment: Surroundings;
  readonly #capture: Capture;
  readonly #searches: Searches = {};

  constructor(environment: Surroundings, capture: Capture) {
    this.#environment = environment;
    this.#capture = capture;
  }

  async complete(text: string, cursor: number): Promise<Completion> {
    const language = await FILTER_LANGUAGE.load();
    const { complete, valuesSeen, payloadPathsSeen, userPropertiesSeen } = language;
    const { facts } = this.#capture.filter;
    const hasTime = this.#timeFor(COMPLETING);
    let counts: TypeCounts | undefined;
    const context: CompletionContext = {
      topics: (prefix) => this.#capture.complete(prefix, TOPICS).map(({ topic }) => topic),
      values: (field) => valuesSeen(facts, field, hasTime),
      types: (path) => {
        counts ??= new language.TypeCounts(path, facts);
        return counts;
      },
      paths: (of) => (of === 'user' ? userPropertiesSeen : payloadPathsSeen)(facts, hasTime),
    };
    const completion = complete(text, cursor, context);
    if (counts === undefined) return completion;
    await this.#isWhole('types', counts, COUNTING);
    return complete(text, cursor, context);
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
    return paths.missing(this.#timeFor(SUGGESTING));
  }

  async pathEnds(name: string): Promise<readonly string[]> {
    const { pathsEndingIn, payloadPathsSeen } = await FILTER_LANGUAGE.load();
    const { facts } = this.#capture.filter;
    return pathsEndingIn(name, payloadPathsSeen(facts, this.#timeFor(SUGGESTING)));
  }

  /** @param most µs */
  #timeFor(most: number): () => boolean {
    const end = this.#environment.now() + most;
    return () => this.#environment.now() < end;
  }

  /**
   * True if it finished before a newer question of its kind began.
   * @param most µs after which it counts as finished
   */
  #isWhole(
    kind: keyof Searches,
    search: Pick<TermCounts, 'advance'>,
    most = Number.POSITIVE_INFINITY,
  ): Promise<boolean> {
    this.#searches[kind] = search;
    const end = this.#environment.now() + most;
    return new Promise((resolve) => {
      const work = new SlicedWork(this.#environment, (hasTime) => {
        const isWhole = this.#searches[kind] === search;
        const isOver = !isWhole || search.advance(hasTime) || this.#environment.now() >= end;
        if (isOver) resolve(isWhole);
        return isOver;
      });
      work.run();
    });
  }
}
