/** Finds values of discovery messages that Home Assistant refuses. */
import type { Wording } from '../../engine/devices/device.ts';
import { topicFilterError, topicNameError } from '../../mqtt/tables/topics.ts';
import { COMPONENTS, DEVICE_CLASSES, STATE_CLASSES, UNITS } from './classes.ts';
import { type Entity, type Options, textOf } from './discovered.ts';
import { refused, shown } from './refused.ts';
import { templateError } from './templateSyntax.ts';

/** Characters of an object id and of a node id. */
const ID = /^[A-Za-z0-9_-]+$/;

/** A topic that no subscription of Home Assistant matches. */
export const UNSEEN_TOPIC: Wording = {
  en: 'the topic is not homeassistant/{component}/{object_id}/config, with or without a node id before the object id: Home Assistant never receives the message',
  zh: '主题不是 homeassistant/{component}/{object_id}/config（object id 前可有 node id），Home Assistant 收不到此消息',
};

/** Mistakes in the topic of a discovery message. */
export function topicFindings(
  component: string,
  ids: readonly (string | undefined)[],
): readonly Wording[] {
  const odd = ids.find((id) => id !== undefined && !ID.test(id));
  return [
    ...(COMPONENTS.has(component)
      ? []
      : [
          {
            en: `component “${shown(component)}” is not known: Home Assistant ignores the message`,
            zh: `未知的组件“${shown(component)}”，Home Assistant 会忽略此消息`,
          },
        ]),
    ...(odd === undefined
      ? []
      : [
          {
            en: `“${shown(odd)}” in the topic may have letters, digits, _ and - only: Home Assistant ignores the message`,
            zh: `主题中的“${shown(odd)}”只能含字母、数字、_ 和 -，Home Assistant 会忽略此消息`,
          },
        ]),
  ];
}

export function valueFindings({ component, options }: Entity): readonly Wording[] {
  return [
    ...topicsIn(options),
    ...qosIn(options),
    ...classesIn(component, options),
    ...rangeIn(options),
    ...choicesIn(component, options),
    ...templatesIn(options),
    ...patternsIn(component, options),
    ...iconIn(options),
  ];
}

/** Topics for publishing have no wildcards. */
function topicsIn(options: Options): readonly Wording[] {
  return [...options].flatMap(([name, value]) => {
    if (!name.endsWith('_topic') && name !== 'topic') return [];
    if (typeof value !== 'string' || value === '') return [];
    const isCommand = name.endsWith('command_topic');
    const error = isCommand ? topicNameError(value) : topicFilterError(value);
    if (error === undefined) return [];
    return [
      refused(
        `${name} “${shown(value)}” is no valid topic`,
        `${name}“${shown(value)}”不是有效的主题`,
      ),
    ];
  });
}

function qosIn(options: Options): readonly Wording[] {
  const qos = options.get('qos');
  if (qos === undefined || ['0', '1', '2'].includes(shown(qos))) return [];
  return [refused(`qos ${shown(qos)} is none`, `qos ${shown(qos)} 无效`)];
}

function classesIn(component: string, options: Options): readonly Wording[] {
  const deviceClass = textOf(options, 'device_class');
  const stateClass = textOf(options, 'state_class');
  const unit = textOf(options, 'unit_of_measurement');
  const found: Wording[] = [];
  const known = DEVICE_CLASSES.get(component);
  if (deviceClass !== undefined && known?.has(deviceClass) === false) {
    const what = `device_class “${shown(deviceClass)}”`;
    found.push(refused(`${what} is not known`, `未知的 device_class“${shown(deviceClass)}”`));
  }
  if (component !== 'sensor') return found;
  if (stateClass !== undefined && !STATE_CLASSES.has(stateClass)) {
    const what = `state_class “${shown(stateClass)}”`;
    found.push(refused(`${what} is not known`, `未知的 state_class“${shown(stateClass)}”`));
  }
  const units = UNITS.get(deviceClass ?? '');
  if (unit !== undefined && units?.has(unit) === false) {
    found.push({
      en: `unit_of_measurement “${shown(unit)}” does not fit device_class ${deviceClass}: ${[...units].join(', ')} do`,
      zh: `unit_of_measurement“${shown(unit)}”与 device_class ${deviceClass} 不符，可用 ${[...units].join('、')}`,
    });
  }
  return found;
}

function rangeIn(options: Options): readonly Wording[] {
  return (
    [
      ['min', 'max'],
      ['min_temp', 'max_temp'],
      ['min_humidity', 'max_humidity'],
    ] as const
  ).flatMap(([low, high]) => {
    const [min, max] = [options.get(low), options.get(high)];
    if (typeof min !== 'number' || typeof max !== 'number' || min <= max) return [];
    return [refused(`${low} ${min} is above ${high} ${max}`, `${low} ${min} 大于 ${high} ${max}`)];
  });
}

const SCHEMAS: ReadonlySet<unknown> = new Set(['basic', 'default', 'json', 'template']);

function choicesIn(component: string, options: Options): readonly Wording[] {
  const found: Wording[] = [];
  const choices = options.get('options') ?? undefined;
  if (component === 'select' && choices === undefined) {
    found.push(refused('options is missing', '缺少 options'));
  }
  const schema = options.get('schema');
  if (component === 'light' && schema !== undefined && !SCHEMAS.has(schema)) {
    found.push(
      refused(`schema “${shown(schema)}” is not known`, `未知的 schema“${shown(schema)}”`),
    );
  }
  return found;
}

function templatesIn(options: Options): readonly Wording[] {
  return [...options].flatMap(([name, value]) => {
    const error =
      name.endsWith('_template') && typeof value === 'string' ? templateError(value) : undefined;
    if (error === undefined) return [];
    return typeof error === 'string'
      ? [refused(`${name} ${error}`, `${name} ${error}`)]
      : [refused(`${name} ${error.en}`, `${name} ${error.zh}`)];
  });
}

/** Options that are regular expressions of Python. */
const PATTERNS: readonly (readonly [component: string, name: string])[] = [
  ['text', 'pattern'],
  ['lock', 'code_format'],
];

function patternsIn(component: string, options: Options): readonly Wording[] {
  return PATTERNS.flatMap(([where, name]) => {
    const pattern = where === component ? textOf(options, name) : undefined;
    if (pattern === undefined || isPattern(pattern)) return [];
    const said = shown(pattern);
    return [
      refused(`${name} “${said}” is no regular expression`, `${name}“${said}”不是正则表达式`),
    ];
  });
}

/** Syntax that only Python has counts as valid. */
function isPattern(pattern: string): boolean {
  const known = pattern
    .replaceAll('(?P<', '(?<')
    .replaceAll(/\(\?P=(\w+)\)/g, '\\k<$1>')
    .replaceAll(/\(\?[aiLmsux]+\)/g, '');
  if (/\(\?(?![:=!<])|[*+?}]\+/.test(known)) return true;
  try {
    new RegExp(known);
    return true;
  } catch {
    return false;
  }
}

function iconIn(options: Options): readonly Wording[] {
  const icon = textOf(options, 'icon');
  if (icon === undefined || icon.includes(':')) return [];
  const said = shown(icon);
  return [
    refused(`icon “${said}” has no prefix such as mdi:`, `icon“${said}”缺少 mdi: 之类的前缀`),
  ];
}
