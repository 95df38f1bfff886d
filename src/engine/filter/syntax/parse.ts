/**
 * Parses the text of a filter to a tree. Only this module knows the grammar. Marks, completion and errors use
 * it, too.
 */
import { clockTime, isDay } from './clockTime.ts';
import type { Expression, FieldReference, Literal, Member } from './expression.ts';
import { hintAfterField, isNegated, notAField, unknownField } from './fieldHints.ts';
import { findField } from './fields.ts';
import { type Expected, type FilterError, FilterException, type Span } from './filterError.ts';
import type { FilterFact } from './filterErrorFacts.ts';
import { literalOf, memberOf } from './literals.ts';
import { AND, FOREIGN_SIGNS, IN, NOT, OPERATORS, OR, RESERVED } from './operators.ts';
import {
  bracesMissing,
  nothingFollows,
  operandMissing,
  suggestJoint,
  unclosedFix,
  unexpected,
} from './syntaxHints.ts';
import { type Mark, TokenReader } from './tokenReader.ts';
import type { Token } from './tokens.ts';

export interface Parsed {
  /** Undefined for an error, and for an empty filter, which matches everything. */
  readonly expression: Expression | undefined;
  readonly error: FilterError | undefined;
  readonly marks: readonly Mark[];
  /** Continuations directly after the text. */
  readonly expected: Expected | undefined;
}

/** The last result, because marks, error and completion are requested for the same text while typing. */
let last: { readonly text: string; readonly parsed: Parsed } | undefined;

/** Maximum size of a filter: characters, and comparisons and words. */
const MOST = { characters: 65_536, comparisons: 5000 };

/** Never throws. */
export function parseFilter(text: string): Parsed {
  if (last?.text !== text) last = { text, parsed: parsed(text) };
  return last.parsed;
}

function parsed(text: string): Parsed {
  if (text.length > MOST.characters) return tooLong(text);
  const reader = new TokenReader(text);
  const { marks } = reader;
  try {
    const expression = new Parser(reader).whole();
    return { expression, error: undefined, marks, expected: reader.next };
  } catch (thrown) {
    if (!(thrown instanceof FilterException)) throw thrown;
    const { error, expected } = thrown;
    return { expression: undefined, error, marks, expected };
  }
}

function tooLong({ length }: string): Parsed {
  const at = { from: MOST.characters, to: length };
  const { error } = new FilterException(at, { key: 'too-long', args: { most: MOST.characters } });
  return { expression: undefined, error, marks: [], expected: undefined };
}

class Parser {
  readonly #read: TokenReader;
  #comparisons = 0;

  constructor(read: TokenReader) {
    this.#read = read;
  }

