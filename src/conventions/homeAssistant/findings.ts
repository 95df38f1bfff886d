/** Finds mistakes in discovery messages by the tables of components and of keys. */
import { topicFilterError, topicNameError } from '../../mqtt/tables/topics.ts';
import { ENTITY_KEYS } from './abbreviations.ts';
import { availabilitiesOf } from './availability.ts';
import { ANY_COMPONENT, COMPONENTS, type Component, SENSOR_CLASSES } from './components.ts';
import {
  BASE,
  type Discovered,
  type Entity,
  isUnresolved,
  type Options,
  textOf,
} from './discovered.ts';
import { type Effect, type Finding, finding, missing, shown } from './finding.ts';
import { type UnknownKey, unknownKeys } from './unknownKeys.ts';

/** A topic that no subscription of Home Assistant matches. */
export const UNSEEN_TOPIC: Finding = finding(
  'the topic is not homeassistant/{component}/{object_id}/config, with or without a node id before the object id',
  '主题不是 homeassistant/{component}/{object_id}/config（object id 前可有 node id）',
  'neverReceived',
);

const NAMES = [...COMPONENTS.keys()];
/** Components of the entities in a device message. */
const PLATFORMS = NAMES.filter((name) => name !== 'device');
/** Characters of an object id and of a node id. */
const ID = /^[A-Za-z0-9_-]+$/;

