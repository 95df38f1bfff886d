/**
 * Computes the canonical form and the fingerprint of a schema (Avro specification, "Schema Fingerprints").
 */
import { encodeUtf8 } from '../../base/utf8.ts';
import type { AvroType } from './avroSchema.ts';

/** Nesting limit of types. Values are not read as deep. */
const DEEPEST = 500;

/** Keeps only the attributes that affect how values are written. */
export function canonicalForm(type: AvroType): string {
  const said = new Set<string>();
  let depth = 0;
  const form = (one: AvroType): string => {
    depth += 1;
    const text = depth > DEEPEST ? '' : formOf(one);
    depth -= 1;
    return text;
  };
  const formOf = (one: AvroType): string => {
    if ('name' in one) {
      if (said.has(one.name)) return JSON.stringify(one.name);
      said.add(one.name);
    }
    switch (one.kind) {
      case 'record': {
        const fields = one.fields.map(
          ({ name, type: inner }) => `{"name":${JSON.stringify(name)},"type":${form(inner)}}`,
        );
        return `{"name":"${one.name}","type":"record","fields":[${fields.join(',')}]}`;
      }
      case 'enum':
        return `{"name":"${one.name}","type":"enum","symbols":${JSON.stringify(one.symbols)}}`;
      case 'fixed':
        return `{"name":"${one.name}","type":"fixed","size":${one.size}}`;
      case 'array':
        return `{"type":"array","items":${form(one.items)}}`;
      case 'map':
        return `{"type":"map","values":${form(one.values)}}`;
      case 'union':
        return `[${one.branches.map(form).join(',')}]`;
      case 'null':
      case 'boolean':
      case 'int':
      case 'long':
      case 'float':
      case 'double':
      case 'bytes':
      case 'string':
        return `"${one.kind}"`;
    }
  };
  return form(type);
}

/** Fingerprint of no bytes, which is also the polynomial. */
const EMPTY = 0xc15d213aa4d7a795n;

const TABLE = Array.from({ length: 256 }, (_, byte) => {
  let rest = BigInt(byte);
  for (let bit = 0; bit < 8; bit += 1) rest = (rest >> 1n) ^ ((rest & 1n) === 0n ? 0n : EMPTY);
  return rest;
});

/** CRC-64-AVRO of the canonical form, lowest byte first, as single-object encoding writes it. */
export function fingerprint(type: AvroType): Uint8Array {
  return fingerprintOf(canonicalForm(type));
}

export function fingerprintOf(form: string): Uint8Array {
  let rest = EMPTY;
  for (const byte of encodeUtf8(form)) {
    rest = (rest >> 8n) ^ (TABLE[Number(rest & 0xffn) ^ byte] ?? 0n);
  }
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, rest, true);
  return bytes;
}
