/** MQTT 5 properties by their names in MQTTX. */
import type { Property, PropertyName } from '../../mqtt/tables/properties.ts';
import { plainText } from '../../payload/json/memberAt.ts';
import type { PropertyRow } from '../settings/propertyRow.ts';
import { readRows } from '../settings/propertyRows.ts';
import { type Foreign, foreign, setAmong } from './foreign.ts';

interface Found {
  readonly properties: readonly Property[];
  /** Names in MQTTX of properties with invalid values. */
  readonly bad: readonly string[];
}

/** Properties with these names that are set. */
export function propertiesIn(
  fields: Foreign | undefined,
  names: readonly (PropertyName | 'userProperties')[],
): Found {
  const properties: Property[] = [];
  const bad: string[] = [];
  for (const name of names) {
    const value = fields?.get(name);
    const isOff = value === false && ON_BY_ITSELF.has(name);
    if (!isOff && setAmong(fields, [name]).length === 0) continue;
    const rows = name === 'userProperties' ? pairsIn(value) : [rowOf(name, value)];
    const read = readRows(rows);
    if (rows.length === 0 || read.errors.size > 0) bad.push(name);
    properties.push(...read.properties);
  }
  return { properties, bad };
}

/** Their absence means 1. */
const ON_BY_ITSELF: ReadonlySet<PropertyName | 'userProperties'> = new Set([
  'requestProblemInformation',
]);

/** A switch that is on means 1, off means 0. */
function rowOf(name: PropertyName, value: unknown): PropertyRow {
  const text = typeof value === 'number' || typeof value === 'string' ? String(value) : '';
  return { name, key: '', value: typeof value === 'boolean' ? String(Number(value)) : text };
}

/** A name may have several values. */
function pairsIn(value: unknown): readonly PropertyRow[] {
  return [...(foreign(value) ?? [])].flatMap(([key, values]) => {
    const all: readonly unknown[] = Array.isArray(values) ? values : [values];
    return all.map((one) => ({
      name: 'userProperty' as const,
      key,
      value: plainText(one) ?? '',
    }));
  });
}
