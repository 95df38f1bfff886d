/** Enters the device of a discovery message and its entities in the device book. */
import type { Device } from '../../engine/devices/device.ts';
import { type Discovered, type Entity, isUnresolved, textOf } from './discovered.ts';
import { shown } from './finding.ts';
import { placeIn } from './valuePlace.ts';

/** The first identifier of the device. */
export function idOf(found: Discovered | undefined): string | undefined {
  const ids = found?.device?.get('identifiers');
  const first: unknown = Array.isArray(ids) ? ids[0] : ids;
  if (typeof first === 'string' || typeof first === 'number') return String(first) || undefined;
  const connections = found?.device?.get('connections');
  const pair: unknown = Array.isArray(connections) ? connections[0] : undefined;
  return Array.isArray(pair) && typeof pair[1] === 'string' ? pair[1] : undefined;
}

const FACTS = [
  'manufacturer',
  'model',
  'model_id',
  'sw_version',
  'hw_version',
  'serial_number',
] as const;

export function describe(its: Device, { device, origin, entities }: Discovered): void {
  const [first] = entities;
  const named = device ?? first?.options;
  its.name = (named && textOf(named, 'name')) ?? its.name;
  its.parent = (device && textOf(device, 'via_device')) ?? its.parent;
  for (const name of FACTS) {
    const value = device && textOf(device, name);
    if (value !== undefined) its.setFact(name.replace('_', ' '), value);
  }
  const by = textOf(origin, 'name');
  if (by !== undefined) its.setFact('told by', by);
}

/** Returns false if there is no room. */
export function enterPart(device: Device, key: string, entity: Entity, object: string): boolean {
  const { component, options } = entity;
  // A trigger has its own topic; the state topic is that of the whole message.
  const topic = textOf(options, 'topic') ?? textOf(options, 'state_topic');
  const command = textOf(options, 'command_topic');
  const unit = textOf(options, 'unit_of_measurement');
  const template = textOf(options, 'value_template') ?? textOf(options, 'state_value_template');
  return device.setPart(key, {
    name: nameOf(entity, object),
    kind: component,
    ...(unit !== undefined && { unit }),
    ...(topic !== undefined && { at: { topic, path: placeIn(template).path } }),
    ...(command !== undefined && { command }),
    ...(isUnresolved(topic, options) && {
      remark: {
        en: `no “~” in the configuration for “${shown(topic)}”`,
        zh: `配置中没有“${shown(topic)}”所用的“~”`,
      },
    }),
  });
}

export const nameOf = ({ key, options }: Entity, object: string): string =>
  textOf(options, 'name') ?? (key === '' ? object : key);
