/** Values of a thing model as a form holds them: text as typed, also where it is not valid yet. */
import { isObject, namedValues } from '../../alibaba/alink/checkValue.ts';
import type { ThingType, ThingValue } from '../../alibaba/alink/thingModel.ts';

/** A struct's members by identifier; everything else as text, lists as JSON. */
export type ValueDraft = string | Fields;
export type Fields = ReadonlyMap<string, ValueDraft>;

export type FieldFault = 'not-number' | 'not-whole' | 'not-array';

export interface ReadFields {
  /** Without those that were left empty. */
  readonly values: Readonly<Record<string, unknown>>;
  /** By path. */
  readonly faults: ReadonlyMap<string, FieldFault>;
}

/** Of a field in a form; `parent` is that of the struct around it. */
export function pathOf(identifier: string, parent = ''): string {
  return `${parent}/${identifier}`;
}

export function fieldsOf(known: readonly ThingValue[], values: unknown): Fields {
  return new Map(
    known.map(({ identifier, type }) => {
      const has = isObject(values) && Object.hasOwn(values, identifier);
      return [identifier, draftOf(type, has ? values[identifier] : undefined)];
    }),
  );
}

function draftOf(type: ThingType, value: unknown): ValueDraft {
  if (type.type === 'struct') return fieldsOf(type.members, value);
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

type ReadValue =
  /** undefined: it was left empty. */
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly fault: FieldFault };

const NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;

function readNumber(text: string, isWhole: boolean): ReadValue {
  const value = NUMBER.test(text) ? Number(text) : Number.NaN;
  if (!Number.isFinite(value)) return { ok: false, fault: 'not-number' };
  if (isWhole && !Number.isInteger(value)) return { ok: false, fault: 'not-whole' };
  return { ok: true, value };
}

function readArray(text: string): ReadValue {
  try {
    const value: unknown = JSON.parse(text);
    if (Array.isArray(value)) return { ok: true, value };
  } catch {
    // The same is said of what is JSON and no list.
  }
  return { ok: false, fault: 'not-array' };
}

function readText(type: Exclude<ThingType, { readonly type: 'struct' }>, text: string): ReadValue {
  const trimmed = text.trim();
  if (trimmed === '') return { ok: true, value: text === '' ? undefined : textOnly(type, text) };
  switch (type.type) {
    case 'text':
      return { ok: true, value: text };
    case 'date':
      return { ok: true, value: trimmed };
    case 'array':
      return readArray(trimmed);
    case 'int':
    case 'enum':
    case 'bool':
      return readNumber(trimmed, true);
    case 'float':
    case 'double':
      return readNumber(trimmed, false);
  }
}

/** Blanks are a text, and nothing else. */
const textOnly = (type: ThingType, text: string): string | undefined =>
  type.type === 'text' ? text : undefined;

/** The values of a form; a struct of which nothing is given is left out. */
export function readFields(known: readonly ThingValue[], fields: Fields, parent = ''): ReadFields {
  const values: [string, unknown][] = [];
  const faults = new Map<string, FieldFault>();
  for (const { identifier, type } of known) {
    const path = pathOf(identifier, parent);
    const draft = fields.get(identifier) ?? '';
    if (type.type === 'struct') {
      const inner = readFields(type.members, typeof draft === 'string' ? new Map() : draft, path);
      for (const [place, fault] of inner.faults) faults.set(place, fault);
      if (Object.keys(inner.values).length > 0) values.push([identifier, inner.values]);
    } else {
      const read = readText(type, typeof draft === 'string' ? draft : '');
      if (!read.ok) faults.set(path, read.fault);
      else if (read.value !== undefined) values.push([identifier, read.value]);
    }
  }
  return { values: Object.fromEntries(values), faults };
}

/** Values that can be chosen, with their names; undefined: it is typed. */
export function choicesOf(
  type: ThingType,
): readonly { readonly value: string; readonly label: string }[] | undefined {
  if (type.type !== 'enum' && type.type !== 'bool') return undefined;
  return namedValues(type)?.map((value) => ({
    value: String(value),
    label: [value, type.names.get(value)].filter((part) => part !== undefined).join(' '),
  }));
}

type ParsedObject =
  | { readonly ok: true; readonly value: Readonly<Record<string, unknown>> }
  /** `why`: undefined: it is JSON, but no object. */
  | { readonly ok: false; readonly why: string | undefined };

export function parseObject(text: string): ParsedObject {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? { ok: true, value } : { ok: false, why: undefined };
  } catch (error) {
    return { ok: false, why: error instanceof Error ? error.message : String(error) };
  }
}
