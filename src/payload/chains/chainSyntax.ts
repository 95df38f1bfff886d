/**
 * Parses the text of a chain: `json.data | base64 | gzip | protobuf(sensors.proto, Reading)`. Each step is a
 * name, a path, or both. A path picks a value: `.key`, `["any key"]` or `[3]`.
 */
import type { Localizable } from '../../base/message.ts';
import type { StepErrors } from '../schemas/step.ts';
import { MOST_RULES } from './rules.ts';

interface Span {
  /** Range in characters of the text. */
  readonly start: number;
  readonly end: number;
}

interface Argument extends Span {
  readonly text: string;
}

export interface StepText extends Span {
  /** undefined if there is only a path. */
  readonly name: Argument | undefined;
  readonly args: readonly Argument[];
  readonly path: readonly (string | number)[];
  readonly pathSpan: Span | undefined;
}

export interface ChainErrors extends StepErrors {
  /** A step is missing here. */
  readonly 'no-step': Readonly<Record<never, never>>;
  readonly 'unknown-step': { readonly name: string; readonly meant: string | undefined };
  /** The number of arguments does not match the step. */
  readonly arguments: { readonly name: string; readonly least: number; readonly most: number };
  /** Something begins here and has no end. */
  readonly unclosed: { readonly with: string };
  /** A key or a number is missing here. */
  readonly 'no-key': Readonly<Record<never, never>>;
  readonly unexpected: { readonly found: string };
  /** The step returns bytes, no values. */
  readonly 'no-values': { readonly name: string };
  readonly 'too-many': { readonly most: number };
  /** Length limit in characters. */
  readonly long: { readonly most: number };
}

export interface ChainError extends Span {
  readonly why: Localizable<ChainErrors>;
}

export type ParsedChain =
  | { readonly ok: true; readonly steps: readonly StepText[] }
  | { readonly ok: false; readonly error: ChainError };

const MOST_STEPS = 16;
const NAME = /[a-z][a-z0-9-]*(?:\[\])?/iy;
const KEY = /[\p{L}_$][\p{L}\p{N}_$-]*/uy;
const DIGITS = /\d{1,9}/y;
const BLANKS = /\s*/y;
/** An argument without quotation marks. */
const PLAIN = /[^,()"|]*/y;

class DecodeError extends Error {
  readonly error: ChainError;

  constructor(why: Localizable<ChainErrors>, start: number, end: number) {
    super(why.key);
    this.error = { why, start, end };
  }
}

class Reader {
  at = 0;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  chain(): readonly StepText[] {
    const steps = [this.#step()];
    while (this.#takes('|')) {
      if (steps.length >= MOST_STEPS) this.#fail({ key: 'too-many', args: { most: MOST_STEPS } });
      steps.push(this.#step());
    }
    this.#blanks();
    if (this.at < this.#text.length) this.#unexpected();
    return steps;
  }

  #step(): StepText {
    this.#blanks();
    const start = this.at;
    const name = this.#argument(NAME);
    let args: readonly Argument[] = [];
    if (name !== undefined && this.#text[this.at] === '(') args = this.#arguments();
    const pathStart = this.at;
    const path = this.#path();
    if (name === undefined && path.length === 0) {
      if (this.at < this.#text.length && this.#text[this.at] !== '|') this.#unexpected();
      this.#fail({ key: 'no-step', args: {} });
    }
    const pathSpan = path.length === 0 ? undefined : { start: pathStart, end: this.at };
    return { name, args, path, pathSpan, start, end: this.at };
  }

  #arguments(): readonly Argument[] {
    const open = this.at;
    this.at += 1;
    const args: Argument[] = [];
    this.#blanks();
    if (this.#takes(')')) return args;
    do {
      this.#blanks();
      args.push(this.#text[this.at] === '"' ? this.#quoted() : this.#plain());
      this.#blanks();
    } while (this.#takes(','));
    if (this.#takes(')')) return args;
    throw new DecodeError({ key: 'unclosed', args: { with: ')' } }, open, this.#text.length);
  }

  #plain(): Argument {
    const start = this.at;
    const text = (this.#match(PLAIN) ?? '').trimEnd();
    return { text, start, end: start + text.length };
  }

  /** A quoted argument, by JSON's rules for strings. */
  #quoted(): Argument {
    const start = this.at;
    const written = this.#match(/"(?:[^"\\]|\\.)*"/y);
    const text = written === undefined ? undefined : unquoted(written);
    if (text === undefined) {
      throw new DecodeError({ key: 'unclosed', args: { with: '"' } }, start, this.#text.length);
    }
    return { text, start, end: this.at };
  }

  #path(): readonly (string | number)[] {
    const path: (string | number)[] = [];
    for (;;) {
      const open = this.at;
      if (this.#takes('.')) {
        const key = this.#match(KEY) ?? this.#match(DIGITS);
        if (key === undefined) this.#fail({ key: 'no-key', args: {} });
        path.push(/^\d/.test(key) ? Number(key) : key);
      } else if (this.#takes('[')) {
        path.push(this.#bracketed(open));
      } else return path;
    }
  }

  #bracketed(open: number): string | number {
    this.#blanks();
    const digits = this.#match(DIGITS);
    const key = digits === undefined && this.#text[this.at] === '"' ? this.#quoted().text : digits;
    if (key === undefined) this.#fail({ key: 'no-key', args: {} });
    this.#blanks();
    if (!this.#takes(']')) {
      throw new DecodeError({ key: 'unclosed', args: { with: ']' } }, open, this.#text.length);
    }
    return digits === undefined ? key : Number(digits);
  }

  #argument(pattern: RegExp): Argument | undefined {
    const start = this.at;
    const text = this.#match(pattern);
    return text === undefined ? undefined : { text, start, end: this.at };
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const [found] = pattern.exec(this.#text) ?? [];
    this.at += found?.length ?? 0;
    return found;
  }

  #blanks(): void {
    this.#match(BLANKS);
  }

  #takes(char: string): boolean {
    if (char === '|') this.#blanks();
    if (this.#text[this.at] !== char) return false;
    this.at += 1;
    return true;
  }

  #unexpected(): never {
    const found = String.fromCodePoint(this.#text.codePointAt(this.at) ?? 0);
    throw new DecodeError({ key: 'unexpected', args: { found } }, this.at, this.at + found.length);
  }

  #fail(why: Localizable<ChainErrors>): never {
    throw new DecodeError(why, this.at, this.at);
  }
}

function unquoted(written: string): string | undefined {
  try {
    const value: unknown = JSON.parse(written);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

export function parseChain(text: string): ParsedChain {
  if (text.length > MOST_RULES.chain) {
    const why: Localizable<ChainErrors> = { key: 'long', args: { most: MOST_RULES.chain } };
    return { ok: false, error: { why, start: MOST_RULES.chain, end: text.length } };
  }
  try {
    return { ok: true, steps: new Reader(text).chain() };
  } catch (error) {
    if (error instanceof DecodeError) return { ok: false, error: error.error };
    throw error;
  }
}
