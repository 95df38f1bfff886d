/** Finds mistakes in the discovery of an entity. */
import type { Wording } from '../../engine/devices/device.ts';
import { BASE, type Discovered, type Entity, type Options, textOf } from './discovered.ts';

/** Required for Home Assistant to create the entity. */
const NEEDED: ReadonlyMap<string, string> = new Map([
  ['sensor', 'state_topic'],
  ['binary_sensor', 'state_topic'],
  ['switch', 'command_topic'],
  ['button', 'command_topic'],
  ['number', 'command_topic'],
  ['select', 'command_topic'],
  ['text', 'command_topic'],
  ['scene', 'command_topic'],
  ['notify', 'command_topic'],
  ['lock', 'command_topic'],
  ['fan', 'command_topic'],
  ['siren', 'command_topic'],
  ['light', 'command_topic'],
  ['event', 'state_topic'],
]);
const HAS_EVENTS = 'event_types';
/** Components that create no entities and have no `unique_id`. */
const NO_ENTITIES: ReadonlySet<string> = new Set(['device_automation', 'tag']);

const isMissing = (name: string): Wording => ({ en: `${name} is missing`, zh: `缺少 ${name}` });

/** Required for Home Assistant to accept anything of a device message. */
export const missingIn = ({ device, origin }: Discovered): readonly Wording[] => [
  ...(device === undefined ? [isMissing('device')] : []),
  ...(origin.size === 0 ? [isMissing('origin')] : []),
];

export function findingsOf({ component, options }: Entity, hasDevice: boolean): readonly Wording[] {
  const found: Wording[] = [];
  if (component === '') found.push(isMissing('platform'));
  const needed = NEEDED.get(component);
  if (needed !== undefined && textOf(options, needed) === undefined) {
    found.push(isMissing(needed));
  }
  if (component === 'event' && !options.has(HAS_EVENTS)) {
    found.push(isMissing(HAS_EVENTS));
  }
  const isEntity = hasDevice && !NO_ENTITIES.has(component);
  if (isEntity && textOf(options, 'unique_id') === undefined) {
    found.push({
      en: 'unique_id is missing: Home Assistant cannot put the entity to its device',
      zh: '缺少 unique_id：Home Assistant 无法将实体归入设备',
    });
  }
  return found;
}

interface UnknownKey {
  readonly name: string;
  readonly what: Wording;
}

/** Home Assistant ignores unknown members silently. */
export function unknownKeys(options: Options, known: ReadonlySet<string>): readonly UnknownKey[] {
  return [...options.keys()].flatMap((name) => {
    if (name === BASE || known.has(name)) return [];
    const meant = likeliest(name, known);
    const shown = name.slice(0, LONGEST);
    return [
      {
        name,
        what:
          meant === undefined
            ? {
                en: `“${shown}” is not known: Home Assistant passes over it`,
                zh: `未知的“${shown}”，Home Assistant 会忽略它`,
              }
            : {
                en: `“${shown}” is not known: is ${meant} meant?`,
                zh: `未知的“${shown}”，是否指 ${meant}？`,
              },
      },
    ];
  });
}

/** Shorter names resemble too many others. */
const SHORTEST = 6;
/** Limit of characters of a received name. */
const LONGEST = 60;

/** The first known name that differs in exactly one character. */
function likeliest(name: string, among: ReadonlySet<string>): string | undefined {
  if (name.length < SHORTEST) return undefined;
  return [...among].find((known) => known.length >= SHORTEST && isOneOff(name, known));
}

/** Whether one character is added, missing or replaced. */
function isOneOff(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1) return false;
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  const rest = one.slice(at);
  const others = other.slice(at);
  return rest.slice(1) === others.slice(1) || rest.slice(1) === others || rest === others.slice(1);
}
