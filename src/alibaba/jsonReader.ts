/** Reads a JSON file written by a user. Errors have a position but never the content. */
import type { Localizable } from '../base/message.ts';
import { type TextPlace, textPlace } from '../base/textPlace.ts';
import type { JsonTree } from '../payload/json/jsonTree.ts';
import type { DevicesFileFaults, FilePart } from './devicesFileFaults.ts';

export class FileFault extends Error {
  readonly place: TextPlace;
  readonly why: Localizable<DevicesFileFaults>;

  constructor(place: TextPlace, why: Localizable<DevicesFileFaults>) {
    super(why.key);
    this.place = place;
    this.why = why;
  }
}

/** Rows by key. */
type Members = ReadonlyMap<string, number>;

/** Each method throws a FileFault if the file is invalid. */
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

  fault(row: number, why: Localizable<DevicesFileFaults>): FileFault {
    return new FileFault(textPlace(this.#tree.bytes, this.#tree.tape.start(row)), why);
  }

  /** At a position inside the value's source; line and column count from 1. */
  faultWithin(row: number, within: TextPlace, why: Localizable<DevicesFileFaults>): FileFault {
    const { line, column } = textPlace(this.#tree.bytes, this.#tree.tape.start(row));
    const place = {
      line: line + within.line - 1,
      column: within.line === 1 ? column + within.column - 1 : within.column,
    };
    return new FileFault(place, why);
  }

  source(row: number): string {
    return this.#tree.source(row);
  }

  elements(row: number, name: string): readonly number[] {
    if (this.kind(row) !== 'array') {
      throw this.fault(row, { key: 'not-list', args: { name } });
    }
    return [...this.#tree.childRows(row)];
  }

  /**
   * @param allowed undefined for any keys. An unknown key is not repeated in the error, because it could be
   *   anything.
   */
  members(row: number, part: FilePart, allowed?: readonly string[]): Members {
    const members = new Map<string, number>();
    for (const child of this.#tree.childRows(row)) {
      const key = this.#tree.key(child) ?? '';
      if (allowed !== undefined && !allowed.includes(key)) {
        throw this.fault(child, { key: 'not-allowed', args: { part, allowed } });
      }
      if (members.has(key)) {
        const name = KEYS.has(key) || allowed !== undefined ? key : undefined;
        throw this.fault(child, { key: 'given-twice', args: { part, name } });
      }
      members.set(key, child);
    }
    return members;
  }

  text(row: number, members: Members, name: string, part: FilePart): string {
    const at = members.get(name);
    if (at === undefined) throw this.fault(row, { key: 'missing', args: { part, name } });
    const text = this.#tree.string(at);
    if (text === undefined) throw this.fault(at, { key: 'not-text', args: { name } });
    if (text === '') throw this.fault(at, { key: 'empty-text', args: { name } });
    return text;
  }

  /** A name for use in user names and topics. */
  name(row: number, members: Members, name: string, part: FilePart): string {
    const text = this.text(row, members, name, part);
    if (/[&/+#\s]/.test(text)) {
      throw this.fault(members.get(name) ?? row, { key: 'not-a-name', args: { name } });
    }
    return text;
  }

  isTrue(members: Members, name: string): boolean {
    const at = members.get(name);
    if (at === undefined) return false;
    const kind = this.kind(at);
    if (kind !== 'true' && kind !== 'false') {
      throw this.fault(at, { key: 'not-a-truth', args: { name } });
    }
    return kind === 'true';
  }

  /** A text, number or boolean; undefined for anything else. */
  plain(row: number): string | number | boolean | undefined {
    const kind = this.kind(row);
    if (kind === 'true' || kind === 'false') return kind === 'true';
    return kind === 'number' ? Number(this.#tree.source(row)) : this.#tree.string(row);
  }
}

/** Keys of devices, which may have others as well. */
const KEYS: ReadonlySet<string> = new Set(['productKey', 'deviceName', 'deviceSecret', 'disabled']);
