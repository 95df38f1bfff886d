/** CBOR (RFC 8949) for what the devices say: enough to write, nothing to read. */
import { encodeUtf8 } from '../../mqtt/utf8.ts';

export type CborValue =
  | number
  | string
  | boolean
  | null
  | Uint8Array
  | readonly CborValue[]
  | { readonly [name: string]: CborValue };

const isList = (value: CborValue): value is readonly CborValue[] => Array.isArray(value);

/** Whole numbers up to 32 bits as integers, all others as 64-bit floats. */
export function encodeCbor(value: CborValue): Uint8Array {
  const bytes: number[] = [];
  write(bytes, value);
  return Uint8Array.from(bytes);
}

function write(bytes: number[], value: CborValue): void {
  if (value === null) bytes.push(0xf6);
  else if (typeof value === 'boolean') bytes.push(value ? 0xf5 : 0xf4);
  else if (typeof value === 'number') writeNumber(bytes, value);
  else if (typeof value === 'string') writeBytes(bytes, 3, encodeUtf8(value));
  else if (value instanceof Uint8Array) writeBytes(bytes, 2, value);
  else if (isList(value)) {
    writeHead(bytes, 4, value.length);
    for (const item of value) write(bytes, item);
  } else {
    const entries = Object.entries(value);
    writeHead(bytes, 5, entries.length);
    for (const [name, item] of entries) {
      write(bytes, name);
      write(bytes, item);
    }
  }
}

function writeNumber(bytes: number[], value: number): void {
  if (Number.isInteger(value) && Math.abs(value) <= 0xffff_ffff) {
    if (value >= 0) writeHead(bytes, 0, value);
    else writeHead(bytes, 1, -1 - value);
    return;
  }
  const float = new Uint8Array(8);
  new DataView(float.buffer).setFloat64(0, value);
  bytes.push(0xfb, ...float);
}

function writeBytes(bytes: number[], major: number, content: Uint8Array): void {
  writeHead(bytes, major, content.length);
  for (const byte of content) bytes.push(byte);
}

/** Major type and argument (RFC 8949, 3). */
function writeHead(bytes: number[], major: number, argument: number): void {
  const type = major << 5;
  if (argument < 24) bytes.push(type | argument);
  else if (argument < 0x100) bytes.push(type | 24, argument);
  else if (argument < 0x1_0000) bytes.push(type | 25, argument >> 8, argument & 0xff);
  else {
    const word = new Uint8Array(4);
    new DataView(word.buffer).setUint32(0, argument);
    bytes.push(type | 26, ...word);
  }
}
