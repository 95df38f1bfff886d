/** Compares numbers digit by digit as written, because a double keeps only about 15 digits. */
import { withoutEnd } from './withoutEnd.ts';

const PARTS = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?$/i;

/**
 * Matches any number that a double may round. Two numbers of at most 15 digits that give the same double are
 * equal.
 */
const MAY_BE_ROUNDED = /\d[\d.]{15}|e[+-]?\d{3}/i;

/** True if the text contains a number that a double may round or that is out of its range. */
export function holdsLongNumber(text: string): boolean {
  return MAY_BE_ROUNDED.test(text);
}

/** The number with every digit as written. */
export function exactNumber(text: string): number | Decimal {
  return holdsLongNumber(text) ? new Decimal(text) : Number(text);
}

export class Decimal {
  readonly #sign: number;
  /** Significant digits without zeros at either end: 0.digits times ten to the power of `#exponent`. */
  readonly #digits: string;
  readonly #exponent: number;
  readonly #text: string;

  /**
   * @param text a number in JSON syntax; a leading plus, and digits on only one side of the point, are
   *   allowed
   */
  constructor(text: string) {
    this.#text = text;
    const [, sign = '', whole = '', fraction = '', exponent = '0'] = PARTS.exec(text) ?? [];
    const digits = whole + fraction;
    const significant = digits.replace(/^0+/, '');
    this.#digits = withoutEnd(significant, '0');
    this.#sign = this.#digits === '' ? 0 : sign === '-' ? -1 : 1;
    this.#exponent = whole.length - (digits.length - significant.length) + Number(exponent);
  }

  /** The text as written. */
  toString(): string {
    return this.#text;
  }

  /** Negative: less than the other; 0: equal. */
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
