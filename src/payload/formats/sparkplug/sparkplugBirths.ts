/** The metrics of a BIRTH as text: what a step of a chain names, `sparkplug(birth.json)`. */

import { memberAt } from '../../json/memberAt.ts';
import { parseJson } from '../../json/parseJson.ts';
import { DATA_TYPES } from '../../sparkplug/dataTypes.ts';
import type { KnownMetrics } from './sparkplugMessages.ts';

/** A metric as a BIRTH says it. */
export interface BirthMetric {
  readonly name: string;
  readonly alias: bigint | undefined;
  /** Its number. */
  readonly datatype: number | undefined;
}

const NUMBERS: ReadonlyMap<string, number> = new Map(DATA_TYPES.map((name, at) => [name, at]));

/** `{"metrics":[{"name":"Temp","alias":"1","datatype":"Float"}]}` */
export function metricTableText(metrics: readonly BirthMetric[]): string {
  const written = metrics.map(({ name, alias, datatype }) => ({
    name,
    // Digits: they may be more than a number of JSON keeps.
    alias: alias?.toString(),
    datatype: datatype === undefined ? undefined : (DATA_TYPES[datatype] ?? datatype),
  }));
  return JSON.stringify({ metrics: written });
}

/** undefined: it is no such text. */
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
