/** Reads tokens one by one, and marks their kind. */
import { type Expected, FilterException, type Span } from './filterError.ts';
import { unclosedQuote } from './syntaxHints.ts';
import { type Token, tokenize } from './tokens.ts';

type MarkTag = 'field' | 'operator' | 'keyword' | 'value' | 'text' | 'word' | 'bracket';
/** The kind of a range of the text, for syntax colours. */
export interface Mark extends Span {
  readonly tag: MarkTag;
}

const DEEPEST = 100;

export class TokenReader {
  readonly text: string;
  readonly marks: Mark[] = [];
  /** Continuations directly after the tokens so far. */
  next: Expected = { what: 'operand' };
  readonly tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.text = text;
    this.tokens = tokenize(text);
  }

  readonly peek = (ahead = 0): Token => {
    const end: Token = { kind: 'end', text: '', from: 0, to: 0 };
    return this.tokens[this.#at + ahead] ?? this.tokens.at(-1) ?? end;
  };

  /** The previous token. */
  get last(): Token | undefined {
    return this.tokens[this.#at - 1];
  }

  take(tag: MarkTag): Token {
    const token = this.peek();
    this.#at += 1;
    this.marks.push({ from: token.from, to: token.to, tag });
    if (token.isOpen) throw unclosedQuote(this.text, this.tokens, token);
    return token;
  }

  /** True if the next token is one of these words and signs, unquoted. */
  isBare(words: { has(word: string): boolean }): boolean {
    return isBare(this.peek(), words);
  }

  isSign(text: string): boolean {
    const token = this.peek();
    return token.kind === 'sign' && token.text === text;
  }

  deeper<T>(at: Span, read: () => T): T {
    if (this.#depth >= DEEPEST)
      throw new FilterException(at, { key: 'too-deep', args: { levels: DEEPEST } });
    this.#depth += 1;
    const result = read();
    this.#depth -= 1;
    return result;
  }
}

function isBare({ kind, text }: Token, words: { has(word: string): boolean }): boolean {
  return kind !== 'text' && kind !== 'end' && words.has(text.toLowerCase());
}
