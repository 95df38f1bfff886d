/** Places of values in a convention file: a path of the payload, or a template of named levels. */
import { parseChain } from '../../payload/chains/chainSyntax.ts';
import { rounded } from '../../payload/json/memberAt.ts';
import type { ValuePath } from '../../payload/tree/valueTree.ts';
import type { Condition } from './conventionFile.ts';
import type { MessageBudget } from './messageBudget.ts';

/** undefined if the text is not a path. */
export function pathIn(text: string): ValuePath | undefined {
  if (text === '') return [];
  const parsed = parseChain(text);
  const [step, ...more] = parsed.ok ? parsed.steps : [];
  return step === undefined || step.name !== undefined || more.length > 0 ? undefined : step.path;
}

/** A message as forms read it. */
export interface Looked {
  /** The JSON value of its text, or the text itself if it is not JSON. */
  readonly value: unknown;
  /** The whole payload; undefined if it is not text, or if only a part of it is read. */
  readonly text?: string | undefined;
  /** Returns a level by name. */
  readonly level: (name: string) => string | undefined;
  readonly budget: MessageBudget;
}

export type Find = (message: Looked) => unknown;

/** Returns a finder for a path. An invalid path finds nothing; `readFile.ts` reports it. */
export function finding(path: string): Find {
  const steps = pathIn(path);
  return steps === undefined ? () => undefined : ({ value, budget }) => budget.at(value, steps);
}

/** Whether the place begins like a template, not like a path. */
export const isTemplate = (place: string): boolean => /^[^.[]/.test(place);

/** Returns a finder for a template or a path. */
export function placeIn(place: string): Find {
  if (!isTemplate(place)) return finding(place);
  return ({ level, budget }) => {
    const text = budget.filled(place, level);
    return budget.isExceeded ? undefined : text;
  };
}

export function holding(condition: Condition): (message: Looked) => boolean {
  const { at, below, above } = condition;
  const find = placeIn(at);
  const is = condition.is && new Set<unknown>(condition.is);
  const not = condition.not && new Set<unknown>(condition.not);
  return (message) => {
    const found = rounded(find(message));
    if (found === undefined) return false;
    if (is?.has(found) === false) return false;
    if (not?.has(found) === true) return false;
    const number = typeof found === 'number' ? found : Number.NaN;
    if (below !== undefined && !(number < below)) return false;
    return above === undefined || number > above;
  };
}

/** Returns a finder for the first of these places that has a value. */
export function firstOf(places: string | readonly string[]): Find {
  const finds = (typeof places === 'string' ? [places] : places).map(placeIn);
  return (message) => {
    for (const find of finds) {
      const found = find(message);
      if (found !== undefined) return found;
    }
    return undefined;
  };
}
