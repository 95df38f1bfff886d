/**
 * OPC UA PubSub over MQTT with JSON (OPC 10000-14, 7.2.5 and 7.3.4): publishers with groups and writers. UADP
 * messages are recognized by topic only. The default prefix is assumed.
 */
import type { ConventionFile } from '../files/conventionFile.ts';

const ONE = { device: '{publisher}', root: 'opcua/{encoding}/data/{publisher}' } as const;
/** By name, by number, or by both. */
const STATES = {
  Operational: 'online',
  2: 'online',
  Operational_2: 'online',
  Disabled: 'offline',
  0: 'offline',
  Disabled_0: 'offline',
  Paused: 'asleep',
  1: 'asleep',
  Paused_1: 'asleep',
  Error: 'fault',
  3: 'fault',
  Error_3: 'fault',
  PreOperational: 'starting',
  4: 'starting',
  PreOperational_4: 'starting',
} as const;

const DATA_ABOUT = {
  en: 'Values of data sets; each message has its writer and its number.',
  zh: '数据集的值；每条消息带有写入器和序号。',
} as const;

export const opcUaPubSub: ConventionFile = {
  convention: 'opcua-pubsub',
  name: 'OPC UA PubSub',
  topics: [
    {
      topic: 'opcua/{encoding:json}/data/{publisher}/{group...}',
      kind: 'data',
      about: DATA_ABOUT,
      ...ONE,
      isAlive: true,
    },
    {
      topic: 'opcua/{encoding}/data/{publisher}/{group...}',
      kind: 'data',
      about: DATA_ABOUT,
      ...ONE,
      isAlive: true,
    },
    {
      topic: 'opcua/{encoding}/status/{publisher}',
      kind: 'status',
      about: {
        en: 'Whether the publisher is at work; retained, and its will.',
        zh: '发布者是否运行；为保留消息，也是其遗嘱。',
      },
      ...ONE,
      state: { at: '.Status', is: STATES },
    },
    {
      topic: 'opcua/{encoding}/metadata/{publisher}/{group...}',
      kind: 'metadata',
      about: {
        en: 'Names and types of a data set’s fields; retained.',
        zh: '数据集字段的名称和类型；为保留消息。',
      },
      ...ONE,
      facts: { 'data set': '.MetaData.Name' },
    },
    {
      topic: 'opcua/{encoding}/{what:connection|application|endpoints}/{publisher}',
      kind: 'description',
      about: {
        en: 'What the publisher is and sends; retained.',
        zh: '发布者及其发送内容的说明；为保留消息。',
      },
      ...ONE,
      name: '.Description.ApplicationName.Text',
    },
    {
      topic:
        'opcua/{encoding}/{what:action-request|action-response|action-metadata|action-responder}/{publisher}/{rest...}',
      kind: 'action',
      about: {
        en: 'An action is asked for, answered or described.',
        zh: '动作的请求、响应或说明。',
      },
      ...ONE,
      identifier: '{what}',
      toDevice: true,
    },
  ],
};
