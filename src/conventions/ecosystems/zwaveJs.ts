/**
 * Z-Wave JS UI (zwave-js.github.io/zwave-js-ui, "MQTT"): nodes with their values, on topics with names or with
 * numbers. The default prefix is assumed.
 */
import type { ConventionFile, PartsForm, TopicForm } from '../files/conventionFile.ts';

const CLIENT = { device: '{client}', root: 'zwave/_CLIENTS/{client}' } as const;
const NODE = { root: 'zwave/{device}' } as const;
const VALUE = {
  en: 'A value of a node, with its time, as a plain value, or as an object that describes it.',
  zh: '节点的值：附带时间、仅为值，或带说明的对象。',
} as const;
const SET = { en: 'A value that is to be set.', zh: '要设置的值。' } as const;

/** @param at topic of a value */
function valuesAt(at: string, name: string): readonly TopicForm[] {
  const topic = at.replace(/\{(\w+)(?::[^}]*|\.\.\.)\}/g, '{$1}');
  const parts: PartsForm = { at: ['.value', ''], name, unit: '{unit}', with: { unit: '.unit' } };
  const its = { ...NODE, identifier: name };
  const settable = [at.replace('{property}', '{property:targetValue}'), `${topic}/set`] as const;
  return [
    { topic: `${at}/set`, kind: 'command', about: SET, ...its, toDevice: true },
    {
      topic: settable[0],
      kind: 'value',
      about: VALUE,
      ...its,
      isAlive: true,
      parts: { ...parts, command: settable[1] },
    },
    { topic: at, kind: 'value', about: VALUE, ...its, isAlive: true, parts },
  ];
}

const ENDPOINT = '{endpoint:0|1|2|3|4|5|6|7|8|9}';

export const zwaveJs: ConventionFile = {
  convention: 'zwave-js',
  name: 'Z-Wave JS',
  topics: [
    {
      topic: 'zwave/_CLIENTS/{client}/status',
      kind: 'gateway state',
      about: {
        en: 'Whether the gateway is connected; retained, and its will.',
        zh: '网关是否在线；为保留消息，也是其遗嘱。',
      },
      ...CLIENT,
      state: { at: ['.value', ''], is: { true: 'online', false: 'offline' } },
    },
    {
      topic: 'zwave/_CLIENTS/{client}/version',
      kind: 'version',
      ...CLIENT,
      facts: { version: '.value' },
    },
    {
      topic: 'zwave/_CLIENTS/{client}/api/{method}/set',
      kind: 'API request',
      about: { en: 'A call of the gateway.', zh: '对网关的调用。' },
      ...CLIENT,
      identifier: '{method}',
      toDevice: true,
      request: { reply: 'zwave/_CLIENTS/{client}/api/{method}' },
    },
    {
      topic: 'zwave/_CLIENTS/{client}/api/{method}',
      kind: 'API response',
      about: { en: 'The result of a call.', zh: '调用的结果。' },
      ...CLIENT,
      identifier: '{method}',
      reply: { failed: { at: '.success', is: [false] }, message: '.message' },
    },
    {
      topic: 'zwave/_CLIENTS/{client}/{to:broadcast|multicast}/{what...}',
      kind: 'command',
      about: { en: 'A value for several nodes.', zh: '发给多个节点的值。' },
      ...CLIENT,
      identifier: '{what}',
      toDevice: true,
    },
    {
      topic: 'zwave/_EVENTS/{client}/{event...}',
      kind: 'event',
      about: {
        en: 'An event of the driver, a node or the controller.',
        zh: '驱动、节点或控制器的事件。',
      },
      ...CLIENT,
      isAlive: true,
    },
    ...valuesAt(
      'zwave/{device...}/{class}/endpoint_{endpoint}/{property}',
      '{class} {endpoint} {property}',
    ),
    ...valuesAt(
      'zwave/{device...}/{class}/endpoint_{endpoint}/{property}/{key}',
      '{class} {endpoint} {property} {key}',
    ),
    ...valuesAt(
      `zwave/{device...}/{class}/${ENDPOINT}/{property}`,
      '{class} {endpoint} {property}',
    ),
    ...valuesAt(
      `zwave/{device...}/{class}/${ENDPOINT}/{property}/{key}`,
      '{class} {endpoint} {property} {key}',
    ),
    {
      topic: 'zwave/{device...}/status',
      kind: 'node state',
      about: { en: 'Whether the node is reached, or sleeps.', zh: '节点是否可达或休眠。' },
      ...NODE,
      state: {
        at: ['.status', '.value', ''],
        is: {
          Alive: 'online',
          Awake: 'online',
          Asleep: 'asleep',
          Dead: 'offline',
          true: 'online',
          false: 'offline',
        },
      },
    },
    {
      topic: 'zwave/{device...}/nodeinfo',
      kind: 'node',
      about: { en: 'What the node is.', zh: '节点信息。' },
      ...NODE,
      name: '.name',
      facts: {
        manufacturer: '.manufacturer',
        model: '.productLabel',
        description: '.productDescription',
        firmware: '.firmwareVersion',
        place: '.loc',
        node: '.id',
      },
    },
    {
      topic: 'zwave/{device...}/lastActive',
      kind: 'heartbeat',
      about: { en: 'When the node was heard last.', zh: '最近一次收到节点消息的时间。' },
      ...NODE,
    },
  ],
};
