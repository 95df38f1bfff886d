/** Reads an object of a convention file member by member, and notes errors with their places. */
import { plainText } from '../../payload/json/memberAt.ts';
import type { ConventionFault, ConventionFaults, Wanted } from './fileFaults.ts';

/** Limit of errors reported for one file. */
const MOST_FAULTS = 50;

export class Faults {
  readonly all: ConventionFault[] = [];

  add(place: string, why: ConventionFault['why']): void {
    if (this.all.length < MOST_FAULTS) this.all.push({ place, why });
  }

  wanted(place: string, what: Wanted): undefined {
    this.add(place, { key: 'wanted', args: { what } });
    return undefined;
  }
}

/** Reads a value at a place; undefined if it is invalid. */
export type Read<T> = (value: unknown, place: string, faults: Faults) => T | undefined;

export const readText: Read<string> = (value, place, faults) =>
  typeof value === 'string' ? value : faults.wanted(place, 'text');

export const readNumber: Read<number> = (value, place, faults) =>
  typeof value === 'number' ? value : faults.wanted(place, 'number');

export const readFlag: Read<boolean> = (value, place, faults) =>
  typeof value === 'boolean' ? value : faults.wanted(place, 'flag');

export const readScalar: Read<string | number | boolean | null> = (value, place, faults) => {
  const isScalar =
    value === null ||
    typeof value === 'string' ||
    typeof value === 'number' ||
    typeof value === 'boolean';
  return isScalar ? value : faults.wanted(place, 'scalar');
};

export const oneOf =
  <const T extends string>(choices: readonly T[]): Read<T> =>
  (value, place, faults) => {
    const found = choices.find((choice) => choice === value);
    if (found === undefined) {
      const args: ConventionFaults['choice'] = { found: shown(value), choices };
      faults.add(place, { key: 'choice', args });
    }
    return found;
  };

export const listOf =
  <T>(read: Read<T>, most: number): Read<readonly T[]> =>
  (value, place, faults) => {
    if (!Array.isArray(value)) return faults.wanted(place, 'list');
    if (value.length > most) faults.add(place, { key: 'too-many', args: { most } });
    const items: readonly unknown[] = value.slice(0, most);
    return items.flatMap((item, index) => read(item, `${place}[${index}]`, faults) ?? []);
  };

/** A single value, or a list of them. */
export const someOf =
  <T>(read: Read<T>, most: number): Read<readonly T[]> =>
  (value, place, faults) => {
    if (Array.isArray(value)) return listOf(read, most)(value, place, faults);
    const one = read(value, place, faults);
    return one === undefined ? undefined : [one];
  };

export const recordOf =
  <T>(read: Read<T>, readName: Read<string>, most: number): Read<Readonly<Record<string, T>>> =>
  (value, place, faults) => {
    const entries = entriesOf(value);
    if (entries === undefined) return faults.wanted(place, 'object');
    if (entries.length > most) faults.add(place, { key: 'too-many', args: { most } });
    const members = entries.slice(0, most).flatMap(([name, item]) => {
      const at = memberPlace(place, name);
      readName(name, at, faults);
      const one = read(item, at, faults);
      return one === undefined ? [] : [[name, one] as const];
    });
    return Object.fromEntries(members);
  };

export class Members {
  readonly place: string;
  readonly #entries: ReadonlyMap<string, unknown>;
  readonly #faults: Faults;
  readonly #asked = new Set<string>();

  constructor(value: unknown, place: string, faults: Faults) {
    const entries = entriesOf(value);
    if (entries === undefined) faults.wanted(place, 'object');
    this.place = place;
    this.#entries = new Map(entries);
    this.#faults = faults;
  }

  /** An optional member. If it is absent or invalid, the result has no such member. */
  some<Name extends string, T>(name: Name, read: Read<T>): { readonly [N in Name]?: T };
  some<T>(name: string, read: Read<T>): Readonly<Record<string, T>> {
    const found = this.#read(name, read);
    return found === undefined ? {} : { [name]: found };
  }

  /** A required member. @param otherwise the value used if it is absent */
  must<T>(name: string, read: Read<T>, otherwise: T): T {
    if (!this.#entries.has(name)) {
      this.#faults.add(this.place, { key: 'missing', args: { name } });
    }
    return this.#read(name, read) ?? otherwise;
  }

  /** Called after all allowed members have been read. */
  end(): void {
    const choices = [...this.#asked];
    for (const name of this.#entries.keys()) {
      if (this.#asked.has(name)) continue;
      this.#faults.add(this.place, { key: 'unknown', args: { name: shown(name), choices } });
    }
  }

  #read<T>(name: string, read: Read<T>): T | undefined {
    this.#asked.add(name);
    if (!this.#entries.has(name)) return undefined;
    return read(this.#entries.get(name), memberPlace(this.place, name), this.#faults);
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
