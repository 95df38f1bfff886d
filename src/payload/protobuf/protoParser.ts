/** Parses the parts of `.proto` files, of all editions, that are needed to read messages. */

import { SchemaFileError } from '../schemas/schemaFileErrors.ts';
import {
  type FieldType,
  type ProtoEnum,
  type ProtoExtension,
  type ProtoField,
  type ProtoFile,
  type ProtoMessage,
  within,
} from './protoSchema.ts';
import { LONGEST_NAME, type Token, Tokens } from './protoTokens.ts';

/** Nesting limit of messages. */
const DEEPEST = 32;
const LARGEST_NUMBER = 2 ** 29 - 1;

class Parser {
  readonly #tokens: Tokens;
  readonly #types = new Map<string, ProtoMessage | ProtoEnum>();
  readonly #imports: { readonly path: string; readonly at: number }[] = [];
  readonly #extensions: ProtoExtension[] = [];
  #package = '';
  /** Whether repeated numbers are packed by default. */
  #packs = false;

  constructor(text: string) {
    this.#tokens = new Tokens(text);
  }

  file(): ProtoFile {
    const tokens = this.#tokens;
    while (tokens.next.kind !== 'end') this.#statement();
    return {
      package: this.#package,
      imports: this.#imports,
      types: this.#types,
      extensions: this.#extensions,
    };
  }