/** Mistakes in the topic of a discovery message. */
export function topicFindings(
  component: string,
  ids: readonly (string | undefined)[],
): readonly Finding[] {
  const found: Finding[] = [];
  if (!COMPONENTS.has(component)) {
    found.push(unknownValue('component', component, NAMES, 'messageIgnored'));
  }
  const odd = ids.find((id) => id !== undefined && !ID.test(id));
  if (odd !== undefined) {
    found.push(
      finding(
        `“${shown(odd)}” in the topic may have letters, digits, _ and - only`,
        `主题中的“${shown(odd)}”只能含字母、数字、_ 和 -`,
        'messageIgnored',
      ),
    );
  }
  return found;
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

/** Required parts of a device message. */
export function missingIn(found: Discovered): readonly Finding[] {
  const { device, isDeviceOdd, origin, hasComponents, shared } = found;
  const misplaced = shared.find(
    (name) => name !== BASE && !SHARED_KEYS.has(name) && ENTITY_KEYS.has(name),
  );
  return [
    ...(device === undefined && !isDeviceOdd ? [missing('device', 'wholeRefused')] : []),
    ...(origin.size === 0 ? [missing('origin', 'wholeRefused')] : []),
    ...(hasComponents
      ? []
      : [
          finding(
            'components is missing or no object',
            '缺少 components，或它不是对象',
            'wholeRefused',
          ),
        ]),
    ...(misplaced === undefined
      ? []
      : [
          finding(
            `“${shown(misplaced)}” belongs into each component`,
            `“${shown(misplaced)}”应写在各个组件中`,
            'wholeRefused',
          ),
        ]),
  ];
}

/** Keys of a whole device message that are known nowhere. */
export const unknownShared = ({ shared }: Discovered): readonly UnknownKey[] =>
  unknownKeys(new Set(shared), new Set([...SHARED_KEYS, ...ENTITY_KEYS]), true);

/** Values of device and origin because of which Home Assistant refuses the message. */
export function deviceFindings({ device, isDeviceOdd, origin }: Discovered): readonly Finding[] {
  const found: Finding[] = [];
  const refuse = (en: string, zh: string) => found.push(finding(en, zh, 'wholeRefused'));
  if (isDeviceOdd) refuse('device is no object', 'device 不是对象');
  if (origin.size > 0 && textOf(origin, 'name') === undefined) {
    refuse('origin has no name', 'origin 没有 name');
  }
  if (device === undefined) return found;
  const [identifiers, connections] = [listOf(device, 'identifiers'), listOf(device, 'connections')];
  if (identifiers.length === 0 && connections.length === 0) {
    refuse(
      'device has neither identifiers nor connections',
      'device 既没有 identifiers 也没有 connections',
    );
  }
  if (!identifiers.every(isText)) {
    refuse('device has an identifier that is no text', 'device 的某个标识符不是文本');
  }
  if (!connections.every(isPair)) {
    refuse(
      'connections of device is no list of pairs such as ["mac", "02:5b:26:a8:dc:12"]',
      'device 的 connections 不是由 ["mac", "02:5b:26:a8:dc:12"] 这样的对组成的列表',
    );
  }
  const url = device.get('configuration_url');
  if (url !== undefined && !/^(?:https?|homeassistant):\/\/./i.test(shown(url))) {
    refuse(
      `configuration_url “${shown(url)}” has no http://, https:// or homeassistant://`,
      `configuration_url“${shown(url)}”没有以 http://、https:// 或 homeassistant:// 开头`,
    );
  }
  return found;
}

function listOf(options: Options, name: string): readonly unknown[] {
  const value = options.get(name) ?? [];
  return Array.isArray(value) ? value : [value];
}

const isText = (value: unknown): boolean => typeof value === 'string' || typeof value === 'number';
const isPair = (value: unknown): boolean =>
  Array.isArray(value) && value.length >= 2 && value.every(isText);

/** Components that create no entities and have no `unique_id`. */
const NO_ENTITIES: ReadonlySet<string> = new Set(['device_automation', 'tag']);

export function entityFindings(
  { key, component, options }: Entity,
  hasDevice: boolean,
): readonly Finding[] {
  const found: Finding[] = [];
  if (component === '') found.push(missing('platform', 'wholeRefused'));
  else if (key !== '' && !PLATFORMS.includes(component)) {
    found.push(unknownValue('platform', component, PLATFORMS, 'wholeRefused'));
  }
  const facts = COMPONENTS.get(component) ?? {};
  found.push(...missingOptions(facts, options), ...invalidTopics(options));
  found.push(...unknownValues({ ...ANY_COMPONENT.values, ...facts.values }, options));
  if (component === 'sensor') found.push(...classFindings(options));
  const isEntity = hasDevice && !NO_ENTITIES.has(component);
  if (isEntity && textOf(options, 'unique_id') === undefined) {
    found.push(missing('unique_id', 'apart'));
  }
  return found;
}

const missingOptions = ({ needs = [] }: Component, options: Options): readonly Finding[] =>
  needs.flatMap((need) => {
    const names = typeof need === 'string' ? [need] : need;
    if (names.some((name) => (options.get(name) ?? '') !== '')) return [];
    return [finding(`${names.join(' or ')} is missing`, `缺少 ${names.join(' 或 ')}`, 'refused')];
  });

/** Topics for publishing have no wildcards. */
const invalidTopics = (options: Options): readonly Finding[] =>
  [...options].flatMap(([name, value]) => {
    if (!name.endsWith('_topic') && name !== 'topic') return [];
    if (typeof value !== 'string' || value === '') return [];
    const error = name.endsWith('command_topic') ? topicNameError(value) : topicFilterError(value);
    if (error === undefined) return [];
    const topic = shown(value);
    return [
      finding(`${name} “${topic}” is no valid topic`, `${name}“${topic}”不是有效的主题`, 'refused'),
    ];
  });

/** Topics with a placeholder that the options do not define. */
export function unresolvedTopics(options: Options): readonly UnknownKey[] {
  const single = [...options].flatMap(([name, value]) =>
    name === 'topic' || name.endsWith('_topic') ? [{ name, topic: value }] : [],
  );
  const listed = availabilitiesOf(options).map(({ topic }) => ({ name: 'availability', topic }));
  return [...single, ...listed].flatMap(({ name, topic }) => {
    if (!isUnresolved(topic, options)) return [];
    const what = finding(
      `${name} “${shown(topic)}” uses “~”, which the configuration does not have`,
      `${name}“${shown(topic)}”使用了“~”，但配置中没有“~”`,
      'verbatim',
    );
    return [{ name: `~ ${topic}`, what }];
  });
}

const unknownValues = (
  values: Readonly<Record<string, readonly string[]>>,
  options: Options,
): readonly Finding[] =>
  Object.entries(values).flatMap(([name, known]) => {
    const odd = listOf(options, name).find((value) => !known.includes(wordOf(name, value)));
    return odd === undefined || odd === '' ? [] : [unknownValue(name, odd, known, 'refused')];
  });

/** Classes are the only words whose case does not matter. */
const wordOf = (name: string, value: unknown): string =>
  name.endsWith('_class') ? shown(value).toLowerCase() : shown(value);

function unknownValue(
  name: string,
  value: unknown,
  known: readonly string[],
  effect: Effect,
): Finding {
  return finding(
    `${name} “${shown(value)}” is not known (${known.join(', ')})`,
    `未知的 ${name}“${shown(value)}”（${known.join('、')}）`,
    effect,
  );
}

/** Unit and state class of a sensor that do not fit its device class. */
function classFindings(options: Options): readonly Finding[] {
  const deviceClass = textOf(options, 'device_class')?.toLowerCase() ?? '';
  const { units, stateClasses } = SENSOR_CLASSES.get(deviceClass) ?? {};
  const found: Finding[] = [];
  const unit = textOf(options, 'unit_of_measurement');
  // The micro sign looks like the Greek letter.
  if (unit !== undefined && units?.includes(unit.replaceAll('µ', 'μ')) === false) {
    found.push(misfit('unit_of_measurement', unit, deviceClass, units, 'refused'));
  }
  const stateClass = textOf(options, 'state_class');
  if (stateClass !== undefined && stateClasses?.includes(stateClass.toLowerCase()) === false) {
    found.push(misfit('state_class', stateClass, deviceClass, stateClasses, 'warned'));
  }
  return found;
}

function misfit(
  name: string,
  value: string,
  deviceClass: string,
  fitting: readonly string[],
  effect: Effect,
): Finding {
  const some = fitting.filter((word) => word !== '');
  const mayLack = some.length < fitting.length || some.length === 0;
  const en = [some.join(', '), ...(mayLack ? [`no ${name}`] : [])].filter(Boolean).join(' or ');
  const zh = [some.join('、'), ...(mayLack ? [`不设 ${name}`] : [])].filter(Boolean).join('或');
  return finding(
    `${name} “${shown(value)}” does not fit device_class ${deviceClass} (${en})`,
    `${name}“${shown(value)}”与 device_class ${deviceClass} 不符（${zh}）`,
    effect,
  );
}
