/** Definition of keywords, which turn into checks of values. */
import type { Check, SchemaNode } from '../evaluating/evaluation.ts';
import { isList, isObject, type JsonObject } from '../evaluating/jsonValue.ts';
import type { Place } from '../evaluating/place.ts';
import type { StepBudget } from '../evaluating/stepBudget.ts';
import { type KeywordValue, wrongKeyword } from './schemaRejections.ts';

export type Draft = '4' | '7' | '2019-09' | '2020-12';

/** Target of a reference, available when all schemas of the document are prepared. */
export interface Reference {
  readonly target: () => SchemaNode;
  /** Dynamic anchor that selects an outer schema instead of the target. */
  readonly dynamicAnchor: () => string | undefined;
}

/** Context of a keyword. */
export interface KeywordContext {
  readonly draft: Draft;
  readonly keyword: string;
  /** The schema that contains the keyword. */
  readonly schema: JsonObject;
  readonly place: Place;
  readonly steps: StepBudget;
  /** Throws `SchemaError`. A subschema for a part of the value. */
  readonly subschema: (value: unknown, place: Place) => SchemaNode;
  /** Throws `SchemaError`. A subschema for the value itself. */
  readonly inPlace: (value: unknown, place: Place) => SchemaNode;
  /** A reference; its target is checked when all schemas are known. */
  readonly reference: (uri: string, isDynamic: boolean) => Reference;
}

/** Throws `SchemaError` if the keyword's value is malformed. undefined: there is nothing to check. */
export type Keyword = (value: unknown, context: KeywordContext) => Check | undefined;

export const wrong = ({ place }: KeywordContext, expected: KeywordValue) =>
  wrongKeyword(place, expected);

/** Throws `SchemaError` if the number, or one inside the value, is infinite: too large for a double. */
export function finite<Value>(value: Value, context: KeywordContext): Value {
  const isInfinite = (one: unknown): boolean =>
    typeof one === 'number'
      ? !Number.isFinite(one)
      : typeof one === 'object' && one !== null && Object.values(one).some(isInfinite);
  if (isInfinite(value)) throw wrong(context, 'double');
  return value;
}

/** Throws `SchemaError`. */
export function number(value: unknown, context: KeywordContext): number {
  if (typeof value !== 'number') throw wrong(context, 'number');
  return finite(value, context);
}

/** Throws `SchemaError`. */
export function count(value: unknown, context: KeywordContext): number {
  if (typeof value === 'number') finite(value, context);
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) {
    throw wrong(context, 'count');
  }
  return value;
}

/** Throws `SchemaError`. */
export function text(value: unknown, context: KeywordContext): string {
  if (typeof value !== 'string') throw wrong(context, 'text');
  return value;
}

/** Throws `SchemaError`. */
export function names(value: unknown, place: Place): readonly string[] {
  const found = isList(value) ? value.filter((name) => typeof name === 'string') : [];
  if (!isList(value) || found.length < value.length) throw wrongKeyword(place, 'names');
  return found;
}

/** Throws `SchemaError`. */
export function members(
  value: unknown,
  context: KeywordContext,
  expected: KeywordValue,
): readonly (readonly [name: string, value: unknown])[] {
  if (!isObject(value)) throw wrong(context, expected);
  return Object.entries(value);
}

/** Limits a check to values of one type; others match. */
export const ofNumbers =
  (check: (value: number, ...rest: Parameters<Check>) => boolean): Check =>
  (spot, evaluation) =>
    typeof spot.value !== 'number' || check(spot.value, spot, evaluation);

export const ofTexts =
  (check: (value: string, ...rest: Parameters<Check>) => boolean): Check =>
  (spot, evaluation) =>
    typeof spot.value !== 'string' || check(spot.value, spot, evaluation);

export const ofLists =
  (check: (value: readonly unknown[], ...rest: Parameters<Check>) => boolean): Check =>
  (spot, evaluation) =>
    !isList(spot.value) || check(spot.value, spot, evaluation);

export const ofObjects =
  (check: (value: JsonObject, ...rest: Parameters<Check>) => boolean): Check =>
  (spot, evaluation) =>
    !isObject(spot.value) || check(spot.value, spot, evaluation);