  #statement(): void {
    const tokens = this.#tokens;
    const { text } = tokens.next;
    switch (text) {
      case 'syntax':
      case 'edition':
        tokens.take();
        tokens.need('=');
        this.#packs = tokens.needKind('string', '"<syntax>"').text !== 'proto2';
        this.#end();
        return;
      case 'package':
        tokens.take();
        this.#package = tokens.needKind('name', '<name>').text;
        this.#end();
        return;
      case 'import':
        this.#import();
        return;
      case 'message':
        this.#message(this.#package, 0);
        return;
      case 'enum':
        this.#enum(this.#package);
        return;
      case 'extend':
        this.#extend(this.#package, 0);
        return;
      case 'option':
      case 'service':
        this.#skipStatement();
        return;
      case ';':
        tokens.take();
        return;
      default:
        tokens.fail('message');
    }
  }

  #end(): void {
    this.#tokens.need(';');
  }

  #import(): void {
    const tokens = this.#tokens;
    tokens.take();
    if (tokens.next.text === 'public' || tokens.next.text === 'weak') tokens.take();
    const { text: path, at } = tokens.needKind('string', '"<file>"');
    this.#imports.push({ path, at });
    this.#end();
  }

  /** Skips to the semicolon or past the braces. */
  #skipStatement(): void {
    let depth = 0;
    for (;;) {
      const token = this.#tokens.take();
      if (token.kind === 'end') this.#tokens.fail(depth > 0 ? '}' : ';');
      if (token.kind !== 'symbol') continue;
      if (token.text === '{') depth += 1;
      if (token.text === '}') {
        depth -= 1;
        if (depth <= 0) {
          this.#tokens.takes(';');
          return;
        }
      }
      if (token.text === ';' && depth === 0) return;
    }
  }

  #define(type: ProtoMessage | ProtoEnum, at: number): void {
    if (type.name.length > LONGEST_NAME) {
      throw new SchemaFileError({ key: 'long', args: { most: LONGEST_NAME } }, at);
    }
    if (this.#types.has(type.name)) {
      throw new SchemaFileError({ key: 'twice', args: { name: type.name } }, at);
    }
    this.#types.set(type.name, type);
  }

  #message(scope: string, depth: number): void {
    this.#tokens.take();
    const name = this.#tokens.needKind('name', '<name>');
    this.#body(within(scope, name.text), name, depth);
    this.#tokens.takes(';');
  }

  #body(name: string, { at }: Token, depth: number): void {
    if (depth > DEEPEST) throw new SchemaFileError({ key: 'deep', args: { levels: DEEPEST } }, at);
    const message: ProtoMessage = { kind: 'message', name, fields: new Map() };
    this.#define(message, at);
    this.#tokens.need('{');
    while (!this.#tokens.takes('}')) this.#member(message, depth);
  }

  #member(message: ProtoMessage, depth: number): void {
    const tokens = this.#tokens;
    const { text } = tokens.next;
    switch (text) {
      case 'message':
        this.#message(message.name, depth + 1);
        return;
      case 'enum':
        this.#enum(message.name);
        return;
      case 'extend':
        this.#extend(message.name, depth);
        return;
      case 'option':
      case 'reserved':
      case 'extensions':
        this.#skipStatement();
        return;
      case ';':
        tokens.take();
        return;
      case 'oneof':
        tokens.take();
        this.#oneof(message, depth);
        return;
      default:
        this.#add(message.fields, message.name, depth);
    }
  }

  #oneof({ fields, name }: ProtoMessage, depth: number): void {
    const tokens = this.#tokens;
    const { text: oneof } = tokens.needKind('name', '<name>');
    tokens.need('{');
    while (!tokens.takes('}')) {
      if (tokens.next.text === 'option') this.#skipStatement();
      else if (!tokens.takes(';')) this.#add(fields, name, depth, { oneof });
    }
  }

  #add(
    fields: Map<number, ProtoField>,
    scope: string,
    depth: number,
    more?: Pick<ProtoField, 'oneof'>,
  ): void {
    const { at } = this.#tokens.next;
    const field = { ...this.#field(scope, depth), ...more };
    if (fields.has(field.number)) {
      throw new SchemaFileError({ key: 'twice', args: { name: String(field.number) } }, at);
    }
    fields.set(field.number, field);
  }

  #field(scope: string, depth: number): ProtoField {
    const tokens = this.#tokens;
    const isRepeated = tokens.takes('repeated');
    if (!isRepeated && !tokens.takes('optional')) tokens.takes('required');
    const type = tokens.needKind('name', '<type>');
    if (type.text === 'group') return this.#group(scope, isRepeated, depth);
    if (type.text === 'map' && tokens.next.text === '<') return this.#map();
    const name = tokens.needKind('name', '<name>').text;
    const number = this.#number();
    const isPacked = this.#options() ?? this.#packs;
    this.#end();
    return { name, number, type: { name: type.text, at: type.at }, isRepeated, isPacked };
  }

  #map(): ProtoField {
    const tokens = this.#tokens;
    tokens.need('<');
    const keys = tokens.needKind('name', '<type>');
    tokens.need(',');
    const values = tokens.needKind('name', '<type>');
    tokens.need('>');
    const name = tokens.needKind('name', '<name>').text;
    const number = this.#number();
    this.#options();
    this.#end();
    const typed = ({ text, at }: Token): FieldType => ({ name: text, at });
    return { name, number, type: typed(values), keys: typed(keys), isRepeated: true };
  }

  /** A group of proto2: a field and its message in one. */
  #group(scope: string, isRepeated: boolean, depth: number): ProtoField {
    const name = this.#tokens.needKind('name', '<name>');
    const number = this.#number();
    this.#options();
    const full = within(scope, name.text);
    this.#body(full, name, depth + 1);
    const type = { name: `.${full}`, at: name.at };
    return { name: name.text.toLowerCase(), number, type, isRepeated, isGroup: true };
  }

  #number(): number {
    this.#tokens.need('=');
    const { text, at } = this.#tokens.needKind('number', '<number>');
    const number = Number(text);
    if (!Number.isInteger(number) || number < 1 || number > LARGEST_NUMBER) {
      throw new SchemaFileError({ key: 'number', args: { found: text.slice(0, 40) } }, at);
    }
    return number;
  }

  /** `[packed = true, (mine) = { a: 1 }]` @returns the option `packed`, if present */
  #options(): boolean | undefined {
    if (!this.#tokens.takes('[')) return undefined;
    let isPacked: boolean | undefined;
    let depth = 1;
    while (depth > 0) {
      const token = this.#tokens.take();
      if (token.text === 'packed' && depth === 1 && this.#tokens.takes('=')) {
        isPacked = this.#tokens.next.text === 'true';
      }
      if (token.kind === 'end') this.#tokens.fail(']');
      if (token.kind !== 'symbol') continue;
      if (token.text === '[') depth += 1;
      if (token.text === ']') depth -= 1;
    }
    return isPacked;
  }

  #enum(scope: string): void {
    const tokens = this.#tokens;
    tokens.take();
    const { text, at } = tokens.needKind('name', '<name>');
    const values = new Map<number, string>();
    this.#define({ kind: 'enum', name: within(scope, text), values }, at);
    tokens.need('{');
    while (!tokens.takes('}')) {
      if (tokens.next.text === 'option' || tokens.next.text === 'reserved') this.#skipStatement();
      else if (!tokens.takes(';')) this.#enumValue(values);
    }
    tokens.takes(';');
  }

  #enumValue(values: Map<number, string>): void {
    const tokens = this.#tokens;
    const name = tokens.needKind('name', '<name>').text;
    tokens.need('=');
    const sign = tokens.takes('-') ? -1 : 1;
    const number = Number(tokens.needKind('number', '<number>').text) * sign;
    this.#options();
    this.#end();
    if (!values.has(number)) values.set(number, name);
  }

  #extend(scope: string, depth: number): void {
    const tokens = this.#tokens;
    tokens.take();
    const { text, at } = tokens.needKind('name', '<type>');
    const fields = new Map<number, ProtoField>();
    tokens.need('{');
    while (!tokens.takes('}')) {
      if (!tokens.takes(';')) this.#add(fields, scope, depth);
    }
    this.#extensions.push({ of: { name: text, at }, scope, fields: [...fields.values()] });
  }
}

/** Throws `SchemaFileError`. */
export function parseProto(text: string): ProtoFile {
  return new Parser(text).file();
}
