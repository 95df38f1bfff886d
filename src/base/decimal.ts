/** Numbers as they are written, compared digit by digit: a double keeps some 15 of them. */
import { withoutEnd } from './withoutEnd.ts';

const PARTS = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?$/i;

/** Two numbers with at most 15 digits that a double takes for the same are the same. */
const MAY_BE_ROUNDED = /\d[\d.]{15}|e[+-]?\d{3}/i;

/** Whether a text holds a number of which a double may lose something: more digits than it keeps, or out of its range. */
export function holdsLongNumber(text: string): boolean {
  return MAY_BE_ROUNDED.test(text);
}

/** A number as it is written, with every digit. */
export function exactNumber(text: string): number | Decimal {
  return holdsLongNumber(text) ? new Decimal(text) : Number(text);
}

export class Decimal {
  readonly #sign: number;
  /** Without zeros at either end: 0.digits times ten to the power of `#exponent`. */
  readonly #digits: string;
  readonly #exponent: number;
  readonly #text: string;

  /** @param text a number as JSON has it; a plus, and digits on one side of the point only, are fine, too */
  constructor(text: string) {
    this.#text = text;
    const [, sign = '', whole = '', fraction = '', exponent = '0'] = PARTS.exec(text) ?? [];
    const digits = whole + fraction;
    const significant = digits.replace(/^0+/, '');
    this.#digits = withoutEnd(significant, '0');
    this.#sign = this.#digits === '' ? 0 : sign === '-' ? -1 : 1;
    this.#exponent = whole.length - (digits.length - significant.length) + Number(exponent);
  }

  /** As it was written. */
  toString(): string {
    return this.#text;
  }

  /** Below 0: less than the other; 0: the same number. */
  compare(other: Decimal): number {
    if (this.#sign !== other.#sign) return this.#sign - other.#sign;
    if (this.#sign === 0) return 0;
    return this.#sign > 0 ? this.#compareSize(other) : other.#compareSize(this);
  }

  #compareSize(other: Decimal): number {
    if (this.#exponent !== other.#exponent) return this.#exponent < other.#exponent ? -1 : 1;
    if (this.#digits === other.#digits) return 0;
    return this.#digits < other.#digits ? -1 : 1;
  }
}