  whole(): Expression | undefined {
    if (this.#read.peek().kind === 'end') return undefined;
    const expression = this.#or();
    const left = this.#read.peek();
    if (left.kind !== 'end') throw unexpected(this.#read);
    return expression;
  }

  #or(): Expression {
    const operands = [this.#and()];
    while (this.#read.isBare(OR)) {
      this.#read.take('keyword');
      operands.push(this.#and());
    }
    return joined('or', operands);
  }

  #and(): Expression {
    const operands = [this.#not()];
    for (;;) {
      const isJoined = this.#read.isBare(AND);
      // Adjacent plain words must all match.
      if (!isJoined && !(operands.at(-1)?.kind === 'word' && this.#isWordNext())) break;
      if (isJoined) this.#read.take('keyword');
      operands.push(this.#not());
    }
    return joined('and', operands);
  }

  #isWordNext(): boolean {
    const { kind, text } = this.#read.peek();
    if (kind === 'text') return true;
    return kind === 'word' && !RESERVED.has(text.toLowerCase());
  }

  #not(): Expression {
    if (!this.#read.isBare(NOT)) return this.#primary();
    const sign = this.#read.take('keyword');
    return this.#read.deeper(sign, () => ({ kind: 'not', operand: this.#not() }));
  }

  #count(at: Span): void {
    this.#comparisons += 1;
    const most = MOST.comparisons;
    if (this.#comparisons <= most) return;
    throw new FilterException(at, { key: 'too-many-comparisons', args: { most } });
  }

  #primary(): Expression {
    const token = this.#read.peek();
    if (this.#read.isSign('(')) {
      this.#read.take('bracket');
      const inner = this.#read.deeper(token, () => this.#or());
      this.#close(')', token);
      this.#read.next = { what: 'operator' };
      return inner;
    }
    if (token.kind === 'end') throw nothingFollows(this.#read, token);
    this.#count(token);
    if (token.kind === 'text') return this.#plainWord(token);
    if (token.kind === 'sign') throw unexpected(this.#read);
    if (RESERVED.has(token.text.toLowerCase())) throw operandMissing(this.#read);
    return this.#wordOrField(token);
  }

  #plainWord(token: Token): Expression {
    if (isComparison(this.#read.peek(1))) throw notAField(this.#read);
    this.#read.take(token.kind === 'text' ? 'text' : 'word');
    this.#read.next = { what: 'operator' };
    const { kind, text, from, to } = this.#read.peek();
    if (token.text === '') throw new FilterException(token, { key: 'empty-text', args: {} });
    if (FOREIGN_SIGNS.has(text) && kind === 'sign') throw unexpected(this.#read);
    if (kind === 'sign' && text === '[') {
      throw new FilterException({ from, to }, { key: 'not-a-field', args: { word: token.text } });
    }
    return { kind: 'word', text: token.text };
  }

  #wordOrField(token: Token): Expression {
    const found = findField(token.text);
    if (!found) {
      const follows = this.#read.peek(1);
      const looksLikeField =
        /^(mqtt|exchange|reply|prop|payload|user)\./.test(token.text) ||
        (follows.kind === 'sign' && follows.text === '[') ||
        isComparison(follows) ||
        (follows.kind === 'sign' && FOREIGN_SIGNS.has(follows.text));
      if (looksLikeField) throw unknownField(this.#read);
      return this.#plainWord(token);
    }
    this.#read.take('field');
    const field = this.#reference(token, found.field.name, found.steps);
    this.#read.next = { what: 'operator', field: field.name };
    if (this.#read.isBare(OPERATORS)) return this.#comparison(field);
    if (this.#read.isBare(IN)) return this.#membership(field);
    const sign = this.#read.peek();
    if (sign.kind === 'sign' && FOREIGN_SIGNS.has(sign.text)) throw unexpected(this.#read);
    const hint = hintAfterField(field, this.#read);
    if (hint) throw hint;
    return { kind: 'present', field };
  }

  #reference(token: Token, name: string, first: readonly string[]): FieldReference {
    const steps: (string | number)[] = [...first];
    // A quoted name may be empty.
    let hasGap = first.includes('');
    let { to } = token;
    for (;;) {
      const next = this.#read.peek();
      if (next.kind === 'sign' && next.text === '[') {
        this.#read.take('bracket');
        steps.push(this.#step(next));
        to = this.#close(']', next).to;
      } else if (next.kind === 'word' && next.from === to && next.text.startsWith('.')) {
        const names = this.#read.take('field').text.slice(1).split('.');
        hasGap ||= names.includes('');
        steps.push(...names);
        to = next.to;
      } else {
        break;
      }
    }
    const at = { from: token.from, to };
    checkSteps(name, steps, at);
    if (hasGap) throw nameMissing(name, steps, at);
    return { name, steps, at };
  }

  #step(bracket: Token): string | number {
    const token = this.#read.peek();
    if (token.kind === 'text') return this.#read.take('text').text;
    if (token.kind === 'word' && /^\d{1,9}$/.test(token.text)) {
      return Number(this.#read.take('value').text);
    }
    const fact = { key: 'step-unquoted', args: {} } as const;
    if (token.kind !== 'word') throw new FilterException(bracket, fact);
    const close = this.#read.peek(1);
    const to = close.kind === 'sign' && close.text === ']' ? close.to : token.to;
    const at = { from: bracket.from, to };
    throw new FilterException(bracket, fact, { write: `["${token.text}"]`, at });
  }

  #comparison(field: FieldReference): Expression {
    const negated = isNegated(field, this.#read);
    if (negated) throw negated;
    const sign = this.#read.take('operator');
    const operator = OPERATORS.get(sign.text.toLowerCase()) ?? '==';
    const value = this.#value(field, operator, sign);
    this.#read.next = { what: 'operator' };
    const operatorAt = { from: sign.from, to: sign.to };
    return { kind: 'compare', field, operator, operatorAt, value };
  }

  #value(field: FieldReference, operator: string, sign: Token): Literal {
    const token = this.#read.peek();
    if (token.kind === 'word' || token.kind === 'text') {
      const value = literalOf(this.#read.take(token.kind === 'text' ? 'text' : 'value'));
      return this.#withUnit(field, value);
    }
    const expected: Expected | undefined =
      token.kind === 'end'
        ? {
            what: 'value',
            field: field.name,
            operator,
            written: this.#read.text.slice(field.at.from, field.at.to),
          }
        : undefined;
    const at = token.kind === 'end' ? sign : token;
    const isTopic = operator === '~';
    const fact: FilterFact = isTopic
      ? { key: 'pattern-missing', args: {} }
      : { key: 'value-missing', args: { operator: sign.text } };
    const fix = isTopic ? { write: '~ "sensors/#"', at: sign } : undefined;
    throw new FilterException(at, fact, fix, expected);
  }

  /** A unit may be separated from its number: `50 ms`. */
  #withUnit(field: FieldReference, value: Literal): Literal {
    if (field.name === 'time' && value.kind === 'word' && isDay(value.value)) {
      return this.#withClock(value);
    }
    if (value.kind !== 'number' || value.unit !== '') return value;
    const token = this.#read.peek();
    const isUnit =
      findField(field.name)?.field.quantity !== undefined &&
      token.kind === 'word' &&
      /^[a-zµμ]+$/i.test(token.text) &&
      !RESERVED.has(token.text.toLowerCase()) &&
      !findField(token.text) &&
      suggestJoint(this.#read) === undefined;
    if (!isUnit) return value;
    this.#read.take('value');
    return { ...value, unit: token.text, at: { from: value.at.from, to: token.to } };
  }

  /** A time may be separated from its date: `2026-11-21 23:40`. */
  #withClock(value: Literal & { kind: 'word' }): Literal {
    const token = this.#read.peek();
    const text = `${value.value} ${token.text}`;
    if (token.kind !== 'word' || clockTime(text) === undefined) return value;
    this.#read.take('value');
    return { kind: 'text', value: text, at: { from: value.at.from, to: token.to } };
  }

  #membership(field: FieldReference): Expression {
    const sign = this.#read.take('operator');
    const brace = this.#read.peek();
    if (!this.#read.isSign('{')) {
      throw bracesMissing(this.#read, field, sign);
    }
    this.#read.take('bracket');
    const members: Member[] = [];
    while (!this.#read.isSign('}')) {
      const token = this.#read.peek();
      if (token.kind === 'end') {
        const expected = { what: 'value', field: field.name, operator: 'in' } as const;
        const fact = { key: 'bracket-open', args: { bracket: '{', closing: '}' } } as const;
        throw new FilterException(brace, fact, unclosedFix('}', this.#read), expected);
      }
      if (token.kind === 'sign') throw unexpected(this.#read);
      this.#count(token);
      const member = memberOf(this.#read.take(token.kind === 'text' ? 'text' : 'value'));
      members.push(member.to ? member : { from: this.#withUnit(field, member.from) });
      if (this.#read.isSign(',')) this.#read.take('bracket');
    }
    this.#read.take('bracket');
    if (members.length === 0) {
      const both = { from: brace.from, to: brace.to + 1 };
      throw new FilterException(both, { key: 'braces-empty', args: {} });
    }
    this.#read.next = { what: 'operator' };
    return { kind: 'in', field, members };
  }

  #close(sign: string, opened: Token): Token {
    if (this.#read.isSign(sign)) return this.#read.take('bracket');
    const token = this.#read.peek();
    const args = { bracket: opened.text, closing: sign };
    const fact: FilterFact = { key: 'bracket-open', args };
    if (sign === ']') {
      const to = this.#read.last?.to ?? opened.to;
      throw new FilterException(opened, fact, { write: sign, at: { from: to, to } });
    }
    if (token.kind !== 'end') throw unexpected(this.#read);
    throw new FilterException(opened, fact, unclosedFix(sign, this.#read), this.#read.next);
  }
}

/** True for an operator between a field and a value. */
function isComparison({ kind, text }: Token): boolean {
  const lower = text.toLowerCase();
  return kind !== 'text' && (OPERATORS.has(lower) || IN.has(lower));
}

function joined(kind: 'and' | 'or', operands: readonly Expression[]): Expression {
  const [first] = operands;
  return first !== undefined && operands.length === 1 ? first : { kind, operands };
}

function checkSteps(name: string, steps: readonly (string | number)[], at: Span): void {
  const isUser = name === 'user' || name === 'mqtt.prop.user';
  if (isUser && (steps.length > 1 || typeof steps[0] === 'number')) {
    throw new FilterException(at, { key: 'user-property-path', args: {} }, 'user["site"]');
  }
  if (!isUser && name !== 'payload' && steps.length > 0) {
    throw new FilterException(at, { key: 'no-parts', args: { field: name } }, name);
  }
}

function nameMissing(name: string, steps: readonly (string | number)[], at: Span): FilterException {
  const path = [name, ...steps.filter((step) => step !== '')].join('.');
  return new FilterException(at, { key: 'name-missing-in-path', args: {} }, path);
}
