/** Bytes of any kind, as hexadecimal digits, and as Base64 for writing. */
import { formatBase64, parseBase64 } from '../../base/base64.ts';
import { type BytesResult, formatHex, parseHex } from '../../base/hex.ts';
import type { PayloadFormat, TypedResult } from '../tree/format.ts';

function typed(result: BytesResult): TypedResult {
  if (result.ok) return result;
  const { line, column, why } = result;
  return { ok: false, error: { kind: 'notation', line, column, why } };
}

export const hex = {
  id: 'hex',
  name: 'Hex',
  extension: '.bin',
  shown: 'always',
  typed: {
    of: 'bytes',
    stays: true,
    parse: (text: string) => typed(parseHex(text)),
    print: (bytes: Uint8Array) => formatHex(bytes),
  },
} as const satisfies PayloadFormat;

export const base64: PayloadFormat = {
  id: 'base64',
  name: 'Base64',
  extension: '.bin',
  typed: {
    of: 'bytes',
    stays: true,
    parse: (text) => typed(parseBase64(text)),
    print: formatBase64,
  },
};
