/** Records as JSON: bytes become objects with Base64. */
import { decodeBase64, formatBase64 } from '../../base/base64.ts';
import { foreign } from './foreign.ts';

export function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return { base64: formatBase64(value) };
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plain(one)]));
}

/** Maximum levels of a record; ours have fewer than ten. */
const DEEPEST = 100;

/** Leaves out deeper levels, which none of our records has. */
export function revived(value: unknown, levels = DEEPEST): unknown {
  if (levels === 0) return undefined;
  if (Array.isArray(value)) return value.map((one) => revived(one, levels - 1));
  const fields = foreign(value);
  if (fields === undefined) return value;
  const bytes = fields.get('base64');
  if (fields.size === 1 && typeof bytes === 'string') return decodeBase64(bytes);
  return Object.fromEntries([...fields].map(([name, one]) => [name, revived(one, levels - 1)]));
}
