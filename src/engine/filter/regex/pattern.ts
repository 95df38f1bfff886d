/**
 * Parses a regular expression: `.`, classes, `\d \w \s` and their opposites, groups, `|`, `* + ?`, `{m,n}`
 * (lazy ones too, with the same matches), `^`, `$`, and `(?i)` at the beginning. Back references and
 * lookaround need backtracking and are rejected. Characters are UTF-16 units.
 */

import { PatternError } from './patternErrorFacts.ts';

export type Range = readonly [first: number, last: number];

export type Pattern =
  | { readonly kind: 'set'; readonly ranges: readonly Range[] }
  | { readonly kind: 'sequence' | 'choice'; readonly parts: readonly Pattern[] }
  | {
      readonly kind: 'repeat';
      readonly part: Pattern;
      readonly least: number;
      readonly most: number;
    }
  | { readonly kind: 'start' | 'end' };

const LAST = 0xffff;
const DIGITS: readonly Range[] = [[48, 57]];
const WORDS: readonly Range[] = [
  [48, 57],
  [65, 90],
  [95, 95],
  [97, 122],
];
const SPACES: readonly Range[] = [
  [9, 13],
  [32, 32],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
];
const LINE_ENDS: readonly Range[] = [
  [10, 10],
  [13, 13],
  [0x2028, 0x2029],
];
const CLASSES: ReadonlyMap<string, readonly Range[]> = new Map([
  ['d', DIGITS],
  ['D', others(DIGITS)],
  ['w', WORDS],
  ['W', others(WORDS)],
  ['s', SPACES],
  ['S', others(SPACES)],
]);
const CONTROLS: ReadonlyMap<string, number> = new Map([
  ['n', 10],
  ['r', 13],
  ['t', 9],
  ['f', 12],
  ['v', 11],
]);

function others(ranges: readonly Range[]): Range[] {
  const result: Range[] = [];
  let next = 0;
  for (const [first, last] of ranges.toSorted((a, b) => a[0] - b[0])) {
    if (first > next) result.push([next, first - 1]);
    next = Math.max(next, last + 1);
  }
  if (next <= LAST) result.push([next, LAST]);
  return result;
}

const DEEPEST = 50;

/** Throws `PatternError`. */
export function readPattern(source: string): Pattern {
  const isFolded = source.startsWith('(?i)');
  const reader = new PatternReader(isFolded ? source.slice(4) : source, isFolded);
  return reader.whole();
}

class PatternReader {
  readonly #source: string;
  readonly #isFolded: boolean;
  #at = 0;
  #depth = 0;

  constructor(source: string, isFolded: boolean) {
    this.#source = source;
    this.#isFolded = isFolded;
  }

  whole(): Pattern {
    const pattern = this.#choice();
    if (this.#at < this.#source.length) throw new PatternError({ key: 'closes-nothing', args: {} });
    return pattern;
  }

  #peek(): string {
    return this.#source.charAt(this.#at);
  }

