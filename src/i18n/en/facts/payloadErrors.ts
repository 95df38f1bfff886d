/** Errors in a typed payload, at the end of a sentence with their position. */

import type { BytesErrors } from '../../../base/hex.ts';
import type { Words } from '../../../base/message.ts';
import type { JsonErrors } from '../../../payload/tree/jsonErrors.ts';

export const jsonErrors: Words<JsonErrors> = {
  empty: () => 'there is only white space',
  value: () => 'expected a value',
  key: () => 'expected a key in double quotation marks',
  colon: () => 'expected a colon after the key',
  'comma-or-brace': () => 'expected a comma or }',
  'comma-or-bracket': () => 'expected a comma or ]',
  rest: () => 'more text follows after the value',
  'string-end': () => 'the text ends inside a string',
  control: () => 'a control character inside a string must be written as an escape',
  escape: () => 'this escape does not exist',
  number: () => 'this is not a valid JSON number',
  'text-end': () => 'the text ends too early',
  many: () => 'there are too many values',
  'not-a-number': () => 'JSON has neither NaN nor Infinity (RFC 8259, section 3)',
  word: () => 'JSON has no such value, only true, false and null, in lower case',
  'object-text': () =>
    'JavaScript wrote this text instead of an object; the sender has to call JSON.stringify, or use a json node in Node-RED',
  'trailing-comma': () => 'no value follows this comma',
  comment: () => 'JSON has no comments',
  'single-quotes': () => 'JSON allows only double quotation marks',
  'not-utf8': () =>
    'this text is not UTF-8; if it is in another character set, choose text(gbk) or the like',
  nul: () => 'NUL bytes follow the value',
};

export const bytesErrors: Words<BytesErrors> = {
  'not-a-digit': ({ found }) => `${found} is not a hexadecimal digit (0-9, a-f)`,
  'half-a-byte': () => 'a byte has two hexadecimal digits, and the second is missing',
  'not-base64': ({ found }) => `${found} is not a Base64 character`,
  padding: () => 'Base64 ends with at most two =, and nothing follows them',
  'padding-missing': () => 'an = is missing: two characters need two =, three characters need one',
  length: () => 'a Base64 character is missing: each group has four',
  'leftover-bits': ({ found }) => `${found} has extra bits; this Base64 is damaged`,
};
