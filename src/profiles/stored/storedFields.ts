/** Reads untrusted stored data field by field. */

/** Names the wrong field and its expected type, but not its content. */
export class StoredError extends Error {
  readonly path: string;

  constructor(path: string, wanted: string) {
    super(`${path} is not ${wanted}`);
    this.path = path;
  }
}

/** The fields of a stored object. An absent field takes its default, if it has one. */
export class Fields {
  readonly #fields: ReadonlyMap<string, unknown>;
  readonly #path: string;

  constructor(value: unknown, path: string) {
    if (typeof value !== 'object' || value === null) throw new StoredError(path, 'an object');
    this.#fields = new Map<string, unknown>(Object.entries(value));
    this.#path = path;
  }

  has(name: string): boolean {
    return this.#fields.get(name) !== undefined;
  }

  error(name: string, wanted: string): StoredError {
    return new StoredError(this.#pathOf(name), wanted);
  }

  text(name: string, absent?: string): string {
    const value = this.#fields.get(name) ?? absent;
    if (typeof value !== 'string') throw this.error(name, 'a text');
    return value;
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
    return steps.map((step) => {
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
  bytes(name: string): Uint8Array {
    const value = this.#fields.get(name);
    if (!(value instanceof Uint8Array)) throw this.error(name, 'bytes');
    return value.slice();
  }

  /** A value that is parsed where it is used. */
  unread(name: string): unknown {
    return this.#fields.get(name);
  }

  group(name: string): Fields {
    return new Fields(this.#fields.get(name), this.#pathOf(name));
  }

  /** Each item of a list; an absent list is empty. */
  list<T>(name: string, read: (item: Fields) => T): readonly T[] {
    const value = this.#fields.get(name) ?? [];
    if (!Array.isArray(value)) throw this.error(name, 'a list');
    return value.map((item: unknown, i) => read(new Fields(item, `${this.#pathOf(name)}[${i}]`)));
  }

  texts(name: string): readonly string[] {
    const value: unknown = this.#fields.get(name);
    const items: readonly unknown[] = Array.isArray(value) ? value : [undefined];
    return items.map((one) => {
      if (typeof one === 'string') return one;
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
    return [first, second];
  }

  #pathOf(name: string): string {
    return this.#path === '' ? name : `${this.#path}.${name}`;
  }
}
