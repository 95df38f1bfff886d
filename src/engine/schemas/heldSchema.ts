/** A person's JSON Schema, held to values: judged without code made from texts, and within bounds. */
import { format, type OutputUnit, type Schema, Validator } from '@cfworker/json-schema';
import type { Fact, NoArgs } from '../../mqtt/fact.ts';
import { Regex } from '../filter/regex/regex.ts';

/** Why a text is no schema that can be held. */
export interface HeldFaults {
  readonly json: NoArgs;
  /** JSON, but neither an object nor true nor false. */
  readonly 'no-schema': NoArgs;
  /** It may take for ever, or is not understood. */
  readonly pattern: { readonly pattern: string };
  /** What it refers to is not in the schema: nothing is fetched. */
  readonly reference: { readonly reference: string };
}

export type HeldFault = Fact<HeldFaults>;

/** The first place where a value does not keep to a schema. */
export interface SchemaBreach {
  /** `$.params.temp` */
  readonly path: string;
  /** Of the schema, such as `minimum`. */
  readonly keyword: string;
  /** What the keyword asks for, as JSON, shortened; of `required` the names that are missing. */
  readonly wanted: string;
  /** How many more there are. */
  readonly more: number;
}

type Made =
  | { readonly ok: true; readonly schema: HeldSchema }
  | { readonly ok: false; readonly fault: HeldFault };

