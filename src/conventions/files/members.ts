/** Reads an object of a convention file member by member, and notes errors with their places. */
import { plainText } from '../../payload/json/memberAt.ts';
import type { ConventionError, ConventionErrors, Wanted } from './fileErrors.ts';

/** Limit of errors reported for one file. */
const MOST_FAULTS = 50;

export class FileErrors {
  readonly all: ConventionError[] = [];

  add(place: string, why: ConventionError['why']): void {
    if (this.all.length < MOST_FAULTS) this.all.push({ place, why });
  }

  wanted(place: string, what: Wanted): undefined {
    this.add(place, { key: 'wanted', args: { what } });
    return undefined;
  }
}

/** Reads a value at a place; undefined if it is invalid. */
export type Read<T> = (value: unknown, place: string, errors: FileErrors) => T | undefined;

export const readText: Read<string> = (value, place, errors) =>
  typeof value === 'string' ? value : errors.wanted(place, 'text');

export const readNumber: Read<number> = (value, place, errors) =>
  typeof value === 'number' ? value : errors.wanted(place, 'number');

export const readFlag: Read<boolean> = (value, place, errors) =>
  typeof value === 'boolean' ? value : errors.wanted(place, 'flag');

export const readScalar: Read<string | number | boolean | null> = (value, place, errors) => {
  const isScalar =
    value === null ||
    typeof value === 'string' ||
    typeof value === 'number' ||
    typeof value === 'boolean';
  return isScalar ? value : errors.wanted(place, 'scalar');
};

export const oneOf =
  <const T extends string>(choices: readonly T[]): Read<T> =>
  (value, place, errors) => {
    const found = choices.find((choice) => choice === value);
    if (found === undefined) {
      const args: ConventionErrors['choice'] = { found: shown(value), choices };
      errors.add(place, { key: 'choice', args });
    }
    return found;
  };

export const listOf =
  <T>(read: Read<T>, most: number): Read<readonly T[]> =>
  (value, place, errors) => {
    if (!Array.isArray(value)) return errors.wanted(place, 'list');
    if (value.length > most) errors.add(place, { key: 'too-many', args: { most } });
    const items: readonly unknown[] = value.slice(0, most);
    return items.flatMap((item, index) => read(item, `${place}[${index}]`, errors) ?? []);
  };

/** A single value, or a list of them. */
export const someOf =
  <T>(read: Read<T>, most: number): Read<readonly T[]> =>
  (value, place, errors) => {
    if (Array.isArray(value)) return listOf(read, most)(value, place, errors);
    const one = read(value, place, errors);
    return one === undefined ? undefined : [one];
  };

export const recordOf =
  <T>(read: Read<T>, readName: Read<string>, most: number): Read<Readonly<Record<string, T>>> =>
  (value, place, errors) => {
    const entries = entriesOf(value);
    if (entries === undefined) return errors.wanted(place, 'object');
    if (entries.length > most) errors.add(place, { key: 'too-many', args: { most } });
    const members = entries.slice(0, most).flatMap(([name, item]) => {
      const at = memberPlace(place, name);
      readName(name, at, errors);
      const one = read(item, at, errors);
      return one === undefined ? [] : [[name, one] as const];
    });
    return Object.fromEntries(members);
  };

export class Members {
  readonly place: string;
  readonly #entries: ReadonlyMap<string, unknown>;
  readonly #errors: FileErrors;
  readonly #asked = new Set<string>();

  constructor(value: unknown, place: string, errors: FileErrors) {
    const entries = entriesOf(value);
    if (entries === undefined) errors.wanted(place, 'object');
    this.place = place;
    this.#entries = new Map(entries);
    this.#errors = errors;
  }

  /** An optional member. Missing in the result if it is absent or invalid. */
  some<Name extends string, T>(name: Name, read: Read<T>): { readonly [N in Name]?: T };
  some<T>(name: string, read: Read<T>): Readonly<Record<string, T>> {
    const found = this.#read(name, read);
    return found === undefined ? {} : { [name]: found };
  }

  /** A required member. @param otherwise the value used if it is absent */
  must<T>(name: string, read: Read<T>, otherwise: T): T {
    if (!this.#entries.has(name)) {
      this.#errors.add(this.place, { key: 'missing', args: { name } });
    }
    return this.#read(name, read) ?? otherwise;
  }

  /** Called after all allowed members have been read. */
  end(): void {
    const choices = [...this.#asked];
    for (const name of this.#entries.keys()) {
      if (this.#asked.has(name)) continue;
      this.#errors.add(this.place, { key: 'unknown', args: { name: shown(name), choices } });
    }
  }

  #read<T>(name: string, read: Read<T>): T | undefined {
    this.#asked.add(name);
    if (!this.#entries.has(name)) return undefined;
    return read(this.#entries.get(name), memberPlace(this.place, name), this.#errors);
  }
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] | undefined {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? Object.entries(value) : undefined;
}

function memberPlace(place: string, name: string): string {
  const isPlain = /^[\p{L}_$][\p{L}\p{N}_$-]*$/u.test(name);
  const step = isPlain ? name : `[${JSON.stringify(shown(name))}]`;
  return isPlain && place !== '' ? `${place}.${step}` : `${place}${step}`;
}

/** Limit of characters in a reported value. */
const SHOWN = 100;

export function shown(value: unknown): string {
  return (plainText(value) ?? '').slice(0, SHOWN);
}
