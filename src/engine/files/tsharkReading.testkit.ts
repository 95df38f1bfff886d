/**
 * Captures of `testdata` with the result of tshark 4.0.17: the fields of each packet and all their values.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { reportsOf } from './captureFile.testkit.ts';
import type { CaptureEvent } from './events/captureEvents.ts';
import { isRecord } from './events/eventJson.ts';

const contentOf = (name: string): Buffer =>
  readFileSync(new URL(`./testdata/${name}`, import.meta.url));

export const capture = (name: string): Uint8Array =>
  new Uint8Array(gunzipSync(contentOf(`${name}.gz`)));

export const textOf = (name: string): string => contentOf(name).toString('utf8');

type Fields = Readonly<Record<string, readonly string[]>>;

/**
 * Fields as printed by tshark: numbers in decimal or hexadecimal, bytes with colons, long messages by their
 * hash.
 */
export function tsharkReading(name: string): Fields[] {
  const rows: unknown = JSON.parse(textOf(name));
  if (!Array.isArray(rows)) throw new Error(`${name} has no list`);
  return rows.map((row: unknown): Fields => {
    if (!isRecord(row)) throw new Error(`${name} has no fields`);
    return Object.fromEntries(
      Object.entries(row).map(([field, values]) => {
        if (!Array.isArray(values)) throw new Error(`${field} has no values`);
        return [field, values.map((value) => normal(field, String(value)))];
      }),
    );
  });
}

const BYTES: ReadonlySet<string> = new Set(['mqtt.msg']);

function normal(field: string, value: string): string {
  if (BYTES.has(field) && !value.startsWith('sha256:')) return value.replaceAll(':', '');
  return /^0x[\da-f]+$/.test(value) ? String(Number(value)) : value;
}

/** Fields without a value: only their presence counts. */
const LISTS = ['mqtt.properties', 'mqtt.will_properties'];

/** Our result for the same fields. */
export function ourReading(events: readonly CaptureEvent[], theirs: readonly Fields[]): Fields[] {
  return reportsOf(events, { withSecrets: true }).map(({ fields }, at) => {
    const row: Record<string, string[]> = {};
    const lists = LISTS.filter((name) => name in fields);
    for (const field of [...Object.keys(theirs[at] ?? {}), ...lists]) {
      const value = fields[field];
      const values = value === undefined ? [] : Array.isArray(value) ? value : [value];
      row[field] = values.map((one: unknown) => textual(field, one));
    }
    return row;
  });
}

function textual(field: string, value: unknown): string {
  if (typeof value === 'boolean') return value ? '1' : '0';
  const text = String(value);
  if (!BYTES.has(field) || text.length < 600) return text;
  return `sha256:${createHash('sha256').update(Buffer.from(text, 'hex')).digest('hex')}`;
}