/** Characters of what is asked for. */
const LONGEST = 120;
/** Of which only those below them say what is wrong. */
const APPLICATORS: ReadonlySet<string> = new Set([
  '$ref',
  '$recursiveRef',
  'properties',
  'patternProperties',
  'additionalProperties',
  'unevaluatedProperties',
  'propertyNames',
  'items',
  'prefixItems',
  'additionalItems',
  'unevaluatedItems',
  'allOf',
  'if',
  'then',
  'else',
  'dependentSchemas',
  'dependencies',
]);
/** Values in which nothing is a schema. */
const DATA: ReadonlySet<string> = new Set(['enum', 'const', 'default', 'examples']);
/** Begins the names of formats that stand for patterns. */
const PATTERN = 'pattern: ';
/** At most one part that may be repeated without end, and none within another. */
const HARMLESS = /^(?:[^*+{()\\|]|\\.)*(?:[*+]|\{\d+,\})?(?:[^*+{()\\|]|\\.)*$/;

export class HeldSchema {
  readonly #validator: Validator;
  readonly #root: unknown;

  private constructor(root: Schema | boolean, draft: '4' | '7' | '2019-09' | '2020-12') {
    this.#root = root;
    this.#validator = new Validator(typeof root === 'boolean' ? { not: {} } : root, draft, false);
  }

  static make(text: string): Made {
    let read: unknown;
    try {
      read = JSON.parse(text);
    } catch {
      return { ok: false, fault: { key: 'json', args: {} } };
    }
    if (!isSchema(read)) return { ok: false, fault: { key: 'no-schema', args: {} } };
    const fault = prepare(read);
    if (fault !== undefined) return { ok: false, fault };
    if (read === true) return { ok: true, schema: new HeldSchema({}, '2020-12') };
    return { ok: true, schema: new HeldSchema(read, draftOf(read)) };
  }

  /** undefined: it keeps to the schema. */
  judge(value: unknown): SchemaBreach | undefined {
    const { valid, errors } = this.#validator.validate(value);
    if (valid) return undefined;
    const leaves = errors.filter(({ keyword }) => !APPLICATORS.has(keyword));
    const [first = errors[0]] = leaves;
    if (first === undefined) return undefined;
    const { instanceLocation: location } = first;
    const { keyword, wanted } = this.#asked(first, errors[errors.indexOf(first) - 1]?.keyword);
    const shown = keyword === 'required' ? missing(wanted, pointed(value, location)) : wanted;
    return {
      path: pathOf(location),
      keyword,
      wanted: shortened(shown),
      more: leaves.filter(
        (one) => one.keyword !== first.keyword || one.instanceLocation !== location,
      ).length,
    };
  }

  /** The keyword with its own value; through references it is not followed. */
  #asked({ keyword, keywordLocation }: OutputUnit, above = 'false') {
    // Nothing may stand there: what is above says why.
    if (keyword === 'false') return { keyword: above, wanted: false };
    const wanted = pointed(this.#root, keywordLocation);
    return typeof wanted === 'string' && keyword === 'format' && wanted.startsWith(PATTERN)
      ? { keyword: 'pattern', wanted: wanted.slice(PATTERN.length) }
      : { keyword, wanted };
  }
}

const isSchema = (read: unknown): read is Schema | boolean =>
  typeof read === 'boolean' || (typeof read === 'object' && read !== null && !Array.isArray(read));

function draftOf(schema: Schema | boolean): '4' | '7' | '2019-09' | '2020-12' {
  const named = typeof schema === 'boolean' ? '' : String(schema.$schema);
  if (named.includes('draft-04')) return '4';
  if (/draft-0[67]/.test(named)) return '7';
  return named.includes('2019-09') ? '2019-09' : '2020-12';
}

/** Patterns become formats that are matched in linear time; references are followed once. */
function prepare(root: unknown): HeldFault | undefined {
  const ids = new Set<string>();
  const references: string[] = [];
  const open: unknown[] = [root];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (typeof at !== 'object' || at === null) continue;
    const node = new Map<string, unknown>(Object.entries(at));
    for (const name of ['$id', 'id', '$anchor']) {
      const id = node.get(name);
      if (typeof id === 'string') ids.add(id).add(`#${id}`);
    }
    const reference = node.get('$ref');
    if (typeof reference === 'string') references.push(reference);
    const fault = preparePatterns(at, node);
    if (fault !== undefined) return fault;
    for (const [name, value] of node) if (!DATA.has(name)) open.push(value);
  }
  const lost = references.find((one) => !ids.has(one) && pointed(root, one) === undefined);
  return lost === undefined ? undefined : { key: 'reference', args: { reference: lost } };
}

function preparePatterns(at: object, node: Map<string, unknown>): HeldFault | undefined {
  const pattern = node.get('pattern');
  if (typeof pattern === 'string') {
    const name = formatOf(pattern);
    if (name === undefined) return { key: 'pattern', args: { pattern } };
    const all: unknown = node.get('allOf');
    const others: readonly unknown[] = Array.isArray(all) ? all : [];
    node.delete('pattern');
    Object.assign(at, {
      pattern: undefined,
      allOf: [...others, { format: name }],
    });
  }
  const ofNames = node.get('patternProperties');
  const names = typeof ofNames === 'object' && ofNames !== null ? Object.keys(ofNames) : [];
  const odd = names.find((name) => !HARMLESS.test(name) || !isPattern(name));
  return odd === undefined ? undefined : { key: 'pattern', args: { pattern: odd } };
}

function formatOf(pattern: string): string | undefined {
  if (!isPattern(pattern)) return undefined;
  const regex = new Regex(pattern);
  const name = `${PATTERN}${pattern}`;
  format[name] = (text: string) => regex.test(text);
  return name;
}

function isPattern(pattern: string): boolean {
  try {
    return new Regex(pattern) instanceof Regex;
  } catch {
    return false;
  }
}

/** What a pointer such as `#/a/b` leads to. */
function pointed(root: unknown, pointer: string): unknown {
  if (!pointer.startsWith('#')) return undefined;
  let at = root;
  for (const step of stepsOf(pointer)) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = Object.hasOwn(at, step)
      ? new Map<string, unknown>(Object.entries(at)).get(step)
      : undefined;
  }
  return at;
}

const stepsOf = (pointer: string): readonly string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => unescaped(step).replaceAll('~1', '/').replaceAll('~0', '~'));

function unescaped(step: string): string {
  try {
    return decodeURIComponent(step);
  } catch {
    return step;
  }
}

function pathOf(pointer: string): string {
  const steps = stepsOf(pointer).map((step) => {
    if (/^\d+$/.test(step)) return `[${step}]`;
    return /^[A-Za-z_$][\w$]*$/.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
  });
  return `$${steps.join('')}`;
}

function missing(names: unknown, at: unknown): unknown {
  if (!Array.isArray(names) || typeof at !== 'object' || at === null) return names;
  const lacking = names.filter((name) => typeof name === 'string' && !Object.hasOwn(at, name));
  return lacking.length === 1 ? lacking[0] : lacking;
}

function shortened(value: unknown): string {
  const text = value === undefined ? '' : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
