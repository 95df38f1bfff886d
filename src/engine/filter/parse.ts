/** Text of a filter → tree. The grammar's one place: marks, completion and faults come from here too. */
import type { Expression, FieldReference, Literal, Member, Operator } from './expression.ts';
import { type Expected, type FilterError, FilterFault, type Span } from './fault.ts';
import { findField, nearestField } from './fields.ts';
import { literalOf, memberOf } from './literals.ts';
import { quote, type Token, tokenize } from './tokens.ts';

type MarkTag = 'field' | 'operator' | 'keyword' | 'value' | 'text' | 'word' | 'bracket';
/** What a stretch of the text is, for its colour. */
interface Mark extends Span {
  readonly tag: MarkTag;
}

export interface Parsed {
  /** Undefined where there is an error, and for an empty filter, which lets everything through. */
  readonly expression: Expression | undefined;
  readonly error: FilterError | undefined;
  readonly marks: readonly Mark[];
  /** What could follow right behind the text. */
  readonly expected: Expected | undefined;
}

const OPERATORS: ReadonlyMap<string, Operator> = new Map([
  ['==', '=='],
  ['!=', '!='],
  ['<', '<'],
  ['<=', '<='],
  ['>', '>'],
  ['>=', '>='],
  ['~', '~'],
  ['contains', 'contains'],
  ['matches', 'matches'],
  ['eq', '=='],
  ['ne', '!='],
  ['lt', '<'],
  ['le', '<='],
  ['gt', '>'],
  ['ge', '>='],
]);
/** Signs of other languages, and what they are here. */
const FOREIGN_SIGNS: ReadonlyMap<string, string> = new Map([
  ['=', '=='],
  ['===', '=='],
  ['!==', '!='],
  ['&', '&&'],
  ['|', '||'],
]);
const AND: ReadonlySet<string> = new Set(['and', '&&']);
const OR: ReadonlySet<string> = new Set(['or', '||']);
const NOT: ReadonlySet<string> = new Set(['not', '!']);
const RESERVED: ReadonlySet<string> = new Set(['and', 'or', 'not', 'in', ...OPERATORS.keys()]);

const DEEPEST = 100;

/** Never throws. */
export function parseFilter(text: string): Parsed {
  const parser = new Parser(tokenize(text));
  const { marks } = parser;
  try {
    const expression = parser.whole();
    return { expression, error: undefined, marks, expected: parser.next };
  } catch (fault) {
    if (!(fault instanceof FilterFault)) throw fault;
    const { error, expected } = fault;
    return { expression: undefined, error, marks, expected };
  }
}

class Parser {
  readonly marks: Mark[] = [];
  next: Expected = { what: 'operand' };
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  whole(): Expression | undefined {
    if (this.#peek().kind === 'end') return undefined;
    const expression = this.#or();
    const left = this.#peek();
    if (left.kind !== 'end') throw this.#unexpected(left);
    return expression;
  }

  #peek(ahead = 0): Token {
    const end: Token = { kind: 'end', text: '', from: 0, to: 0 };
    return this.#tokens[this.#at + ahead] ?? this.#tokens.at(-1) ?? end;
  }

