/** Places of values in a convention file: a path of the payload, or a template of named levels. */
import type { Steps } from '../../base/steps.ts';
import { parseChain } from '../../payload/chains/chainSyntax.ts';
import { memberAt, rounded } from '../../payload/json/memberAt.ts';
import type { ValuePath } from '../../payload/tree/valueTree.ts';
import type { Condition, Scalar } from './conventionFile.ts';
import { filled } from './topicGrammar.ts';

/** undefined if the text is no path. */
export function pathIn(text: string): ValuePath | undefined {
  if (text === '') return [];
  const parsed = parseChain(text);
  const [step, ...more] = parsed.ok ? parsed.steps : [];
  return step === undefined || step.name !== undefined || more.length > 0 ? undefined : step.path;
}

/** A message as forms read it. */
export interface Looked {
  /** The JSON value of its text, or the text itself if it is no JSON. */
  readonly value: unknown;
  /** The whole payload; undefined if it is no text, or if only a part of it is read. */
  readonly text?: string | undefined;
  /** Returns a level by name. */
  readonly level: (name: string) => string | undefined;
  /** Budget for all results of a message. Once it is exceeded, no more are added. */
  readonly budget?: Steps | undefined;
}

export type Find = (message: Looked) => unknown;

/** Returns a finder for a path. An invalid path finds nothing; `readFile.ts` reports it. */
export function finding(path: string): Find {
  const steps = pathIn(path);
  return steps === undefined ? () => undefined : ({ value }) => memberAt(value, steps);
}

/** Whether the place begins like a template, not like a path. */
export const isTemplate = (place: string): boolean => /^[^.[]/.test(place);

/** Returns a finder for a template or a path. */
export function placeIn(place: string): Find {
  return isTemplate(place) ? ({ level }) => filled(place, level) : finding(place);
}

export function holding(condition: Condition): (message: Looked) => boolean {
  const { at, is, not, below, above } = condition;
  const find = placeIn(at);
  return (message) => {
    const found = rounded(find(message));
    if (found === undefined) return false;
    if (is !== undefined && !isOneOf(found, is)) return false;
    if (not !== undefined && isOneOf(found, not)) return false;
    const number = typeof found === 'number' ? found : Number.NaN;
    if (below !== undefined && !(number < below)) return false;
    return above === undefined || number > above;
  };
}

const isOneOf = (found: unknown, values: readonly Scalar[]): boolean =>
  values.some((value) => value === found);

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
