/** Reads untrusted values, such as parsed JSON, member by member. Errors contain the path. */
import type { MemberError } from './memberErrors.ts';

/** Keys and list indexes from the outermost value. */
export type Path = readonly (string | number)[];

/** Thrown by readers. */
export class ValueError extends Error {
  readonly path: Path;
  readonly error: MemberError;

  constructor(path: Path, error: MemberError) {
    super(error.key);
    this.path = path;
    this.error = error;
  }
}

/** Formats a path like `rules[2].match.qos`. */
export function pathText(path: Path): string {
  const text = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
  return text === '' ? 'the outermost value' : text.replace(/^\./, '');
}

export type Read<T> = (value: unknown, path: Path) => T;

/** An object whose members are read by name; an unread member is an error. */
export class Members {
  readonly #members: ReadonlyMap<string, unknown>;
  readonly #path: Path;
  readonly #asked: string[] = [];

  constructor(value: unknown, path: Path) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new ValueError(path, { key: 'not-object', args: {} });
    }
    this.#members = new Map(Object.entries(value));
    this.#path = path;
  }

  required<T>(key: string, read: Read<T>): T {
    this.#asked.push(key);
    const path = [...this.#path, key];
    if (!this.#members.has(key)) throw new ValueError(path, { key: 'missing', args: {} });
    return read(this.#members.get(key), path);
  }

  /** An undefined member counts as absent; JSON has no undefined. */
  optional<T>(key: string, read: Read<T>): T | undefined {
    if (this.#members.get(key) !== undefined) return this.required(key, read);
    this.#asked.push(key);
    return undefined;
  }

  end(): void {
    for (const key of this.#members.keys()) {
      if (this.#asked.includes(key)) continue;
      throw new ValueError([...this.#path, key], { key: 'unknown', args: { known: this.#asked } });
    }
  }
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Removes undefined members. */
export function present<T extends object>(members: T): Present<T> {
  const kept: Present<T> = { ...members };
  for (const key in kept) if (kept[key] === undefined) delete kept[key];
  return kept;
}

export function list(value: unknown, path: Path): readonly unknown[] {
  if (!Array.isArray(value)) throw new ValueError(path, { key: 'not-list', args: {} });
  return value;
}

export function string(longest: number): Read<string> {
  return (value, path) => {
    if (typeof value !== 'string') throw new ValueError(path, { key: 'not-text', args: {} });
    // MQTT forbids lone surrogates and U+0000 [MQTT-1.5.4-1, MQTT-1.5.4-2].
    if (value.length > longest || /[\0\p{Surrogate}]/u.test(value)) {
      throw new ValueError(path, { key: 'text-form', args: { longest } });
    }
    return value;
  };
}

export function flag(value: unknown, path: Path): boolean {
  if (typeof value !== 'boolean') throw new ValueError(path, { key: 'not-truth', args: {} });
  return value;
}

export function oneOf<const T extends string>(...names: readonly T[]): Read<T> {
  return (value, path) => {
    const found = names.find((name) => name === value);
    if (found !== undefined) return found;
    throw new ValueError(path, { key: 'one-of', args: { names } });
  };
}

export function whole(least: number, most: number): Read<number> {
  return (value, path) => {
    if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) {
      return value;
    }
    const isOpen = most === Number.MAX_SAFE_INTEGER;
    throw new ValueError(path, {
      key: 'whole',
      args: { least, most: isOpen ? undefined : most },
    });
  };
}
