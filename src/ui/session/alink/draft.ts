/** Values of a thing model during editing, by field or as JSON, and the resulting JSON. */
import {
  checkValue,
  checkValues,
  isObject,
  type ValueError,
} from '../../../alibaba/alink/checkValue.ts';
import type { ThingType, ThingValue } from '../../../alibaba/alink/thingModel.ts';
import { parseJson } from '../../../payload/json/parseJson.ts';

export interface Draft {
  /** Written as JSON instead of fields, which need a model. */
  readonly asJson: boolean;
  /** By identifier. */
  readonly texts: ReadonlyMap<string, string>;
  /** Identifiers that are not sent. */
  readonly leftOut: ReadonlySet<string>;
  /** A JSON object. */
  readonly json: string;
}

export const EMPTY_DRAFT: Draft = {
  asJson: false,
  texts: new Map(),
  leftOut: new Set(),
  json: '{}',
};

/** `not-json`: `identifier` is empty if the whole text is invalid. */
interface DraftError {
  readonly key: 'not-json' | 'not-object' | 'nothing';
  readonly identifier: string;
}

export type Written =
  | {
      readonly ok: true;
      /** JSON text of an object. */
      readonly json: string;
      /** Values that the platform would reject, by identifier. They are sent anyway. */
      readonly doubts: ReadonlyMap<string, ValueError>;
    }
  | { readonly ok: false; readonly fault: DraftError };

const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;

/** @param known definitions of the model. Undefined: there is no model, and only JSON can be edited */
export function writtenDraft(draft: Draft, known: readonly ThingValue[] | undefined): Written {
  if (known === undefined || draft.asJson) return writtenJson(draft.json, known);
  const members: string[] = [];
  const doubts = new Map<string, ValueError>();
  for (const { identifier, type } of known) {
    if (draft.leftOut.has(identifier)) continue;
    const json = fieldJson(type, draft.texts.get(identifier) ?? '');
    if (json === undefined) return { ok: false, fault: { key: 'not-json', identifier } };
    const doubt = checkValue(type, parseJson(json));
    if (doubt !== undefined) doubts.set(identifier, doubt);
    members.push(`${JSON.stringify(identifier)}:${json}`);
  }
  if (members.length === 0 && known.length > 0) {
    return { ok: false, fault: { key: 'nothing', identifier: '' } };
  }
  return { ok: true, json: `{${members.join(',')}}`, doubts };
}

function writtenJson(text: string, known: readonly ThingValue[] | undefined): Written {
  const value = parseJson(text);
  if (value === undefined) return { ok: false, fault: { key: 'not-json', identifier: '' } };
  if (!isObject(value)) return { ok: false, fault: { key: 'not-object', identifier: '' } };
  const doubt = known && checkValues(known, value);
  const at = String(doubt?.path[0] ?? '');
  return { ok: true, json: text.trim(), doubts: new Map(doubt && [[at, doubt]]) };
}

/** Invalid numbers are sent as text, so that the reaction of the platform can be tested. */
function fieldJson(type: ThingType, text: string): string | undefined {
  switch (type.type) {
    case 'int':
    case 'float':
    case 'double':
    case 'enum':
    case 'bool':
      return NUMBER.test(text.trim()) ? text.trim() : JSON.stringify(text);
    case 'text':
    case 'date':
      return JSON.stringify(text);
    case 'struct':
    case 'array':
      return parseJson(text) === undefined ? undefined : text.trim();
  }
}

function textOf(type: ThingType, value: unknown): string {
  const isPlain = type.type === 'text' || type.type === 'date';
  return isPlain && typeof value === 'string' ? value : JSON.stringify(value);
}

/** Replaces the values. Members that the model does not know appear only in JSON. */
export function withValues(
  draft: Draft,
  known: readonly ThingValue[],
  values: Readonly<Record<string, unknown>>,
): Draft {
  const texts = new Map(draft.texts);
  for (const { identifier, type } of known) {
    if (Object.hasOwn(values, identifier)) texts.set(identifier, textOf(type, values[identifier]));
  }
  const whole = parseJson(draft.json);
  const sent = Object.entries(values).filter(([identifier]) => !draft.leftOut.has(identifier));
  const json = JSON.stringify(
    Object.fromEntries([...(isObject(whole) ? Object.entries(whole) : []), ...sent]),
    undefined,
    2,
  );
  return { ...draft, texts, json };
}

/** Converts fields to JSON with the input kept, and back if the JSON is readable. */
export function inJson(draft: Draft, known: readonly ThingValue[], asJson: boolean): Draft {
  if (asJson === draft.asJson) return draft;
  const written = writtenDraft(draft, known);
  if (!written.ok) return { ...draft, asJson };
  const values = parseJson(written.json);
  if (asJson) return { ...draft, asJson, json: JSON.stringify(values, undefined, 2) };
  if (!isObject(values)) return { ...draft, asJson };
  const absent = known.filter(({ identifier }) => !Object.hasOwn(values, identifier));
  const leftOut = new Set(absent.map(({ identifier }) => identifier));
  return { ...withValues({ ...draft, leftOut }, known, values), asJson };
}
