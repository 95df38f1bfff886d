/** Fills in a template, message by message. Random walks continue from one message to the next. */
import type { Localizable } from '../../base/message.ts';
import { Steps } from '../../base/steps.ts';
import { uuidText } from '../../base/uuidText.ts';
import { type AnsweredMessage, type Received, valueIn } from './ofMessage.ts';
import type {
  Answering,
  Expression,
  Range,
  Template,
  TemplateError,
  TemplateErrors,
} from './template.ts';

/** Inputs of a message: its number, the time, random numbers and received values. */
export interface Moment {
  /** Counts from 1. */
  readonly n: number;
  /** ms since 1970. */
  readonly now: number;
  /** At least 0, below 1. */
  readonly random: () => number;
  readonly last: (
    topic: string,
    path: readonly (string | number)[],
  ) => Received | 'no-value' | 'no-path' | 'too-large' | 'too-expensive';
  /** Topic of the new message, while its payload is filled in. */
  readonly topic?: string;
  /** The message to answer; absent if there is none. */
  readonly message?: AnsweredMessage | undefined;
  /** For all templates of the message. */
  readonly budget: Steps;
}

/** Limit of characters in a filled-in text. */
export const MOST_FILLED = 16_000_000;
/** Steps for all templates that are filled in for one message. */
const MOST_STEPS = 1_000_000_000;
/** Steps for a character. */
const CHARACTER = 60;

/** Budget for all templates that are filled in for one message. */
export function fillingBudget(): Steps {
  const budget = new Steps();
  budget.begin(MOST_STEPS);
  return budget;
}

/** No value is available. */
type Lack = keyof TemplateErrors &
  ('no-value' | 'no-path' | 'no-message' | 'not-in-message' | 'too-large' | 'too-expensive');

export type FilledText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly error: TemplateError };

export class Filler {
  readonly #template: Template;
  /** Current value of each random walk in units, by its piece. */
  readonly #walks = new Map<number, number>();

  constructor(template: Template) {
    this.#template = template;
  }

  fill(moment: Moment): FilledText {
    const { pieces, isJson } = this.#template;
    let text = '';
    for (const [place, piece] of pieces.entries()) {
      if (piece.expression === undefined) {
        text += piece.text;
        continue;
      }
      const value = this.#value(piece.expression, place, moment);
      if (typeof value === 'string') {
        return { ok: false, error: { ...piece.place, why: lackOf(value, piece.expression) } };
      }
      const filled = textOf(value, piece.inString, isJson, MOST_FILLED - text.length);
      if (filled === undefined) {
        const why = { key: 'too-large', args: { most: MOST_FILLED } } as const;
        return { ok: false, error: { ...piece.place, why } };
      }
      if (!moment.budget.take(filled.length * CHARACTER)) {
        return { ok: false, error: { ...piece.place, why: { key: 'too-expensive', args: {} } } };
      }
      text += filled;
    }
    return { ok: true, text };
  }

  #value(expression: Expression, place: number, moment: Moment): Received | Lack {
    if (expression.kind === 'last') return moment.last(expression.topic, expression.path);
    if (isAnswering(expression)) return valueIn(expression, moment);
    const text = this.#text(expression, place, moment);
    return { text, json: text };
  }

  #text(
    expression: Exclude<Expression, Answering | { readonly kind: 'last' }>,
    place: number,
    moment: Moment,
  ): string {
    switch (expression.kind) {
      case 'n':
        return String(moment.n);
      case 'uuid':
        return uuid(moment);
      case 'now':
        return timeText(moment.now, expression.as);
      case 'random': {
        const { low, high } = expression.range;
        return digits(between(low, high, moment), expression.range);
      }
      case 'walk': {
        const { range, step } = expression;
        const before = this.#walks.get(place);
        const next =
          before === undefined
            ? Math.round((range.low + range.high) / 2)
            : turned(before + between(-step, step, moment), range);
        this.#walks.set(place, next);
        return digits(next, range);
      }
      case 'sine': {
        const { range, period } = expression;
        const turn = (2 * Math.PI * (moment.now % period)) / period;
        const middle = (range.low + range.high) / 2;
        return digits(middle + ((range.high - range.low) / 2) * Math.sin(turn), range);
      }
      case 'choice':
        return expression.from[between(0, expression.from.length - 1, moment)] ?? '';
    }
  }
}

/** undefined if the text exceeds the limit of characters. */
function textOf(
  { text, json }: Received,
  inString: boolean,
  isJson: boolean,
  room: number,
): string | undefined {
  if (text.length > room) return undefined;
  const filled = inString ? JSON.stringify(text).slice(1, -1) : isJson ? json : text;
  return filled.length > room ? undefined : filled;
}

const ANSWERING: ReadonlySet<Expression['kind']> = new Set([
  'payload',
  'topic',
  'response',
  'correlation',
]);
const isAnswering = (expression: Expression): expression is Answering =>
  ANSWERING.has(expression.kind);

function lackOf(lack: Lack, expression: Expression): Localizable<TemplateErrors> {
  if (lack === 'too-large') return { key: lack, args: { most: MOST_FILLED } };
  if (lack === 'no-message' || lack === 'too-expensive') return { key: lack, args: {} };
  if (lack === 'not-in-message' || isAnswering(expression)) {
    const what = isAnswering(expression) ? expression.kind : 'payload';
    return { key: 'not-in-message', args: { what } };
  }
  return { key: lack, args: { topic: expression.kind === 'last' ? expression.topic : '' } };
}

/** A random whole number in the range, both ends included. */
function between(low: number, high: number, { random }: Moment): number {
  return low + Math.floor(random() * (high - low + 1));
}

/** Reflects a walk at the ends of its range, so that it does not stay there. */
function turned(units: number, { low, high }: Range): number {
  const back = units > high ? 2 * high - units : units < low ? 2 * low - units : units;
  return Math.min(high, Math.max(low, back));
}

function digits(units: number, { decimals }: Range): string {
  return (Math.round(units) / 10 ** decimals).toFixed(decimals);
}

function timeText(now: number, as: 'ms' | 's' | 'iso'): string {
  if (as === 'iso') return new Date(now).toISOString();
  return String(as === 's' ? Math.floor(now / 1000) : Math.floor(now));
}

/** Version 4 (RFC 9562): random except for version and variant. */
function uuid({ random }: Moment): string {
  const digits = Array.from({ length: 32 }, (_, place) => {
    const digit = Math.floor(random() * 16);
    if (place === 12) return '4';
    return (place === 16 ? 8 + (digit & 3) : digit).toString(16);
  });
  return uuidText(digits.join(''));
}
