/** Rules for commands (specification 3.0, 5.17), which check a host's values against the BIRTH. */
import type {
  SparkplugMetric,
  SparkplugRead,
} from '../../payload/formats/sparkplug/sparkplugMessages.ts';
import { type DataType, dataType, INTEGER_BITS } from '../../payload/sparkplug/dataTypes.ts';
import { type ValueField, valueField } from '../../payload/sparkplug/valueFields.ts';
import type { Births } from './births.ts';
import type { SparkplugFindings } from './findings.ts';
import { calledBy } from './judgeMessage.ts';
import { REBIRTH } from './rebirth.ts';
import { clipped, type Report } from './report.ts';
import type { NodeTopic } from './topics.ts';

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

/** @param births of the edge node over all connections, because commands travel separately from BIRTHs */
export function judgeCommand(
  { type, device }: NodeTopic,
  { metrics }: SparkplugRead,
  births: Births,
  report: Report,
): void {
  if ((type !== 'NCMD' && type !== 'DCMD') || !births.has(device)) return;
  const statement = `tck-id-operational-behavior-data-commands-${type.toLowerCase()}-metric`;
  const known = births.known(device);
  // If the BIRTH lacks this metric, the edge node is at fault, not the host.
  const unknown = metrics.find((metric) => metric.name !== REBIRTH && known(metric) === undefined);
  if (unknown !== undefined) {
    const args = { type, metric: calledBy(unknown) };
    report({ key: 'sparkplug-command-metric', args }, { statement: `${statement}-name` });
  }
  for (const metric of metrics) {
    const wanted = dataType(known(metric)?.datatype ?? 0);
    const found = wanted === undefined ? undefined : misfitOf(metric, wanted);
    if (wanted === undefined || found === undefined) continue;
    const args = { type, metric: calledBy(metric), wanted, found, value: shown(metric) };
    report({ key: 'sparkplug-command-value', args }, { statement: `${statement}-value` });
    return;
  }
}

/** undefined if the value fits the type. */
function misfitOf(metric: SparkplugMetric, wanted: DataType): Kind | undefined {
  if (wanted === 'Unknown' || metric.isNull) return undefined;
  if (metric.field === undefined) return 'nothing';
  const kind = KIND_OF.get(metric.field);
  if (kind !== KINDS[valueField(wanted)]) return kind;
  return isInRange(metric.value, wanted) ? undefined : 'range';
}

function isInRange(value: SparkplugMetric['value'], wanted: DataType): boolean {
  const bits = INTEGER_BITS.get(wanted);
  if (bits === undefined || Math.abs(bits) === 64) return true;
  // A value that is no JavaScript number has more than 32 bits.
  if (typeof value !== 'number') return false;
  const most = 2 ** (bits < 0 ? -bits - 1 : bits);
  return value < most && value >= (bits < 0 ? -most : 0);
}

/** undefined if the value adds nothing to its kind. */
function shown({ value }: SparkplugMetric): string | undefined {
  const isPlain = typeof value === 'number' || typeof value === 'boolean';
  return isPlain || typeof value === 'string' ? clipped(String(value)) : undefined;
}