  #take(text: string): boolean {
    if (!this.#source.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  #choice(): Pattern {
    const parts = [this.#sequence()];
    while (this.#take('|')) parts.push(this.#sequence());
    return parts.length === 1 && parts[0] ? parts[0] : { kind: 'choice', parts };
  }

  #sequence(): Pattern {
    const parts: Pattern[] = [];
    while (this.#at < this.#source.length && this.#peek() !== '|' && this.#peek() !== ')') {
      parts.push(this.#repeated(this.#atom()));
    }
    return { kind: 'sequence', parts };
  }

  #repeated(part: Pattern): Pattern {
    const times = this.#times();
    if (!times) return part;
    if (part.kind === 'start' || part.kind === 'end') {
      throw new PatternError({ key: 'repeats-a-place', args: {} });
    }
    // Laziness does not change which texts match.
    this.#take('?');
    if (/[*+]/.test(this.#peek())) {
      throw new PatternError({ key: 'repeated-twice', args: {} });
    }
    return { kind: 'repeat', part, ...times };
  }

  #times(): { least: number; most: number } | undefined {
    if (this.#take('*')) return { least: 0, most: Number.POSITIVE_INFINITY };
    if (this.#take('+')) return { least: 1, most: Number.POSITIVE_INFINITY };
    if (this.#take('?')) return { least: 0, most: 1 };
    const counts = /^\{(\d{1,6})(,?)(\d{0,6})\}/.exec(this.#source.slice(this.#at, this.#at + 16));
    if (!counts) return undefined;
    this.#at += counts[0].length;
    const [, first = '', comma = '', last = ''] = counts;
    const least = Number(first);
    if (comma === '') return { least, most: least };
    const most = last === '' ? Number.POSITIVE_INFINITY : Number(last);
    if (most < least) throw new PatternError({ key: 'counts-reversed', args: {} });
    return { least, most };
  }

  #atom(): Pattern {
    const c = this.#peek();
    if (c === '(') return this.#group();
    this.#at += 1;
    if (c === '[') return this.#class();
    if (c === '.') return { kind: 'set', ranges: others(LINE_ENDS) };
    if (c === '^') return { kind: 'start' };
    if (c === '$') return { kind: 'end' };
    if (c === '*' || c === '+' || c === '?') {
      throw new PatternError({ key: 'nothing-to-repeat', args: { sign: c } });
    }
    if (c === '\\') return this.#set(this.#escape(false));
    return this.#set([[c.charCodeAt(0), c.charCodeAt(0)]]);
  }

  #group(): Pattern {
    if (/^\(\?(?:[=!]|<[=!])/.test(this.#source.slice(this.#at, this.#at + 4))) {
      throw new PatternError({ key: 'looks-around', args: {} });
    }
    if (!this.#take('(?:')) {
      if (this.#source.startsWith('(?', this.#at)) {
        throw new PatternError({ key: 'group-unknown', args: {} });
      }
      this.#take('(');
    }
    if (this.#depth >= DEEPEST) {
      throw new PatternError({ key: 'too-deep', args: { levels: DEEPEST } });
    }
    this.#depth += 1;
    const inner = this.#choice();
    this.#depth -= 1;
    if (!this.#take(')')) throw new PatternError({ key: 'group-open', args: {} });
    return inner;
  }

  #class(): Pattern {
    const isNegated = this.#take('^');
    const ranges: Range[] = [];
    let isFirst = true;
    while (isFirst || this.#peek() !== ']') {
      // A leading ] is literal, as in other common dialects.
      if (this.#at >= this.#source.length) throw new PatternError({ key: 'class-open', args: {} });
      const from = this.#member();
      const [low] = from;
      const isRange =
        this.#peek() === '-' && this.#source.charAt(this.#at + 1) !== ']' && from.length === 1;
      if (isRange && low && low[0] === low[1]) {
        this.#at += 1;
        const [high] = this.#member();
        if (!high || high[0] !== high[1] || high[0] < low[0]) {
          throw new PatternError({ key: 'range-reversed', args: {} });
        }
        ranges.push([low[0], high[0]]);
      } else {
        ranges.push(...from);
      }
      isFirst = false;
    }
    this.#take(']');
    const folded = this.#fold(ranges);
    return { kind: 'set', ranges: isNegated ? others(folded) : folded };
  }

  #member(): readonly Range[] {
    const code = this.#source.charCodeAt(this.#at);
    this.#at += 1;
    if (code === 0x5c) return this.#escape(true);
    if (code >= 0xd800 && code <= 0xdfff) {
      throw new PatternError({ key: 'above-ffff', args: {} });
    }
    return [[code, code]];
  }

  #escape(isInClass: boolean): readonly Range[] {
    const c = this.#peek();
    this.#at += 1;
    const known = CLASSES.get(c);
    if (known) return known;
    const code = CONTROLS.get(c) ?? this.#hexCode(c);
    if (code !== undefined) return [[code, code]];
    if (c === '') throw new PatternError({ key: 'ends-with-escape', args: {} });
    if (/[1-9]/.test(c)) throw new PatternError({ key: 'back-reference', args: {} });
    if (c === '0') return [[0, 0]];
    if (c === 'b' && isInClass) return [[8, 8]];
    if (/[a-z]/i.test(c)) throw new PatternError({ key: 'escape-unknown', args: { letter: c } });
    return [[c.charCodeAt(0), c.charCodeAt(0)]];
  }

  #hexCode(c: string): number | undefined {
    const digits = c === 'x' ? 2 : c === 'u' ? 4 : 0;
    if (digits === 0) return undefined;
    const text = this.#source.slice(this.#at, this.#at + digits);
    if (text.length < digits || !/^[0-9a-f]+$/i.test(text)) {
      throw new PatternError({ key: 'escape-incomplete', args: { letter: c, digits } });
    }
    this.#at += digits;
    return Number.parseInt(text, 16);
  }

  #set(ranges: readonly Range[]): Pattern {
    return { kind: 'set', ranges: this.#fold(ranges) };
  }

  /** Adds both cases of ASCII letters, and of single letters beyond ASCII. */
  #fold(ranges: readonly Range[]): readonly Range[] {
    if (!this.#isFolded) return ranges;
    return ranges.flatMap(([first, last]): Range[] => {
      if (first === last) return bothCases(first);
      const between = (low: number, high: number, shift: number): Range[] => {
        const [from, to] = [Math.max(first, low), Math.min(last, high)];
        return from <= to ? [[from + shift, to + shift]] : [];
      };
      return [[first, last], ...between(65, 90, 32), ...between(97, 122, -32)];
    });
  }
}

function bothCases(code: number): Range[] {
  const c = String.fromCharCode(code);
  const forms = [c, c.toLowerCase(), c.toUpperCase()].filter((form) => form.length === 1);
  return [...new Set(forms)].map((form) => [form.charCodeAt(0), form.charCodeAt(0)]);
}
