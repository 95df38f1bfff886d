/** Fields of Sparkplug B messages in their encoded form. */
import {
  isSparkplugMessage,
  SPARKPLUG_FIELDS,
  type SparkplugField,
  type SparkplugMessage,
} from '../../sparkplug/fields.ts';
import type { Key } from '../../tree/builtTree.ts';
import { wireOf } from '../protobuf/protobufScalars.ts';
import { varintEnd, type WireField } from '../protobuf/protobufWire.ts';

export const elementKey = ({ tag, start }: WireField): Key => ({ start: tag, end: start });

export function aliasKey(alias: bigint | undefined): string | number {
  if (alias === undefined) return '';
  const number = Number(alias);
  return Number.isSafeInteger(number) ? number : alias.toString();
}

export function fits({ type, isRepeated }: SparkplugField, { wire }: WireField): boolean {
  if (isSparkplugMessage(type)) return wire === 2;
  return wire === wireOf(type) || (isRepeated === true && wire === 2);
}

export const isOf = (of: SparkplugMessage, field: SparkplugField, { number }: WireField): boolean =>
  SPARKPLUG_FIELDS[of].get(number) === field;

/**
 * Source of the member names, if the members are not array elements: their field `name`, or the list `keys`
 * beside them.
 */
export function namesOf(
  of: SparkplugMessage,
  { type }: SparkplugField,
): 'name' | 'keys' | undefined {
  if (of === 'PropertySet' && type === 'PropertyValue') return 'keys';
  return type === 'Metric' || type === 'Parameter' ? 'name' : undefined;
}

interface Stretch {
  readonly start: number;
  readonly end: number;
}

export function varintsIn(bytes: Uint8Array, { start, end }: Stretch): readonly Stretch[] {
  const found: Stretch[] = [];
  for (let at = start; at < end; ) {
    const next = varintEnd(bytes, at, end);
    if (next < 0) break;
    found.push({ start: at, end: next });
    at = next;
  }
  return found;
}
