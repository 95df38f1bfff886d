/** Shows metrics as parts of a device in the book. */
import type { MessageArrival } from '../../engine/conventions/convention.ts';
import type { Device, DevicePart } from '../../engine/devices/device.ts';
import type {
  SparkplugMetric,
  SparkplugRead,
} from '../../payload/formats/sparkplug/sparkplugMessages.ts';
import { dataType } from '../../payload/sparkplug/dataTypes.ts';
import { propertiesOf, propertyOf, valueText } from './metricTree.ts';
import { aboutTemplate, tellTemplate } from './templateParts.ts';
import { templateOf } from './templates.ts';

/** Quality codes (6.4.9.1) of values that are not valid. */
const NOT_GOOD: ReadonlySet<unknown> = new Set([0, 500]);

interface Written {
  /** The topic of changed values. */
  readonly data: string;
  /** The topic for writing values. */
  readonly command: string;
  /** The device with the template definitions. */
  readonly definer: string;
  readonly isBirth: boolean;
}

export function tellMetrics(
  device: Device,
  read: SparkplugRead,
  { number, time }: MessageArrival,
  { data, command, definer, isBirth }: Written,
): void {
  const { tree } = read;
  for (const metric of read.metrics) {
    // A historical value is not the last one.
    if (metric.isHistorical) continue;
    const key = metric.name ?? unnamed(metric);
    // It was stored by its alias before its BIRTH arrived.
    if (metric.name !== undefined && metric.alias !== undefined) device.dropPart(unnamed(metric));
    const before = device.parts.get(key);
    const unit = propertyOf(tree, metric.row, 'engUnit') ?? before?.unit;
    const kind = kindOf(metric) ?? before?.kind;
    const quality = propertyOf(tree, metric.row, 'Quality');
    const template = tree && templateOf(metric, tree);
    const called = metric.name ?? Number(metric.alias ?? 0);
    const source = { topic: data, path: ['metrics', called, 'value'] };
    const part: DevicePart = {
      name: key,
      source,
      ...(template === undefined
        ? { value: metricText(read, metric) }
        : aboutTemplate(template, definer)),
      time,
      packet: number,
      ...(kind !== undefined && { kind }),
      ...(typeof unit === 'string' && { unit }),
      ...(NOT_GOOD.has(quality) && { isStale: true }),
      told: toldOf(metric, read, before?.told, isBirth ? number : undefined),
      ...(key.startsWith('Node Control/') && { command }),
    };
    device.setPart(key, part);
    if (tree === undefined || template === undefined) continue;
    const message = { number, time };
    tellTemplate(key, template, { device, tree, message, source, definer, isWhole: isBirth });
  }
}

/** Omitted properties keep their last value. @param declaredBy the packet, if it is a BIRTH */
function toldOf(
  { timestamp, datatype, alias, row }: SparkplugMetric,
  { tree }: SparkplugRead,
  before: DevicePart['told'],
  declaredBy: number | undefined,
): NonNullable<DevicePart['told']> {
  const type = datatype === undefined ? undefined : dataType(datatype);
  const properties = propertiesOf(tree, row);
  return {
    ...before,
    ...(timestamp !== undefined && { stamp: Number(timestamp) }),
    ...(declaredBy !== undefined && { declaredBy }),
    ...(type !== undefined && { type }),
    ...(alias !== undefined && { alias: String(alias) }),
    ...(properties !== undefined && { properties }),
  };
}

const unnamed = ({ alias }: SparkplugMetric): string => `#${String(alias ?? '')}`;

/** All values of the device may be outdated. */
export function makeStale(device: Device): void {
  for (const [key, part] of device.parts) device.setPart(key, { ...part, isStale: true });
}

/** `Float`, `Float · alias 3` */
function kindOf({ datatype, alias }: SparkplugMetric): string | undefined {
  const name = datatype === undefined ? undefined : (dataType(datatype) ?? String(datatype));
  if (alias === undefined) return name;
  return name === undefined ? `alias ${alias}` : `${name} · alias ${alias}`;
}

function metricText({ tree }: SparkplugRead, { row, value }: SparkplugMetric): string {
  if (typeof value === 'string') return value;
  return tree === undefined ? '' : valueText(tree, row);
}
