/** Parses the words between `{{` and `}}`. */
import type { Localizable } from '../../base/message.ts';
import { exampleOf, isTemplateName, type TemplateName } from './names.ts';
import type { Expression, Range, Span, TemplateError, TemplateErrors } from './template.ts';
import type { Word } from './words.ts';

/** Limit for whole numbers that, divided by a power of ten, keep the right last digit. */
const MOST_UNITS = 1e15;
const NUMBER = /^-?\d+(?:\.(\d+))?$/;
const PERIOD = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/;
const MS = new Map([
  ['ms', 1],
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
]);
const LEVEL = /^[1-9]\d{0,4}$/;
const STEP = /\.?([^.[\]"]+)|\[(\d{1,9})\]|\["((?:[^"\\]|\\.)*)"\]/y;
/** Limit of characters in a path. `STEP` overflows its stack on some million. */
const LONGEST_PATH = 1_000_000;

class DecodeError extends Error {
  readonly why: Localizable<TemplateErrors>;
  readonly place: Span | undefined;

  constructor(why: Localizable<TemplateErrors>, place?: Span) {
    super(why.key);
    this.why = why;
    this.place = place;
  }
}

export type ReadExpression =
  | { readonly expression: Expression; readonly error?: never }
  | { readonly error: TemplateError };

/** @param place of the whole expression, for errors in no single word */
export function readExpression(words: readonly Word[], place: Span): ReadExpression {
  const [name, ...args] = words;
  if (name === undefined) return { error: { ...spanOf(place), why: { key: 'no-name', args: {} } } };
  if (!isTemplateName(name.text)) {
    const why: Localizable<TemplateErrors> = { key: 'unknown-name', args: { name: name.text } };
    return { error: { ...spanOf(name), why } };
  }
  try {
    return { expression: read(name.text, args) };
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    return { error: { ...spanOf(error.place ?? place), why: error.why } };
  }
}

const spanOf = ({ start, end }: Span): Span => ({ start, end });

function read(kind: TemplateName, args: readonly Word[]): Expression {
  const [first, second] = args;
  const wrong = (place?: Span) =>
    new DecodeError({ key: 'arguments', args: { like: `{{${exampleOf(kind)}}}` } }, place);
  const atMost = (count: number): void => {
    const extra = args[count];
    if (extra !== undefined) throw wrong(extra);
  };
  const needed = (word: Word | undefined): Word => {
    if (word === undefined) throw wrong();
    return word;
  };
  switch (kind) {
    case 'n':
    case 'uuid':
    case 'response':
    case 'correlation':
      atMost(0);
      return { kind };
    case 'now': {
      atMost(1);
      const as = first?.text ?? 'ms';
      if (as !== 'ms' && as !== 's' && as !== 'iso') throw wrong(first);
      return { kind, as };
    }
    case 'random':
      atMost(1);
      return { kind, range: rangeOf(needed(first), wrong) };
    case 'walk': {
      atMost(2);
      const range = needed(first);
      const step = needed(second);
      const decimals = decimalsOf(step, step.text, wrong);
      const wide = rangeOf(range, wrong, decimals);
      return { kind, range: wide, step: Math.abs(unitsOf(step, step.text, wide.decimals)) };
    }
    case 'sine': {
      atMost(2);
      const range = rangeOf(needed(first), wrong);
      const word = needed(second);
      const [, count, unit = ''] = PERIOD.exec(word.text) ?? [];
      const period = Number(count) * (MS.get(unit) ?? Number.NaN);
      if (!(period > 0)) throw wrong(word);
      return { kind, range, period };
    }
    case 'choice':
      needed(first);
      return { kind, from: args.map(({ text }) => text) };
    case 'last': {
      atMost(2);
      const path = second === undefined ? [] : pathOf(second.text);
      if (path === undefined) throw wrong(second);
      return { kind, topic: needed(first).text, path };
    }
    case 'payload': {
      atMost(1);
      const path = first === undefined ? [] : pathOf(first.text);
      if (path === undefined) throw wrong(first);
      return { kind, path };
    }
    case 'topic':
      atMost(1);
      if (first !== undefined && !LEVEL.test(first.text)) throw wrong(first);
      return { kind, level: first && Number(first.text) };
  }
}

type Wrong = (place?: Span) => DecodeError;

/** `20.0..25`: with as many decimals as the longest of its numbers, or at least `least`. */
function rangeOf(word: Word, wrong: Wrong, least = 0): Range {
  const [low = '', high = '', ...more] = word.text.split('..');
  if (more.length > 0) throw wrong(word);
  const decimals = Math.max(least, decimalsOf(word, low, wrong), decimalsOf(word, high, wrong));
  const range = {
    low: unitsOf(word, low, decimals),
    high: unitsOf(word, high, decimals),
    decimals,
  };
  if (range.low > range.high) throw new DecodeError({ key: 'range', args: {} }, word);
  return range;
}

function decimalsOf(word: Word, number: string, wrong: Wrong): number {
  const match = NUMBER.exec(number);
  if (match === null) throw wrong(word);
  return match[1]?.length ?? 0;
}

function unitsOf(word: Word, number: string, decimals: number): number {
  const [whole = '', part = ''] = number.split('.');
  const units = Number(`${whole}${part.padEnd(decimals, '0')}`);
  if (Math.abs(units) > MOST_UNITS || decimals > 15) {
    throw new DecodeError({ key: 'digits', args: {} }, word);
  }
  return units;
}

/** `a.b[3]["any key"]`, also with `$` first; undefined if the text is not a path. */
function pathOf(text: string): readonly (string | number)[] | undefined {
  if (text.length > LONGEST_PATH) return undefined;
  const steps: (string | number)[] = [];
  let at = text.startsWith('$') ? 1 : 0;
  while (at < text.length) {
    STEP.lastIndex = at;
    const match = STEP.exec(text);
    if (match === null) return undefined;
    const [whole, key, index, quoted] = match;
    if (index !== undefined) steps.push(Number(index));
    else steps.push(key ?? quoted?.replaceAll(/\\(.)/gs, '$1') ?? '');
    at += whole.length;
  }
  return steps;
}
