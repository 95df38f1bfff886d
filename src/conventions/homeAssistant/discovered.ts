/** Parses a discovery message of Home Assistant: a device, and entities with their topics. */
import type { Steps } from '../../base/steps.ts';
import { decodeUtf8 } from '../../base/utf8.ts';
import { parseJson } from '../../payload/json/parseJson.ts';
import { DEVICE_NAMES, ENTITY_NAMES, ORIGIN_NAMES } from './abbreviations.ts';

export type Options = ReadonlyMap<string, unknown>;

export interface Entity {
  /** Identifies it among others of its topic; empty if it is the only one. */
  readonly key: string;
  /** Such as `sensor`. */
  readonly component: string;
  readonly options: Options;
  /** The entry has only its component, which removes the entity. */
  readonly isGone: boolean;
}

export interface Discovered {
  /** undefined if there is no device. */
  readonly device: Options | undefined;
  /** The device is not an object. */
  readonly isDeviceOdd: boolean;
  /** A device message has an object of components. */
  readonly hasComponents: boolean;
  /** Names of the options of a whole device message. */
  readonly shared: readonly string[];
  readonly origin: Options;
  readonly entities: readonly Entity[];
  /** Only announces that a device message describes it from now on. */
  readonly isMoving: boolean;
}

/** The placeholder `~` at the beginning or the end of a topic. */
export const BASE = '~';

/**
 * @param component of the topic; `device` for a device message with its entities
 * @param budget each option of each entity takes a step of it; entities beyond it are left out
 * @returns undefined if the payload is not an object
 */
export function discoveredIn(
  payload: Uint8Array,
  component: string,
  budget: Steps,
): Discovered | undefined {
  const value = parseJson(decodeUtf8(payload) ?? '');
  if (!isObject(value)) return undefined;
  const options = expanded(value, ENTITY_NAMES);
  const device = options.get('device');
  return {
    device: isObject(device) ? expanded(device, DEVICE_NAMES) : undefined,
    isDeviceOdd: device !== undefined && !isObject(device),
    hasComponents: isObject(options.get('components')),
    shared: component === 'device' ? [...options.keys()] : [],
    origin: expanded(options.get('origin'), ORIGIN_NAMES),
    entities:
      component === 'device'
        ? entitiesOf(options, budget)
        : [{ key: '', component, options: withBase(options), isGone: false }],
    isMoving: options.get('migrate_discovery') === true,
  };
}

/** Options of the whole message apply to each entity. */
function entitiesOf(options: Options, budget: Steps): readonly Entity[] {
  const components = options.get('components');
  if (!isObject(components)) return [];
  const shared = [...options].filter(([name]) => name !== 'components');
  const entities: Entity[] = [];
  for (const [key, value] of Object.entries(components)) {
    const own = expanded(value, ENTITY_NAMES);
    // Shared options count for each entity, because little text would become much.
    if (!budget.take(shared.length + own.size + 1)) break;
    const platform = own.get('platform');
    entities.push({
      key,
      component: typeof platform === 'string' ? platform : '',
      options: withBase(new Map([...shared, ...own])),
      isGone: own.size <= 1,
    });
  }
  return entities;
}

function withBase(options: Options): Options {
  const base = options.get(BASE);
  if (typeof base !== 'string') return options;
  return new Map(
    [...options].map(([name, value]) => [name, isTopicOf(name) ? based(value, base) : value]),
  );
}

/** True for a topic with a placeholder that the options do not define. */
export const isUnresolved = (topic: unknown, options: Options): topic is string =>
  typeof topic === 'string' && !options.has(BASE) && /^~\/|\/~$/.test(topic);

const isTopicOf = (name: string): boolean =>
  name === 'topic' || name === 'availability' || name.endsWith('_topic');

function based(value: unknown, base: string): unknown {
  if (Array.isArray(value)) return value.map((one: unknown) => based(one, base));
  if (isObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, based(one, base)]));
  }
  if (typeof value !== 'string') return value;
  if (value.startsWith(BASE)) return base + value.slice(1);
  return value.endsWith(BASE) ? value.slice(0, -1) + base : value;
}

/** Replaces abbreviated member names by the full ones. */
export function expanded(value: unknown, names: ReadonlyMap<string, string>): Options {
  if (!isObject(value)) return new Map();
  return new Map(Object.entries(value).map(([name, one]) => [names.get(name) ?? name, one]));
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function textOf(options: Options, name: string): string | undefined {
  const value = options.get(name);
  return typeof value === 'string' && value !== '' ? value : undefined;
}
