/** ESPHome (esphome.io/components/mqtt): nodes with entities on the default topics, also without discovery. */
import { decodeUtf8 } from '../../base/utf8.ts';
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
  ],
};

const STATES: ReadonlyMap<string, 'online' | 'offline'> = new Map([
  ['online', 'online'],
  ['offline', 'offline'],
]);

/** Many other programs have such a topic, so it does not make a device known. */
export const espHomeStatus: MoreByKind = {
  availability: (message, book) => {
    const said = decodeUtf8(message.payload) ?? '';
    const state = STATES.get(said);
    const [node = ''] = message.topic.split('/', 1);
    if (state !== undefined) book.get(node)?.setState(state, said, message);
  },
};
