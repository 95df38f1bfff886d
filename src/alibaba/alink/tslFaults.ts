/** What can be wrong with a thing model's TSL. */

/** What can be wrong with a model, in English; `{…}` are arguments. */
export const TSL_FAULTS = {
  'not-utf8': 'the file is not UTF-8',
  'not-json': 'not JSON, {what}',
  'not-object': 'a thing model must be an object, {…}',
  'no-model':
    'this is no thing model: it has neither properties nor events nor services; export the TSL of the product',
  'not-list': '{name} must be a list, […]',
  'not-member-object': 'each of {name} must be an object, {…}',
  'no-identifier': 'here an identifier in quotation marks is missing',
  twice: 'the identifier {name} is given twice',
  'no-type': '{name} has no dataType with a type in quotation marks',
  'unknown-type':
    '{name} has the type {type}; known are int, float, double, enum, bool, text, date, struct and array',
  'not-one-of': '{name} must be one of {allowed}',
  'not-number': '{name} must be a number, as text or as it is',
  'not-integer': '{name} of an int must be a whole number',
  'min-above-max': 'min is above max',
  'names-not-integers': 'the values of an enum or a bool must be whole numbers in quotation marks',
  'not-text': '{name} must be a text in quotation marks',
  'no-members': 'a struct must have its members in a list, as specs',
  'no-item': 'an array must have the type of its items, as specs.item.type',
  'too-deep': 'structs and arrays are nested more than 8 deep',
} as const;
export type TslFaultKey = keyof typeof TSL_FAULTS;

export interface TslFault {
  readonly ok: false;
  readonly key: TslFaultKey;
  readonly args: Readonly<Record<string, string>>;
  /** Both from 1. */
  readonly line: number;
  readonly column: number;
  /** English, beginning with line and column. */
  readonly message: string;
}

/** The fault in words, without its place, from a table such as `TSL_FAULTS`. */
export function tslFaultText(
  { key, args }: Pick<TslFault, 'key' | 'args'>,
  table: Readonly<Record<TslFaultKey, string>> = TSL_FAULTS,
): string {
  return table[key].replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(args, name) ? (args[name] ?? whole) : whole,
  );
}
