/** Metrics as parts of a device in the book. */
import type { MessageArrival } from '../../engine/conventions/convention.ts';
import type { Device, DevicePart } from '../../engine/devices/device.ts';
import type { SparkplugMetric, SparkplugRead } from '../../payload/formats/sparkplugMessages.ts';
import { dataType } from '../../payload/sparkplug/dataTypes.ts';
import type { TreeValue, ValueTree } from '../../payload/valueTree.ts';

/** Characters of a value that is no scalar. */
const SHOWN = 200;
/** Quality codes (6.4.9.1) that say that a value does not hold. */
const NOT_GOOD: ReadonlySet<unknown> = new Set([0, 500]);

/** @param command the topic on which they are written */
export function tellMetrics(
  device: Device,
  read: SparkplugRead,
  { number, time }: MessageArrival,
  command: string,
): void {
  for (const metric of read.metrics) {
    // A value of the past is not its last one.
    if (metric.isHistorical) continue;
    const key = metric.name ?? unnamed(metric);
    // It was kept by its alias until its BIRTH came.
    if (metric.name !== undefined && metric.alias !== undefined) device.dropPart(unnamed(metric));
    const before = device.parts.get(key);
    const unit = propertyOf(read, metric, 'engUnit') ?? before?.unit;
    const kind = kindOf(metric) ?? before?.kind;
    const quality = propertyOf(read, metric, 'Quality');
    const part: DevicePart = {
      name: key,
      value: valueText(read, metric),
      time,
      packet: number,
      ...(kind !== undefined && { kind }),
      ...(typeof unit === 'string' && { unit }),
      ...(NOT_GOOD.has(quality) && { isStale: true }),
      ...(key.startsWith('Node Control/') && { command }),
    };
    device.tellPart(key, part);
  }
}

const unnamed = ({ alias }: SparkplugMetric): string => `#${String(alias ?? '')}`;

/** Nobody knows whether any of its values still holds. */
export function makeStale(device: Device): void {
  for (const [key, part] of device.parts) device.tellPart(key, { ...part, isStale: true });
}

/** `Float`, `Float · alias 3` */
function kindOf({ datatype, alias }: SparkplugMetric): string | undefined {
  const name = datatype === undefined ? undefined : (dataType(datatype) ?? String(datatype));
  if (alias === undefined) return name;
  return name === undefined ? `alias ${alias}` : `${name} · alias ${alias}`;
}

function valueText({ tree }: SparkplugRead, { row, value }: SparkplugMetric): string {
  if (typeof value === 'string') return value;
  if (value !== undefined && !(value instanceof Uint8Array)) return String(value);
  return tree?.source(childNamed(tree, row, 'value') ?? row, SHOWN) ?? '';
}

function propertyOf(
  { tree }: SparkplugRead,
  { row }: SparkplugMetric,
  name: string,
): TreeValue | undefined {
  let at: number | undefined = row;
  for (const step of ['properties', 'values', name]) {
    at = tree === undefined || at === undefined ? undefined : childNamed(tree, at, step);
  }
  return at === undefined ? undefined : (tree?.stoodFor?.(at) ?? undefined);
}

export function childNamed(tree: ValueTree, row: number, name: string): number | undefined {
  for (const child of tree.childRows(row)) if (tree.key(child) === name) return child;
  return undefined;
}
