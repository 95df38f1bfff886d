/** A table of MQTTX: a row for each connection, with JSON in the cells of what has parts. */
import { csvRows } from '../../payload/csvRows.ts';
import { parseJson } from '../../payload/parseJson.ts';
import { meant } from './formTexts.ts';
import type { ReadForm } from './importFacts.ts';

const WITH_PARTS: ReadonlySet<string> = new Set([
  'messages',
  'subscriptions',
  'properties',
  'will',
]);

export function readCsv(text: string): ReadForm {
  const [head = [], ...rows] = csvRows(text.replace(/^\uFEFF/, ''));
  // Newer versions export what was sent and received, and nothing else.
  if (head.includes('connection_name')) return { why: { key: 'messages-only', args: {} } };
  const entries = rows
    .filter((row) => row.length > 1)
    .map((row) => head.map((name, at) => [name, valueOf(name, row[at] ?? '')] as const));
  return { value: entries.map((cells) => Object.fromEntries(cells)) };
}

function valueOf(name: string, cell: string): unknown {
  return WITH_PARTS.has(name) ? withMeant(name, parseJson(cell) ?? cell) : meant(name, cell);
}

/** Parts that say `true` as text, too. */
function withMeant(name: string, value: unknown): unknown {
  if (typeof value === 'string') return meant(name, value);
  if (Array.isArray(value)) return value.map((item) => withMeant(name, item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, withMeant(key, member)]),
  );
}
