/** Checks messages from another program: the key and all its arguments must be known. */
import type { Localizable } from './message.ts';

type Guard<T> = (value: unknown) => value is T;

/** A guard for each argument of each message. */
type Shapes = Readonly<Record<string, Readonly<Record<string, Guard<unknown>>>>>;

/** The subject whose messages have these shapes. */
export type SubjectOf<All> = {
  readonly [Key in keyof All]: {
    readonly [Name in keyof All[Key]]: All[Key][Name] extends Guard<infer T> ? T : never;
  };
};

/** True for a message known to this version; a newer program may send others. */
export function isLocalizable<All extends Shapes>(
  shapes: All,
  value: unknown,
): value is Localizable<SubjectOf<All>> {
  if (!isObject(value)) return false;
  const { key, args } = value;
  if (typeof key !== 'string' || !Object.hasOwn(shapes, key) || !isObject(args)) return false;
  return Object.entries(shapes[key] ?? {}).every(([name, guard]) => guard(args[name]));
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

export const isNumber: Guard<number> = (value) => typeof value === 'number';
export const isTruth: Guard<boolean> = (value) => typeof value === 'boolean';
export const isText: Guard<string> = (value) => typeof value === 'string';
export const isTexts: Guard<readonly string[]> = (value) =>
  Array.isArray(value) && value.every(isText);

export const isOneOf =
  <const T extends string>(...texts: readonly T[]): Guard<T> =>
  (value): value is T =>
    texts.some((text) => text === value);

export const isAbsentOr =
  <T>(guard: Guard<T>): Guard<T | undefined> =>
  (value): value is T | undefined =>
    value === undefined || guard(value);

/** Guard for a message nested in another. */
export const isLocalizableOf =
  <All extends Shapes>(shapes: All): Guard<Localizable<SubjectOf<All>>> =>
  (value): value is Localizable<SubjectOf<All>> =>
    isLocalizable(shapes, value);
