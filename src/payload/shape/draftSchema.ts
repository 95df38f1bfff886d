/** Drafts a JSON Schema (2020-12) that all messages of a shape conform to, as a start for editing. */
import { EACH, type KeyShape, type SeenKind, type ShapeReport } from './shape.ts';

interface Drafting {
  readonly title: string;
  /** Includes the ranges of numbers, and the texts if there are few. */
  readonly withValues: boolean;
}

type Schema = Record<string, unknown>;

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';
const TYPES: Readonly<Record<SeenKind, string | undefined>> = {
  object: 'object',
  array: 'array',
  string: 'string',
  integer: 'integer',
  number: 'number',
  boolean: 'boolean',
  null: 'null',
  // Validated as Base64.
  bytes: 'string',
  other: undefined,
};
/** A list of texts may be complete if each one occurs this often on average. */
const RECURS = 2;
const FORMATS: Readonly<Record<string, string>> = { 'date-time': 'date-time', uuid: 'uuid' };

/** Indented for editing. */
export function draftSchema(report: ShapeReport, drafting: Drafting): string {
  const below = new Map<string, KeyShape[]>();
  for (const key of report.keys.slice(1)) {
    const parent = JSON.stringify(key.path.slice(0, -1));
    const siblings = below.get(parent) ?? [];
    siblings.push(key);
    below.set(parent, siblings);
  }
  const [root] = report.keys;
  const drafted = root === undefined ? {} : schemaOf(root, below, drafting);
  return JSON.stringify({ $schema: DIALECT, title: drafting.title, ...drafted }, undefined, 2);
}

function schemaOf(
  key: KeyShape,
  below: ReadonlyMap<string, readonly KeyShape[]>,
  drafting: Drafting,
): Schema {
  const schema: Schema = { ...typeOf(key), ...valuesOf(key, drafting) };
  const children = below.get(JSON.stringify(key.path)) ?? [];
  const members = children.filter(({ path }) => path.at(-1) !== EACH);
  const element = children.find(({ path }) => path.at(-1) === EACH);
  if (members.length > 0) {
    const entries = members.map((one) => [nameOf(one), schemaOf(one, below, drafting)] as const);
    // Members may have any name, including `__proto__`.
    schema['properties'] = Object.fromEntries(entries);
    const required = members.filter(({ seen, of }) => seen === of).map(nameOf);
    if (required.length > 0) schema['required'] = required;
  }
  if (element !== undefined) schema['items'] = schemaOf(element, below, drafting);
  return schema;
}

const nameOf = ({ path }: KeyShape): string => String(path.at(-1));

function typeOf({ kinds }: KeyShape): Schema {
  const types = kinds.map(({ kind }) => TYPES[kind]);
  // A value without a JSON type allows anything.
  if (types.includes(undefined)) return {};
  const known = new Set(types);
  // `number` includes whole numbers.
  if (known.has('number')) known.delete('integer');
  const all = [...known];
  return { type: all.length === 1 ? all[0] : all };
}

function valuesOf(key: KeyShape, { withValues }: Drafting): Schema {
  const { format, kinds, texts, range } = key;
  const named = format === undefined ? undefined : FORMATS[format];
  const isTextAlone = kinds.every(({ kind }) => kind === 'string');
  const schema: Schema = named !== undefined && isTextAlone ? { format: named } : {};
  if (kinds.some(({ kind }) => kind === 'bytes')) schema['contentEncoding'] = 'base64';
  if (!withValues) return schema;
  if (texts !== undefined && isTextAlone && key.seen >= RECURS * texts.length)
    schema['enum'] = texts;
  if (range !== undefined) {
    schema['minimum'] = Number(range.least);
    schema['maximum'] = Number(range.most);
  }
  return schema;
}
