/** Whether the value of a metric fits a data type. */
import type { SparkplugMetric } from '../../payload/formats/sparkplug/sparkplugMessages.ts';
import { type DataType, INTEGER_BITS } from '../../payload/sparkplug/dataTypes.ts';
import { type ValueField, valueField } from '../../payload/sparkplug/valueFields.ts';
import type { SparkplugFindings } from './findings.ts';
import { clipped } from './report.ts';

type Kind = SparkplugFindings['sparkplug-command-value']['found'];

/** Whole numbers may have 32 or 64 bits, and other numbers either precision, because hosts differ. */
const KINDS: Readonly<Record<ValueField, Exclude<Kind, 'nothing' | 'range'>>> = {
  int_value: 'whole',
  long_value: 'whole',
  float_value: 'float',
  double_value: 'float',
  boolean_value: 'boolean',
  string_value: 'text',
  bytes_value: 'bytes',
  dataset_value: 'data-set',
  template_value: 'template',
  propertyset_value: 'property-set',
  propertysets_value: 'property-set',
};
const KIND_OF: ReadonlyMap<string, Kind> = new Map(Object.entries(KINDS));

/** undefined if the value fits the type. */
export function misfitOf(metric: SparkplugMetric, wanted: DataType): Kind | undefined {
  if (wanted === 'Unknown' || metric.isNull) return undefined;
  if (metric.field === undefined) return 'nothing';
  const kind = KIND_OF.get(metric.field);
  if (kind !== KINDS[valueField(wanted)]) return kind;
  return isInRange(metric.value, wanted) ? undefined : 'range';
}

function isInRange(value: SparkplugMetric['value'], wanted: DataType): boolean {
  const bits = INTEGER_BITS.get(wanted);
  if (bits === undefined || Math.abs(bits) === 64) return true;
  // A value that is not a JavaScript number has more than 32 bits.
  if (typeof value !== 'number') return false;
  const most = 2 ** (bits < 0 ? -bits - 1 : bits);
  return value < most && value >= (bits < 0 ? -most : 0);
}

/** undefined if the value adds nothing to its kind. */
export function shown({ value }: SparkplugMetric): string | undefined {
  const isPlain = typeof value === 'number' || typeof value === 'boolean';
  return isPlain || typeof value === 'string' ? clipped(String(value)) : undefined;
}
