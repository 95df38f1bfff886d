/** Errors in a typed payload, at the end of a sentence with their position. */

import type { BytesErrors } from '../../../base/hex.ts';
import type { Words } from '../../../base/message.ts';
import type { JsonFaults } from '../../../payload/tree/jsonScan.ts';

export const jsonFaults: Words<JsonFaults> = {
  empty: () => 'nothing but blanks',
  value: () => 'a value is expected here',
  key: () => 'a key in double quotation marks is expected here',
  colon: () => 'a colon is expected after the key',
  'comma-or-brace': () => 'a comma or } is expected here',
  'comma-or-bracket': () => 'a comma or ] is expected here',
  rest: () => 'more text follows after the value',
  'string-end': () => 'the text ends inside a string',
  control: () => 'a control character inside a string must be written as an escape',
  escape: () => 'this escape does not exist',
  number: () => 'this is not a number as JSON writes it',
  'text-end': () => 'the text ends too early',
  many: () => 'there are more values than are read here',
};

export const bytesFaults: Words<BytesErrors> = {
  'not-a-digit': ({ found }) => `${found} is not a hexadecimal digit (0-9, a-f)`,
  'half-a-byte': () => 'two hexadecimal digits make a byte; here the second is missing',
  'not-base64': ({ found }) => `${found} is not a Base64 character`,
  padding: () => 'Base64 ends with at most two =, and nothing follows them',
  'padding-missing': () =>
    'an = is missing: two characters before it are one byte with two =, three are two bytes with one',
  length: () => 'a Base64 character is missing: four make three bytes',
  'leftover-bits': ({ found }) =>
    `${found} holds bits that belong to no byte; this Base64 is damaged`,
};
