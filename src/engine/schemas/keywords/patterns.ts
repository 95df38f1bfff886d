/** Matches the patterns of schemas in time linear in the text. */
import { Steps } from '../../../base/steps.ts';
import { buildMachine } from '../../filter/regex/machine.ts';
import { readPattern } from '../../filter/regex/pattern.ts';
import { PatternError } from '../../filter/regex/patternErrorFacts.ts';
import { Regex } from '../../filter/regex/regex.ts';
import { type Place, pointerOf } from '../evaluating/place.ts';
import type { StepBudget } from '../evaluating/stepBudget.ts';
import { clippedText, SchemaError } from './schemaRejections.ts';

/** Maximum characters of a pattern. */
const LONGEST = 4000;
/** Characters matched per step. */
const CHARACTERS = 32;
/** Steps to compile an expression. */
const MAKE = 3000;
/** Compiled expressions of all schemas to keep; each takes about 100 kB. */
const KEPT = 100;

const ready = new Map<string, Regex>();
/** Budget of the current match. */
const work = new Steps();

export class Pattern {
  readonly #source: string;

  /** Throws `SchemaError`, `BudgetSpent`. */
  constructor(source: string, place: Place, steps: StepBudget) {
    this.#source = source;
    const wrong = (why: PatternError['fact']) =>
      new SchemaError({
        key: 'pattern',
        args: { place: pointerOf(place), pattern: clippedText(source), why },
      });
    if (source.length > LONGEST) throw wrong({ key: 'too-large', args: {} });
    try {
      // Compiled at the first match: many patterns of a schema are never used.
      steps.take(source.length + 2 * buildMachine(readPattern(source)).states.length);
    } catch (error) {
      if (error instanceof PatternError) throw wrong(error.fact);
      throw error;
    }
  }

  /** Throws `BudgetSpent`. */
  test(text: string, steps: StepBudget): boolean {
    steps.take(1 + Math.ceil(text.length / CHARACTERS));
    const regex = readyRegex(this.#source, steps);
    return steps.takeParts(work, () => regex.test(text));
  }
}

function readyRegex(source: string, steps: StepBudget): Regex {
  const known = ready.get(source);
  if (known !== undefined) return known;
  steps.take(MAKE);
  const regex = new Regex(source, work);
  if (ready.size >= KEPT) ready.clear();
  ready.set(source, regex);
  return regex;
}
