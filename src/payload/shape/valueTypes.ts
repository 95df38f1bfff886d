/** Types of values in payloads, as filters name them. */
export type ValueType = 'text' | 'number' | 'boolean' | 'null' | 'bytes' | 'object' | 'array';

/** With the words of other languages. */
export const VALUE_TYPES: ReadonlyMap<string, ValueType> = new Map([
  ['number', 'number'],
  ['text', 'text'],
  ['bool', 'boolean'],
  ['null', 'null'],
  ['object', 'object'],
  ['array', 'array'],
  ['bytes', 'bytes'],
  ['boolean', 'boolean'],
  ['string', 'text'],
]);

/** The words that completion offers. */
export const TYPE_WORDS = ['number', 'text', 'bool', 'null', 'object', 'array'] as const;
