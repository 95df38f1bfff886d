/** Reads untrusted stored data field by field. */

/** Names the wrong field and its expected type, but not its content. */
export class StoredError extends Error {
  readonly path: string;

  constructor(path: string, wanted: string) {
    super(`${path} is not ${wanted}`);
    this.path = path;
  }
}

/** A record of a newer version. */
export class NewerFormatError extends StoredError {}

/** A text, bytes or a list above its limit. */
export class TooLongError extends StoredError {
  readonly most: number;

  constructor(path: string, most: number) {
    super(path, `at most ${most} long`);
    this.most = most;
  }
}

/** Maximum characters of a text and entries of a list, unless the reader names another limit. */
interface Limits {
  readonly text: number;
  readonly entries: number;
}

/** Longest text in MQTT, in bytes. */
export const LONGEST_TEXT = 65_535;

/** Limits of records: the form draws every entry, and every text in a box. */
export const RECORD_LIMITS: Limits = { text: LONGEST_TEXT, entries: 2000 };

const UNLIMITED: Limits = { text: Number.POSITIVE_INFINITY, entries: Number.POSITIVE_INFINITY };

/** The fields of a stored object. An absent field takes its default, if it has one. */
export class Fields {
  readonly #fields: ReadonlyMap<string, unknown>;
  readonly #path: string;
  readonly #limits: Limits;

  /** @param limits also of the groups and lists within it */
  constructor(value: unknown, path: string, limits = UNLIMITED) {
    if (typeof value !== 'object' || value === null) throw new StoredError(path, 'an object');
    this.#fields = new Map<string, unknown>(Object.entries(value));
    this.#path = path;
    this.#limits = limits;
  }

  has(name: string): boolean {
    return this.#fields.get(name) !== undefined;
  }

  error(name: string, wanted: string): StoredError {
    return new StoredError(this.#pathOf(name), wanted);
  }

  text(name: string, absent?: string, most = this.#limits.text): string {
    const value = this.#fields.get(name) ?? absent;
    if (typeof value !== 'string') throw this.error(name, 'a text');
    return this.#bounded(name, value, most);
  }

  flag(name: string, absent?: boolean): boolean {
    const value = this.#fields.get(name) ?? absent;
    if (typeof value !== 'boolean') throw this.error(name, 'true or false');
    return value;
  }

  /** An integer from 0 to `most`. */
  whole(name: string, most: number, absent?: number): number {
    const value = this.#fields.get(name) ?? absent;
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > most) {
      throw this.error(name, `a whole number up to ${most}`);
    }
    return value;
  }

  /** Any finite number. */
  number(name: string): number {
    const value = this.#fields.get(name);
    if (typeof value !== 'number' || !Number.isFinite(value)) throw this.error(name, 'a number');
    return value;
  }

  /** A list of names and indexes from 0: the path of a value in a payload. */
  path(name: string): readonly (string | number)[] {
    const value: unknown = this.#fields.get(name);
    const steps: readonly unknown[] = Array.isArray(value) ? value : [undefined];
    return this.#bounded(name, steps, this.#limits.entries).map((step) => {
      if (typeof step === 'string' || (typeof step === 'number' && Number.isInteger(step)))
        return step;
      throw this.error(name, 'a list of names and places');
    });
  }

  oneOf<T extends string | number>(name: string, allowed: readonly T[], absent?: T): T {
    const value = this.#fields.get(name) ?? absent;
    const found = allowed.find((each) => each === value);
    if (found === undefined) throw this.error(name, `one of ${allowed.join(', ')}`);
    return found;
  }

  /** A copy of the bytes. */
  bytes(name: string, most = Number.POSITIVE_INFINITY): Uint8Array {
    const value = this.#fields.get(name);
    if (!(value instanceof Uint8Array)) throw this.error(name, 'bytes');
    return this.#bounded(name, value, most).slice();
  }

  /** A value that is parsed where it is used. */
  unread(name: string): unknown {
    return this.#fields.get(name);
  }

  group(name: string): Fields {
    return new Fields(this.#fields.get(name), this.#pathOf(name), this.#limits);
  }

  /** Each item of a list; an absent list is empty. */
  list<T>(name: string, read: (item: Fields) => T, most = this.#limits.entries): readonly T[] {
    const value: unknown = this.#fields.get(name) ?? [];
    if (!Array.isArray(value)) throw this.error(name, 'a list');
    const items: readonly unknown[] = this.#bounded(name, value, most);
    const path = this.#pathOf(name);
    return items.map((item, at) => read(new Fields(item, `${path}[${at}]`, this.#limits)));
  }

  /** The first `most` items of a list. Undefined for each item that cannot be read. */
  readable<T>(name: string, read: (item: Fields) => T, most: number): readonly (T | undefined)[] {
    const items: unknown = this.#fields.get(name);
    if (!Array.isArray(items)) throw this.error(name, 'a list');
    return items
      .slice(0, most)
      .map((item: unknown) => readOrUndefined(() => read(new Fields(item, name, this.#limits))));
  }

  texts(name: string): readonly string[] {
    const value: unknown = this.#fields.get(name);
    const items: readonly unknown[] = Array.isArray(value) ? value : [undefined];
    return this.#bounded(name, items, this.#limits.entries).map((one) => {
      if (typeof one === 'string') return this.#bounded(name, one, this.#limits.text);
      throw this.error(name, 'a list of texts');
    });
  }

  /** A list of two texts. */
  pair(name: string): readonly [string, string] {
    const value: unknown = this.#fields.get(name);
    const items: readonly unknown[] = Array.isArray(value) ? value : [];
    const [first, second] = items;
    if (items.length !== 2 || typeof first !== 'string' || typeof second !== 'string') {
      throw this.error(name, 'a pair of texts');
    }
    const { text } = this.#limits;
    return [this.#bounded(name, first, text), this.#bounded(name, second, text)];
  }

  #bounded<T extends { readonly length: number }>(name: string, value: T, most: number): T {
    if (value.length > most) throw new TooLongError(this.#pathOf(name), most);
    return value;
  }

  #pathOf(name: string): string {
    return this.#path === '' ? name : `${this.#path}.${name}`;
  }
}

/** Undefined instead of a StoredError. */
export function readOrUndefined<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof StoredError) return undefined;
    throw error;
  }
}
