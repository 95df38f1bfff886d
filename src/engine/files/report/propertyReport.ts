/** Reports the properties of a packet (2.2.2) from its field tree. */
import { hexText } from '../../../base/hex.ts';
import type { Field } from '../../../mqtt/dissect/dissection.ts';
import { findField } from '../../../mqtt/dissect/findField.ts';
import { PROPERTIES } from '../../../mqtt/tables/properties.ts';

export interface ReportedProperty {
  readonly id: number;
  /** Name in the standard. */
  readonly name: string;
  /** Bytes from the start of the packet; the identifier is included. */
  readonly offset: number;
  readonly length: number;
  readonly value?: number | string;
  /** Value of binary data. */
  readonly hex?: string;
  /** Name of a user property. */
  readonly key?: string;
}

const LABELS: ReadonlyMap<number, string> = new Map(
  Object.values(PROPERTIES).map(({ id, label }) => [id, label]),
);

export function reportProperties(fields: readonly Field[]): {
  readonly properties: readonly ReportedProperty[];
  readonly willProperties: readonly ReportedProperty[];
} {
  return {
    properties: listOf(fields, 'mqtt.properties'),
    willProperties: listOf(fields, 'mqtt.will_properties'),
  };
}

function listOf(fields: readonly Field[], list: string): ReportedProperty[] {
  const found = findField(fields, ({ name }) => name === list);
  return found?.children.flatMap((field) => reportProperty(field) ?? []) ?? [];
}

function reportProperty(field: Field): ReportedProperty | undefined {
  const id = field.children.find(({ name }) => name === 'mqtt.property_id')?.value;
  if (typeof id !== 'number') return undefined;
  const { offset, length, label } = field;
  return { id, name: LABELS.get(id) ?? label, offset, length, ...valueOf(field) };
}

function valueOf({ children }: Field): Pick<ReportedProperty, 'value' | 'hex' | 'key'> {
  const named = (name: string) => children.find((child) => child.name === name)?.value;
  const key = named('mqtt.prop_key');
  const value = named('mqtt.prop_value');
  if (typeof key === 'string' && typeof value === 'string') return { key, value };
  const last = children.at(-1);
  const content = last?.name === 'mqtt.property_id' ? undefined : innermost(last)?.value;
  if (content instanceof Uint8Array) return { hex: hexText(content) };
  return typeof content === 'number' || typeof content === 'string' ? { value: content } : {};
}

function innermost(field: Field | undefined): Field | undefined {
  const last = field?.children.at(-1);
  return last === undefined ? field : innermost(last);
}
