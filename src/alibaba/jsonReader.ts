/** Reads a JSON file that a person wrote; faults name the place, and never what stands there. */
import type { JsonTree } from '../payload/jsonTree.ts';
import { type TextPlace, textPlace } from '../payload/textPlace.ts';

/** Its message begins with line and column. */
export class FileFault extends Error {}

/** `line 3, column 7: …`, for a byte of the file. */
export function placed(bytes: Uint8Array, offset: number, what: string): string {
  const { line, column } = textPlace(bytes, offset);
  return `line ${line}, column ${column}: ${what}`;
}

/** Rows by their key. */
type Members = ReadonlyMap<string, number>;

/** Each of its methods throws a FileFault where the file is not as it must be. */
export class JsonReader {
  readonly #tree: JsonTree;

  constructor(tree: JsonTree) {
    this.#tree = tree;
  }

  kind(row: number): ReturnType<JsonTree['tape']['kind']> {
    return this.#tree.tape.kind(row);
  }

  line(row: number): number {
    return textPlace(this.#tree.bytes, this.#tree.tape.start(row)).line;
  }

  fault(row: number, what: string): FileFault {
    return new FileFault(placed(this.#tree.bytes, this.#tree.tape.start(row), what));
  }

  /** At a place within the value's source, both of which count from 1. */
  faultWithin(row: number, within: TextPlace, what: string): FileFault {
    const { line, column } = textPlace(this.#tree.bytes, this.#tree.tape.start(row));
    const isFirst = within.line === 1;
    return new FileFault(
      `line ${line + within.line - 1}, column ${isFirst ? column + within.column - 1 : within.column}: ${what}`,
    );
  }

  source(row: number): string {
    return this.#tree.source(row);
  }

  elements(row: number, what: string): readonly number[] {
    if (this.kind(row) !== 'array') throw this.fault(row, `${what} must be a list, [ … ]`);
    return [...this.#tree.childRows(row)];
  }

  /** `allowed` undefined: any. A key that is not ours is not repeated, for it could be anything. */
  members(row: number, where: string, allowed?: readonly string[]): Members {
    const members = new Map<string, number>();
    for (const child of this.#tree.childRows(row)) {
      const key = this.#tree.key(child) ?? '';
      if (allowed !== undefined && !allowed.includes(key)) {
        throw this.fault(child, `${where} there may be ${listed(allowed)}, and not this`);
      }
      if (members.has(key)) {
        const name = KEYS.has(key) || allowed !== undefined ? key : 'a key';
        throw this.fault(child, `${name} is given twice ${where}`);
      }
      members.set(key, child);
    }
    return members;
  }

  text(row: number, members: Members, key: string, what: string): string {
    const at = members.get(key);
    if (at === undefined) throw this.fault(row, `the ${what} has no ${key}`);
    const text = this.#tree.string(at);
    if (text === undefined) throw this.fault(at, `${key} must be a text in quotation marks`);
    if (text === '') throw this.fault(at, `${key} is empty`);
    return text;
  }

  /** What stands in user names and topics. */
  name(row: number, members: Members, key: string, what: string): string {
    const name = this.text(row, members, key, what);
    if (/[&/+#\s]/.test(name)) {
      throw this.fault(members.get(key) ?? row, `${key} holds a blank or one of & / + #`);
    }
    return name;
  }

  isTrue(members: Members, key: string): boolean {
    const at = members.get(key);
    if (at === undefined) return false;
    const kind = this.kind(at);
    if (kind !== 'true' && kind !== 'false') throw this.fault(at, `${key} must be true or false`);
    return kind === 'true';
  }

  /** A text, a number, true or false; undefined: it is none of them. */
  plain(row: number): string | number | boolean | undefined {
    const kind = this.kind(row);
    if (kind === 'true' || kind === 'false') return kind === 'true';
    return kind === 'number' ? Number(this.#tree.source(row)) : this.#tree.string(row);
  }
}

/** Of devices, where any other key is allowed. */
const KEYS: ReadonlySet<string> = new Set(['productKey', 'deviceName', 'deviceSecret', 'disabled']);

function listed(names: readonly string[]): string {
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}
