/** Formats for writing a payload. */

import type { PayloadFormat } from '../tree/format.ts';
import { base64, hex } from './binary.ts';
import { json } from './json.ts';
import { CBOR, MESSAGE_PACK, SPARKPLUG } from './names.ts';
import { text } from './text.ts';

/** The format that accepts any bytes. */
export const ANY_BYTES = hex;
/** The default format for typing. */
export const FIRST_TYPED = text;

/** All writable formats, in the order of `FORMATS`. */
export const WRITTEN: readonly Pick<PayloadFormat, 'id' | 'name' | 'typed'>[] = [
  json,
  text,
  CBOR,
  MESSAGE_PACK,
  SPARKPLUG,
  hex,
  base64,
];