  #take(tag: MarkTag): Token {
    const token = this.#peek();
    this.#at += 1;
    this.marks.push({ from: token.from, to: token.to, tag });
    if (token.isOpen) {
      throw new FilterFault(token, 'This text has no closing quote.', quote(token.text));
    }
    return token;
  }

  #isBare(words: { has(word: string): boolean }): boolean {
    const { kind, text } = this.#peek();
    return kind !== 'text' && kind !== 'end' && words.has(text.toLowerCase());
  }

  #isSign(text: string): boolean {
    const token = this.#peek();
    return token.kind === 'sign' && token.text === text;
  }

  #or(): Expression {
    const operands = [this.#and()];
    while (this.#isBare(OR)) {
      this.#take('keyword');
      operands.push(this.#and());
    }
    return joined('or', operands);
  }

  #and(): Expression {
    const operands = [this.#not()];
    for (;;) {
      const isJoined = this.#isBare(AND);
      // Plain words side by side must all be there.
      if (!isJoined && !(operands.at(-1)?.kind === 'word' && this.#isWordNext())) break;
      if (isJoined) this.#take('keyword');
      operands.push(this.#not());
    }
    return joined('and', operands);
  }

  #isWordNext(): boolean {
    const { kind, text } = this.#peek();
    if (kind === 'text') return true;
    return kind === 'word' && !RESERVED.has(text.toLowerCase());
  }

  #not(): Expression {
    if (!this.#isBare(NOT)) return this.#primary();
    const sign = this.#take('keyword');
    return this.#deeper(sign, () => ({ kind: 'not', operand: this.#not() }));
  }

  #deeper<T>(at: Span, read: () => T): T {
    if (this.#depth >= DEEPEST) throw new FilterFault(at, 'The filter is nested too deeply.');
    this.#depth += 1;
    const result = read();
    this.#depth -= 1;
    return result;
  }

  #primary(): Expression {
    const token = this.#peek();
    if (this.#isSign('(')) {
      this.#take('bracket');
      const inner = this.#deeper(token, () => this.#or());
      this.#close(')', token);
      this.next = { what: 'operator' };
      return inner;
    }
    if (token.kind === 'end') {
      throw new FilterFault(token, 'Something is missing at the end.', undefined, {
        what: 'operand',
      });
    }
    if (token.kind === 'text') return this.#plainWord(token);
    if (token.kind === 'sign') throw this.#unexpected(token);
    if (RESERVED.has(token.text.toLowerCase())) {
      const message = `${token.text} is an operator, and a field is missing before it. To look for the word, quote it.`;
      throw new FilterFault(token, message, quote(token.text));
    }
    return this.#wordOrField(token);
  }

  #plainWord(token: Token): Expression {
    this.#take(token.kind === 'text' ? 'text' : 'word');
    this.next = { what: 'operator' };
    const { kind, text, from, to } = this.#peek();
    if (kind !== 'text' && this.#isComparison()) {
      const message = `A comparison begins with a field; ${quote(token.text)} is none.`;
      throw new FilterFault(token, message, `payload ${text} ${quote(token.text)}`);
    }
    if (token.text === '') throw new FilterFault(token, 'An empty text is everywhere.');
    if (FOREIGN_SIGNS.has(text) && kind === 'sign') throw this.#unexpected(this.#peek());
    if (kind === 'sign' && text === '[') {
      throw new FilterFault({ from, to }, `${token.text} is no field.`, 'user["name"]');
    }
    return { kind: 'word', text: token.text };
  }

  #isComparison(): boolean {
    return this.#isBare(OPERATORS) || this.#isBare(new Set(['in']));
  }

  #wordOrField(token: Token): Expression {
    const found = findField(token.text);
    if (!found) {
      const follows = this.#peek(1);
      const isMeantAsField =
        /^(mqtt|exchange|prop|payload|user)\./.test(token.text) ||
        (follows.kind === 'sign' && follows.text === '[') ||
        (follows.kind !== 'text' &&
          (OPERATORS.has(follows.text) ||
            follows.text === 'in' ||
            FOREIGN_SIGNS.has(follows.text)));
      if (isMeantAsField) throw unknownField(token);
      return this.#plainWord(token);
    }
    this.#take('field');
    const field = this.#reference(token, found.field.name, found.steps);
    this.next = { what: 'operator', field: field.name };
    if (this.#isBare(OPERATORS)) return this.#comparison(field);
    if (this.#isBare(new Set(['in']))) return this.#membership(field);
    const sign = this.#peek();
    if (sign.kind === 'sign' && FOREIGN_SIGNS.has(sign.text)) throw this.#unexpected(sign);
    return { kind: 'present', field };
  }

  #reference(token: Token, name: string, first: readonly string[]): FieldReference {
    const steps: (string | number)[] = [...first];
    let { to } = token;
    for (;;) {
      const next = this.#peek();
      if (next.kind === 'sign' && next.text === '[') {
        this.#take('bracket');
        steps.push(this.#step(next));
        to = this.#close(']', next).to;
      } else if (next.kind === 'word' && next.from === to && next.text.startsWith('.')) {
        steps.push(...this.#take('field').text.slice(1).split('.'));
        to = next.to;
      } else {
        break;
      }
    }
    const at = { from: token.from, to };
    checkSteps(name, steps, at);
    return { name, steps, at };
  }

  #step(bracket: Token): string | number {
    const token = this.#peek();
    if (token.kind === 'text') return this.#take('text').text;
    if (token.kind === 'word' && /^\d{1,9}$/.test(token.text)) {
      return Number(this.#take('value').text);
    }
    const fix = token.kind === 'word' ? `["${token.text}"]` : '["name"]';
    throw new FilterFault(bracket, '[ ] needs a quoted name, or the number of an element.', fix);
  }

  #comparison(field: FieldReference): Expression {
    const sign = this.#take('operator');
    const operator = OPERATORS.get(sign.text.toLowerCase()) ?? '==';
    const value = this.#value(field, operator, sign);
    this.next = { what: 'operator' };
    const operatorAt = { from: sign.from, to: sign.to };
    return { kind: 'compare', field, operator, operatorAt, value };
  }

  #value(field: FieldReference, operator: string, sign: Token): Literal {
    const token = this.#peek();
    if (token.kind === 'word' || token.kind === 'text') {
      return literalOf(this.#take(token.kind === 'text' ? 'text' : 'value'));
    }
    const expected: Expected | undefined =
      token.kind === 'end' ? { what: 'value', field: field.name, operator } : undefined;
    const at = token.kind === 'end' ? sign : token;
    const isTopic = operator === '~';
    const message = isTopic
      ? '~ needs a quoted pattern.'
      : `A value is missing after ${sign.text}.`;
    throw new FilterFault(at, message, isTopic ? '"sensors/#"' : undefined, expected);
  }

  #membership(field: FieldReference): Expression {
    const sign = this.#take('operator');
    const brace = this.#peek();
    if (!this.#isSign('{')) {
      const fix = brace.kind === 'word' ? `{${brace.text}}` : '{1, 2}';
      throw new FilterFault(brace.kind === 'end' ? sign : brace, 'in needs values in braces.', fix);
    }
    this.#take('bracket');
    const members: Member[] = [];
    while (!this.#isSign('}')) {
      const token = this.#peek();
      if (token.kind === 'end') {
        const expected = { what: 'value', field: field.name, operator: 'in' } as const;
        throw new FilterFault(brace, 'This { has no }.', undefined, expected);
      }
      if (token.kind === 'sign') throw this.#unexpected(token);
      members.push(memberOf(this.#take(token.kind === 'text' ? 'text' : 'value')));
      if (this.#isSign(',')) this.#take('bracket');
    }
    this.#take('bracket');
    if (members.length === 0) {
      throw new FilterFault({ from: brace.from, to: brace.to + 1 }, 'The braces hold no value.');
    }
    this.next = { what: 'operator' };
    return { kind: 'in', field, members };
  }

  #close(sign: string, opened: Token): Token {
    if (this.#isSign(sign)) return this.#take('bracket');
    const token = this.#peek();
    if (token.kind !== 'end') throw this.#unexpected(token);
    const expected = sign === ')' ? this.next : undefined;
    throw new FilterFault(opened, `This ${opened.text} has no ${sign}.`, undefined, expected);
  }

  #unexpected(token: Token): FilterFault {
    const meant = FOREIGN_SIGNS.get(token.text);
    if (token.kind === 'sign' && meant !== undefined) {
      return new FilterFault(token, `${token.text} is no operator here.`, meant);
    }
    const shown = token.kind === 'text' ? quote(token.text) : token.text;
    if (token.kind === 'sign') {
      return new FilterFault(token, `${shown} is not expected here.`);
    }
    return new FilterFault(
      token,
      `${shown} is not expected here: an operator is missing before it.`,
      `and ${shown}`,
    );
  }
}

function joined(kind: 'and' | 'or', operands: readonly Expression[]): Expression {
  const [first] = operands;
  return first !== undefined && operands.length === 1 ? first : { kind, operands };
}

function unknownField(token: Token): FilterFault {
  if (/^\d/.test(token.text)) {
    const message = `A comparison begins with a field; ${token.text} is none.`;
    return new FilterFault(token, message, `size == ${token.text}`);
  }
  const nearest = nearestField(token.text);
  return new FilterFault(token, `There is no field ${token.text}.`, nearest);
}

function checkSteps(name: string, steps: readonly (string | number)[], at: Span): void {
  const isUser = name === 'user' || name === 'mqtt.prop.user';
  if (isUser && (steps.length > 1 || typeof steps[0] === 'number')) {
    throw new FilterFault(at, 'A user property has one name, in quotes.', 'user["site"]');
  }
  if (!isUser && name !== 'payload' && steps.length > 0) {
    throw new FilterFault(at, `${name} has no parts.`, name);
  }
  if (steps.includes('')) {
    throw new FilterFault(at, 'A name is missing in this path.', 'payload.name');
  }
}
