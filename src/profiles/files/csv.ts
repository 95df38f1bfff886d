/** Reads a CSV table of MQTTX: a row for each connection, with JSON in cells with nested data. */
import { csvRows } from '../../base/csvRows.ts';
import { parseJson } from '../../payload/json/parseJson.ts';
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
  // Newer versions export only sent and received messages.
  if (head.includes('connection_name')) return { why: { key: 'messages-only', args: {} } };
  const entries = rows
    .filter((row) => row.length > 1)
    .map((row) =>
      head.slice(0, row.length).map((name, at) => [name, valueOf(name, row[at] ?? '')] as const),
    );
  return { value: entries.map((cells) => Object.fromEntries(cells)) };
}

function valueOf(name: string, cell: string): unknown {
  return WITH_PARTS.has(name)
    ? withIntendedValues(name, parseJson(cell) ?? cell)
    : meant(name, cell);
}

/** MQTTX does not nest deeper. */
const DEEPEST = 20;

/** Converts nested texts such as `true`, too; deeper levels are left out. */
function withIntendedValues(name: string, value: unknown, levels = DEEPEST): unknown {
  if (typeof value === 'string') return meant(name, value);
  if (typeof value !== 'object' || value === null) return value;
  if (levels === 0) return undefined;
  if (Array.isArray(value)) return value.map((item) => withIntendedValues(name, item, levels - 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      withIntendedValues(key, member, levels - 1),
    ]),
  );
}
