/** Metrics of a BIRTH as JSON text, for the chain step `sparkplug(birth.json)`. */

import { memberAt } from '../../json/memberAt.ts';
import { parseJson } from '../../json/parseJson.ts';
import { DATA_TYPES } from '../../sparkplug/dataTypes.ts';
import type { KnownMetrics } from './sparkplugMessages.ts';

/** A metric as defined by a BIRTH. */
export interface BirthMetric {
  readonly name: string;
  readonly alias: bigint | undefined;
  /** Number of the data type. */
  readonly datatype: number | undefined;
}

const NUMBERS: ReadonlyMap<string, number> = new Map(DATA_TYPES.map((name, at) => [name, at]));

/** `{"metrics":[{"name":"Temp","alias":"1","datatype":"Float"}]}` */
export function metricTableText(metrics: readonly BirthMetric[]): string {
  const written = metrics.map(({ name, alias, datatype }) => ({
    name,
    // Text, because an alias may exceed the range of a JSON number.
    alias: alias?.toString(),
    datatype: datatype === undefined ? undefined : (DATA_TYPES[datatype] ?? datatype),
  }));
  return JSON.stringify({ metrics: written });
}

/** undefined if the text is not a metric table. */
export function readMetricTable(text: string): KnownMetrics | undefined {
  const rows = memberAt(parseJson(text), ['metrics']);
  if (!Array.isArray(rows)) return undefined;
  return knownMetrics(rows.flatMap((row) => metricOf(row) ?? []));
}

export function knownMetrics(metrics: Iterable<BirthMetric>): KnownMetrics {
  const byName = new Map<string, BirthMetric>();
  const byAlias = new Map<bigint, BirthMetric>();
  for (const metric of metrics) {
    byName.set(metric.name, metric);
    if (metric.alias !== undefined) byAlias.set(metric.alias, metric);
  }
  return ({ name, alias }) =>
    name === undefined ? (alias !== undefined ? byAlias.get(alias) : undefined) : byName.get(name);
}

function metricOf(row: unknown): BirthMetric | undefined {
  const name = memberAt(row, ['name']);
  const alias = memberAt(row, ['alias']);
  const datatype = memberAt(row, ['datatype']);
  if (typeof name !== 'string') return undefined;
  const digits = typeof alias === 'string' || typeof alias === 'number' ? String(alias) : '';
  return {
    name,
    alias: /^\d{1,20}$/.test(digits) ? BigInt(digits) : undefined,
    datatype: typeof datatype === 'string' ? NUMBERS.get(datatype) : numberOf(datatype),
  };
}

const numberOf = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isInteger(value) ? value : undefined;
