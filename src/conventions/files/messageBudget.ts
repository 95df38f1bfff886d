/** Budget for everything that the forms of a convention file take from one message. */
import { Steps } from '../../base/steps.ts';
import { MOST_VALUES } from '../../engine/conventions/convention.ts';
import { memberAt, Writing } from '../../payload/json/memberAt.ts';
import type { ValuePath } from '../../payload/tree/valueTree.ts';
import { filled } from './topicGrammar.ts';

/** Steps for a value. The way to it takes one for each member of its path, a text one for each character. */
const VALUE = 100;
/** Steps for a member that is only listed. */
const LISTED = 10;
/** Limit of characters of a text, as long as a topic may be. */
const LONGEST = 65_535;

export class MessageBudget {
  readonly #steps = new Steps();

  /** A budget for one message. */
  static begun(): MessageBudget {
    const budget = new MessageBudget();
    budget.begin();
    return budget;
  }

  begin(): void {
    this.#steps.begin(MOST_VALUES * VALUE);
  }

  /** Once it is exceeded, the rest of the message is ignored. */
  get isExceeded(): boolean {
    return this.#steps.isExceeded;
  }

  /** @returns false once the budget is exceeded */
  takesValue(): boolean {
    return this.#steps.take(VALUE);
  }

  at(value: unknown, path: ValuePath): unknown {
    return this.#steps.take(path.length) ? memberAt(value, path) : undefined;
  }

  filled(template: string, level: (name: string) => string | undefined): string {
    return this.#steps.take(template.length) ? filled(template, level) : '';
  }

  /** Like `plainText`, but cut above a limit. */
  textOf(value: unknown): string | undefined {
    if (value === undefined || this.isExceeded) return undefined;
    const { text, members } =
      typeof value === 'string' ? { text: value, members: 0 } : written(value);
    this.#steps.take(members * LISTED + text.length);
    return text.length > LONGEST ? text.slice(0, LONGEST) : text;
  }

  /** Members of an object or an array, each a value. */
  *membersOf(value: unknown): Generator<readonly [string, unknown]> {
    if (typeof value === 'object' && value !== null && !this.isExceeded)
      yield* this.#within(Object.entries(value));
  }

  /** The items of a list, each a value, or the single item. */
  *itemsOf(value: unknown): Generator<unknown> {
    if (Array.isArray(value)) yield* this.#within<unknown>(value);
    else yield value;
  }

  *#within<T>(all: readonly T[]): Generator<T> {
    this.#steps.take(all.length * LISTED);
    for (const one of all) {
      if (!this.takesValue()) return;
      yield one;
    }
  }
}

function written(value: unknown): Writing {
  const writing = new Writing(LONGEST);
  writing.write(value);
  return writing;
}
