/** Names of the states of a series, with a number each. */

/** Values with more different texts are not states. */
const MOST_NAMES = 100;
/** Defined in advance, so that false is below true. */
const TRUTHS = ['false', 'true'];

export class StateNames {
  readonly #names: string[] = [];
  readonly #numbers = new Map<string, number>();

  get all(): readonly string[] {
    return this.#names;
  }

  /** undefined: the limit is reached. */
  numberOf(name: string): number | undefined {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    if (this.#names.length === 0 && TRUTHS.includes(name)) for (const one of TRUTHS) this.#add(one);
    return this.#numbers.get(name) ?? this.#add(name);
  }

  #add(name: string): number | undefined {
    if (this.#names.length >= MOST_NAMES) return undefined;
    this.#numbers.set(name, this.#names.length);
    return this.#names.push(name) - 1;
  }
}
