/** Faults of payloads and of the content they wrap. */
import type { ErrorKey, FormatError } from '../../../payload/tree/format.ts';
import { bytes, grouped } from '../../numbers.ts';
import { jsonErrors } from '../facts/payloadErrors.ts';

const errors: Readonly<Record<Exclude<ErrorKey, 'depth' | 'layers'>, string>> = {
  ends: 'the payload ends within the value that begins here',
  rest: 'more bytes follow after the end of the value',
  reserved: 'this byte does not begin a value',
  utf8: 'this text is not UTF-8',
  nul: 'a NUL before the text: the end of the topic as a C string, sent as payload, or the empty properties of MQTT 5 on a connection with an earlier version',
  'no-text': 'the text ends here: these bytes are not UTF-8, or they are control characters',
  charset: 'this is not a character of this character set',
  break: 'an end marker where nothing can end',
  chunk: 'a chunk of a different type than the whole',
  unpacked: 'this does not begin with the header of this compression format',
  packed: 'the compressed data is damaged here',
  checksum: 'the decompressed data does not match its check value',
  size: 'the decompressed data differs in size from what these bytes say; if no size precedes the block, use lz4-block',
  large:
    'there is more compressed data than is decompressed here: save the payload and decompress it with another tool',
  syntax: 'the text is not well-formed here',
  many: 'there are too many values',
  json: 'this is not JSON',
  path: 'there is no value at this path',
  kind: 'the value here is neither text, bytes nor a number',
  'not-a-digit': 'this is not a hexadecimal digit (0-9, a-f)',
  'half-a-byte': 'a byte has two hexadecimal digits, and the second is missing',
  'not-base64': 'this is not a Base64 character',
  padding: 'Base64 ends with at most two =, and nothing follows them',
  'padding-missing':
    'an = of the Base64 is missing: two characters before it are one byte with two =, three are two bytes with one',
  length: 'a Base64 character is missing: each group has four',
  'leftover-bits': 'this character holds bits that belong to no byte; the Base64 is damaged',
  dictionary: 'it was compressed with a preset dictionary, which is not in the message',
  head: 'this byte does not begin a field',
  schema: 'the schema named here was not found',
  written:
    'the previous step gives a value (a number, true, false, a list or an object), but this step reads bytes',
  digits: 'the previous step does not give a number in digits',
  chain: 'the chain of steps has an error',
};

const TOO_DEEP = {
  depth: (levels: number): string =>
    `values are nested deeper than ${levels} levels here; they are shown up to there`,
  layers: (levels: number): string =>
    `it is wrapped in more than ${levels} layers; those further inside are not opened`,
};

export const formatErrors = {
  error: ({ key, offset, levels = 0, line, why }: FormatError): string => {
    const what = key === 'depth' || key === 'layers' ? TOO_DEEP[key](levels) : errors[key];
    const reason = why === undefined ? '' : `: ${jsonErrors[why]({})}`;
    const place = line === undefined ? 'Byte' : `Line ${grouped(line)}, byte`;
    return `${place} ${grouped(offset)}: ${what}${reason}.`;
  },
  within: (kind: string, size: number): string => `Within: ${kind}, ${bytes(size)}`,
};
