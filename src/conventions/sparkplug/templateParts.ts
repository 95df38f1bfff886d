/** Shows the contents of a template as parts below its metric. */
import type { MessageArrival } from '../../engine/conventions/convention.ts';
import type { Device, DevicePart } from '../../engine/devices/device.ts';
import type { ValueTree } from '../../payload/tree/valueTree.ts';
import { propertyOf, valueText } from './metricTree.ts';
import { isDefinition, type Template, type TemplateItem } from './templates.ts';

interface Told {
  readonly device: Device;
  readonly tree: ValueTree;
  readonly message: Pick<MessageArrival, 'time' | 'number'>;
  /** Place of the metric or member whose value is the template. */
  readonly source: NonNullable<DevicePart['source']>;
  /** The device with the template definitions. */
  readonly definer: string;
  /** The message contains all items: items that are missing are dropped. */
  readonly isWhole: boolean;
}

/** The metric's description of its template. */
export function aboutTemplate(
  template: Template,
  definer: string,
): Pick<DevicePart, 'template' | 'definedBy'> {
  const { ref, version } = template;
  const isOne = isDefinition(template);
  return {
    template: { isDefinition: isOne, ...(version !== undefined && { version }) },
    ...(!isOne && ref !== undefined && { definedBy: { device: definer, part: ref } }),
  };
}

export function tellTemplate(key: string, template: Template, told: Told): void {
  const keys = new Set<string>();
  tellItems(key, template, told, keys);
  if (!told.isWhole) return;
  const { device } = told;
  const gone = [...device.parts.keys()].filter((it) => it.startsWith(below(key)) && !keys.has(it));
  for (const each of gone) device.dropPart(each);
}

/** A line break separates the keys, because names rarely contain one, and never in this form. */
const below = (key: string): string => `${key}\n`;

function tellItems(key: string, template: Template, told: Told, keys: Set<string>): void {
  const { topic, path = [] } = told.source;
  const sourceOf = (list: string, name: string) => ({
    topic,
    path: [...path, list, name, 'value'],
  });
  for (const item of template.parameters) {
    const source = sourceOf('parameters', item.name);
    tellItem(`${below(key)}\n${item.name}`, key, item, told, { isParameter: true, source });
    keys.add(`${below(key)}\n${item.name}`);
  }
  for (const item of template.members) {
    const its = `${below(key)}${item.name}`;
    const source = sourceOf('metrics', item.name);
    keys.add(its);
    const { template: inner } = item;
    if (inner === undefined) tellItem(its, key, item, told, { source });
    else {
      tellItem(its, key, item, told, aboutTemplate(inner, told.definer));
      tellItems(its, inner, { ...told, source }, keys);
    }
  }
}

function tellItem(
  key: string,
  under: string,
  { row, name, type }: TemplateItem,
  { device, tree, message }: Told,
  more: Partial<DevicePart>,
): void {
  const before = device.parts.get(key);
  const kind = type === undefined ? before?.kind : String(type);
  const unit = propertyOf(tree, row, 'engUnit') ?? before?.unit;
  const value = more.template === undefined ? valueText(tree, row) : undefined;
  device.setPart(key, {
    name,
    under,
    time: message.time,
    packet: message.number,
    ...(value !== undefined && { value }),
    ...(kind !== undefined && { kind }),
    ...(typeof unit === 'string' && { unit }),
    ...more,
  });
}
