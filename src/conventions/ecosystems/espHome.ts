/** ESPHome (esphome.io/components/mqtt): nodes with entities on the default topics, also without discovery. */
import { decodeUtf8 } from '../../base/utf8.ts';
import type { MessageArrival } from '../../engine/conventions/convention.ts';
import type { Device } from '../../engine/devices/device.ts';
import type { DeviceBook } from '../../engine/devices/deviceBook.ts';
import { withoutColours } from '../../payload/formats/ansi.ts';
import type { ConventionFile } from '../files/conventionFile.ts';
import type { MoreByKind } from '../files/fileMeaning.ts';

/** Components whose entities can be controlled. */
const CONTROLLED =
  'alarm_control_panel|button|climate|cover|date|datetime|fan|light|lock|number|select|switch|text|time|update|valve';
const MEASURED = 'binary_sensor|event|sensor|text_sensor';
const COMPONENT = `{component:${CONTROLLED}}`;
const ONE = { root: '{device}' } as const;
const STATE = {
  en: 'The state of an entity; retained by default.',
  zh: '实体的状态；默认为保留消息。',
};
const COMMAND = { en: 'What the entity is to do.', zh: '要求实体执行的操作。' };

export const espHome: ConventionFile = {
  convention: 'esphome',
  name: 'ESPHome',
  topics: [
    {
      topic: 'esphome/discover/{device}',
      kind: 'announcement',
      about: {
        en: 'Address and version of a node; retained.',
        zh: '节点的地址和版本；为保留消息。',
      },
      ...ONE,
      name: '.friendly_name',
      facts: { address: '.ip', version: '.version', MAC: '.mac' },
    },
    {
      topic: 'esphome/{what:discover|ping}',
      kind: 'request',
      about: { en: 'Asks all nodes to announce themselves.', zh: '要求所有节点说明自身。' },
      toDevice: true,
    },
    {
      topic: `{device}/{component:${MEASURED}}/{id}/state`,
      kind: 'state',
      about: STATE,
      ...ONE,
      identifier: '{component} {id}',
      isAlive: true,
      parts: { at: '', name: '{id}' },
    },
    {
      topic: `{device}/${COMPONENT}/{id}/{what:action|current_temperature|current_humidity}/state`,
      kind: 'state',
      about: STATE,
      ...ONE,
      identifier: '{component} {id} {what}',
      isAlive: true,
      parts: { at: '', name: '{id} {what}' },
    },
    {
      topic: `{device}/${COMPONENT}/{id}/state`,
      kind: 'state',
      about: STATE,
      ...ONE,
      identifier: '{component} {id}',
      isAlive: true,
      parts: { at: '', name: '{id}', command: '{device}/{component}/{id}/command' },
    },
    {
      topic: `{device}/${COMPONENT}/{id}/{what}/state`,
      kind: 'state',
      about: STATE,
      ...ONE,
      identifier: '{component} {id} {what}',
      isAlive: true,
      parts: { at: '', name: '{id} {what}', command: '{device}/{component}/{id}/{what}/command' },
    },
    {
      topic: `{device}/${COMPONENT}/{id}/command`,
      kind: 'command',
      about: COMMAND,
      ...ONE,
      identifier: '{component} {id}',
      toDevice: true,
    },
    {
      topic: `{device}/${COMPONENT}/{id}/{what}/command`,
      kind: 'command',
      about: COMMAND,
      ...ONE,
      identifier: '{component} {id} {what}',
      toDevice: true,
    },
    {
      topic: '{node}/status',
      kind: 'availability',
      about: {
        en: 'Whether the node is connected; retained, and its will.',
        zh: '节点是否在线；为保留消息，也是其遗嘱。',
      },
    },
    {
      topic: '{node}/debug',
      kind: 'log',
      about: {
        en: 'A line of the log: level ([E], [W], [I], [C], [D], [V]), component and text.',
        zh: '一行日志：级别（[E]、[W]、[I]、[C]、[D]、[V]）、组件和文本。',
      },
      chain: 'ansi',
    },
  ],
};

const STATES: ReadonlyMap<string, 'online' | 'offline'> = new Map([
  ['online', 'online'],
  ['offline', 'offline'],
]);

/** By their letter in a line of the log. */
const LOG_LEVELS: ReadonlyMap<string, string> = new Map([
  ['E', 'ERROR'],
  ['W', 'WARN'],
  ['I', 'INFO'],
  ['C', 'CONFIG'],
  ['D', 'DEBUG'],
  ['V', 'VERBOSE'],
  ['VV', 'VERY_VERBOSE'],
]);

/** Many other programs have such topics, so they do not make a device known. */
export const espHomeNodes: MoreByKind = {
  availability: (message, book) => {
    const said = decodeUtf8(message.payload) ?? '';
    const state = STATES.get(said);
    if (state !== undefined) nodeOf(message, book)?.setState(state, said, message);
  },
  log: (message, book) => {
    const line = withoutColours(decodeUtf8(message.payload) ?? '');
    const [, letter = ''] = /^\[([A-Z]{1,2})\]/.exec(line) ?? [];
    const level = LOG_LEVELS.get(letter);
    const node = nodeOf(message, book);
    if (level === undefined || node === undefined) return;
    const { time, number: packet } = message;
    for (const [name, value] of [
      ['log', line],
      ['log level', level],
    ] as const)
      node.setPart(name, { name, value, time, packet });
  },
};

function nodeOf({ topic }: MessageArrival, book: DeviceBook): Device | undefined {
  const [node = ''] = topic.split('/', 1);
  return book.get(node);
}
