/** Finds the place of a value in messages by the template of an entity. */
import { Decimal } from '../../base/decimal.ts';
import type { ValuePath } from '../../payload/tree/valueTree.ts';

/** `{{ value }}` or `{{ value_json.a['b'][0] }}`, with or without filters such as `| round(1)`. */
const TEMPLATE =
  /^\s*\{\{-?\s*value(?:_json((?:\.\w+|\[(?:'[^']*'|"[^"]*"|\d+)\])+))?\s*(\|[^{}]*)?-?\}\}\s*$/;
const STEP = /\.(\w+)|\[(?:'([^']*)'|"([^"]*)"|(\d+))\]/g;
/** Filters without a default, which need a value. */
const NEEDS_VALUE =
  /^(?:round(?:\(\s*(?:\d+\s*(?:,\s*(?:'\w+'|"\w+")\s*)?)?\))?|(?:int|float|upper|lower|trim)(?:\(\s*\))?)$/;

interface SelectedPlace {
  /** The path that a template selects; otherwise the whole payload. */
  readonly path: ValuePath;
  /** The template, if any, does nothing else. */
  readonly isPlain: boolean;
}

/** Only templates that select a place are understood. No template is evaluated. */
export function placeIn(template: string | undefined): SelectedPlace {
  const [found, path = '', filters = ''] = TEMPLATE.exec(template ?? '') ?? [];
  return {
    path: [...path.matchAll(STEP)].map(([, plain, single, double, index]) =>
      index === undefined ? (plain ?? single ?? double ?? '') : Number(index),
    ),
    isPlain: template === undefined || (found !== undefined && filters === ''),
  };
}

/** The path of a JSON member without which a template has no value. Empty: there is none, or it is unknown. */
export function neededPath(template: string | undefined): ValuePath {
  const [, , filters = ''] = TEMPLATE.exec(template ?? '') ?? [];
  const names = filters.split('|').slice(1);
  return names.every((name) => NEEDS_VALUE.test(name.trim())) ? placeIn(template).path : [];
}

/** As a template refers to it: `a.b[0]`. */
export const pathText = (path: ValuePath): string =>
  path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .replace(/^\./, '');

/** An option or JSON member as a template writes it: Python's words. Undefined for lists and objects. */
export function templateText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return typeof value === 'number' || value instanceof Decimal ? value.toString() : undefined;
}
