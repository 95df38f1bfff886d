/** Finds mistakes in the discovery of an entity. */
import type { Wording } from '../../engine/devices/device.ts';
import { ENTITY_KEYS } from './abbreviations.ts';
import { COMPONENTS } from './classes.ts';
import { BASE, type Discovered, type Entity, type Options, textOf } from './discovered.ts';
import { shown, WHOLE_REFUSED, wholeRefused } from './refused.ts';

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
export function missingIn(found: Discovered): readonly Wording[] {
  const { device, isDeviceOdd, origin, hasComponents, shared } = found;
  const odd = shared.find((name) => !SHARED_KEYS.has(name) && ENTITY_KEYS.has(name));
  return [
    ...(device === undefined && !isDeviceOdd ? [isMissing('device')] : []),
    ...(origin.size === 0 ? [isMissing('origin')] : []),
    ...(hasComponents
      ? []
      : [wholeRefused('components is missing or no object', '缺少 components，或它不是对象')]),
    ...(odd !== undefined && odd !== BASE
      ? [
          wholeRefused(
            `“${shown(odd)}” belongs into each component`,
            `“${shown(odd)}”应写在各个组件中`,
          ),
        ]
      : []),
  ];
}

/** Options of a whole device message. */
const SHARED_KEYS: ReadonlySet<string> = new Set([
  'device',
  'origin',
  'components',
  'availability',
  'availability_mode',
  'availability_template',
  'availability_topic',
  'payload_available',
  'payload_not_available',
  'state_topic',
  'command_topic',
  'qos',
  'encoding',
]);

export function findingsOf(
  { key, component, options }: Entity,
  hasDevice: boolean,
): readonly Wording[] {
  const found: Wording[] = [];
  if (component === '') found.push(isMissing('platform'));
  else if (key !== '' && (component === 'device' || !COMPONENTS.has(component))) {
    const what = shown(component);
    found.push(wholeRefused(`platform “${what}” is not known`, `未知的 platform“${what}”`));
  }
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

/** Keys of a whole device message that are known nowhere. */
export const unknownShared = ({ shared }: Discovered): readonly UnknownKey[] => {
  const options = new Map(shared.map((name) => [name, undefined]));
  return unknownKeys(options, new Set([...SHARED_KEYS, ...ENTITY_KEYS]), true);
};

interface UnknownKey {
  readonly name: string;
  readonly what: Wording;
}

/**
 * Members that Home Assistant does not know.
 * @param isStrict Home Assistant refuses the whole message because of them, instead of ignoring them
 */
export function unknownKeys(
  options: Options,
  known: ReadonlySet<string>,
  isStrict: boolean,
): readonly UnknownKey[] {
  return [...options.keys()].flatMap((name) => {
    if (name === BASE || known.has(name)) return [];
    const meant = likeliest(name, known);
    return [{ name, what: whatOf(shown(name), meant, isStrict) }];
  });
}

function whatOf(name: string, meant: string | undefined, isStrict: boolean): Wording {
  const en = `“${name}” is not known`;
  const zh = `未知的“${name}”`;
  const ask =
    meant === undefined ? undefined : { en: `is ${meant} meant?`, zh: `是否指 ${meant}？` };
  if (isStrict) {
    return ask === undefined
      ? wholeRefused(en, zh)
      : {
          en: `${en}, so ${WHOLE_REFUSED.en}: ${ask.en}`,
          zh: `${zh}，${WHOLE_REFUSED.zh}：${ask.zh}`,
        };
  }
  return ask === undefined
    ? { en: `${en}: Home Assistant ignores it`, zh: `${zh}，Home Assistant 会忽略它` }
    : { en: `${en}: ${ask.en}`, zh: `${zh}，${ask.zh}` };
}

/** Values of device and origin because of which Home Assistant refuses the message. */
export function deviceFindings({ device, isDeviceOdd, origin }: Discovered): readonly Wording[] {
  const found: Wording[] = [];
  if (isDeviceOdd) found.push(wholeRefused('device is no object', 'device 不是对象'));
  if (origin.size > 0 && textOf(origin, 'name') === undefined) {
    found.push(wholeRefused('origin has no name', 'origin 没有 name'));
  }
  if (device === undefined) return found;
  const listed = (name: string): readonly unknown[] => {
    const value = device.get(name);
    if (Array.isArray(value)) return value;
    return value === undefined ? [] : [value];
  };
  const [identifiers, connections] = [listed('identifiers'), listed('connections')];
  if (identifiers.length === 0 && connections.length === 0) {
    found.push(
      wholeRefused(
        'device has neither identifiers nor connections',
        'device 既没有 identifiers 也没有 connections',
      ),
    );
  }
  if (!identifiers.every(isText)) {
    found.push(
      wholeRefused('device has an identifier that is no text', 'device 的某个标识符不是文本'),
    );
  }
  if (!connections.every(isPair)) {
    found.push(
      wholeRefused(
        'connections of device is no list of pairs such as ["mac", "02:5b:26:a8:dc:12"]',
        'device 的 connections 不是由 ["mac", "02:5b:26:a8:dc:12"] 这样的对组成的列表',
      ),
    );
  }
  const url = device.get('configuration_url');
  if (url !== undefined && !/^(?:https?|homeassistant):\/\/./i.test(shown(url))) {
    found.push(
      wholeRefused(
        `configuration_url “${shown(url)}” has no http://, https:// or homeassistant://`,
        `configuration_url“${shown(url)}”没有以 http://、https:// 或 homeassistant:// 开头`,
      ),
    );
  }
  return found;
}

const isText = (one: unknown): boolean => typeof one === 'string' || typeof one === 'number';
const isPair = (one: unknown): boolean =>
  Array.isArray(one) && one.length >= 2 && one.every(isText);

/** Shorter names resemble too many others. */
const SHORTEST = 6;

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
