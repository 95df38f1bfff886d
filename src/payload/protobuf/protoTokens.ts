/** Splits a `.proto` file into tokens. */
import { SchemaFileError } from '../schemas/schemaFileErrors.ts';

export interface Token {
  readonly kind: 'name' | 'number' | 'string' | 'symbol' | 'end';
  /** The content of a string without its quotes, with escapes unresolved. */
  readonly text: string;
  readonly at: number;
}

const BLANKS = /(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/|#[^\n]*|\ufeff)*/y;
const NAME = /\.?[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*/y;
const NUMBER = /(?:0[xX][0-9a-fA-F]+|\d[\d.]*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)[fF]?/y;
const STRING = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/y;

/** Limit of characters in a full name. */
export const LONGEST_NAME = 1000;

export class Tokens {
  #next: Token;
  #at = 0;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
    this.#next = this.#read();
  }

  get next(): Token {
    return this.#next;
  }

  take(): Token {
    const token = this.#next;
    if (token.kind !== 'end') this.#next = this.#read();
    return token;
  }

  /** Consumes the token if it is next. @returns whether it was */
  takes(text: string): boolean {
    const is = this.#next.text === text && this.#next.kind !== 'string';
    if (is) this.take();
    return is;
  }

  need(text: string): Token {
    if (this.#next.text !== text || this.#next.kind === 'string') this.fail(text);
    return this.take();
  }

  needKind(kind: 'name' | 'number' | 'string', wanted: string): Token {
    if (this.#next.kind !== kind) this.fail(wanted);
    return this.take();
  }

  fail(wanted: string): never {
    const { text, at } = this.#next;
    throw new SchemaFileError({ key: 'expected', args: { wanted, found: text.slice(0, 40) } }, at);
  }

  #read(): Token {
    this.#match(BLANKS);
    const at = this.#at;
    if (at >= this.#text.length) return { kind: 'end', text: '', at };
    const string = this.#match(STRING);
    if (string !== undefined) return { kind: 'string', text: string.slice(1, -1), at };
    this.#closed(at);
    const name = this.#match(NAME);
    if (name !== undefined && name.length > LONGEST_NAME) {
      throw new SchemaFileError({ key: 'long', args: { most: LONGEST_NAME } }, at);
    }
    if (name !== undefined) return { kind: 'name', text: name, at };
    const number = this.#match(NUMBER);
    if (number !== undefined) return { kind: 'number', text: number, at };
    this.#at += 1;
    return { kind: 'symbol', text: this.#text.slice(at, at + 1), at };
  }

  /** Rejects an unclosed string or comment, which would be searched to its end again for each quote in it. */
  #closed(at: number): void {
    const first = this.#text.charAt(at);
    const isComment = this.#text.startsWith('/*', at);
    if (first !== '"' && first !== "'" && !isComment) return;
    const found = this.#text.slice(at, at + 40);
    throw new SchemaFileError(
      { key: 'expected', args: { wanted: isComment ? '*/' : first, found } },
      at,
    );
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const [found] = pattern.exec(this.#text) ?? [];
    this.#at += found?.length ?? 0;
    return found;
  }
}
