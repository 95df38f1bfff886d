import { describe, expect, test } from 'vitest';
import { alinkTopic } from './alinkTopic.ts';
import { type AlinkField, alinkField } from './fieldNames.ts';
import type { ThingModel, ThingType } from './thingModel.ts';

const COLOUR: ThingType = {
  type: 'struct',
  members: [{ identifier: 'red', name: 'Red', type: { type: 'int' } }],
};
const MODEL: ThingModel = {
  properties: [
    {
      identifier: 'colours',
      name: 'Colours',
      type: { type: 'array', item: COLOUR },
      access: 'rw',
      isRequired: false,
    },
  ],
  events: [
    {
      identifier: 'fault',
      name: 'Fault',
      level: 'error',
      output: [{ identifier: 'number', name: 'Number', type: { type: 'int' } }],
    },
  ],
  services: [
    {
      identifier: 'wait',
      name: 'Wait',
      call: 'async',
      input: [{ identifier: 'seconds', name: 'Seconds', type: { type: 'int' } }],
      output: [{ identifier: 'done', name: 'Done', type: { type: 'bool', names: new Map() } }],
    },
  ],
};

function field(
  topic: string,
  path: (string | number)[],
  model?: ThingModel,
): AlinkField | undefined {
  const meaning = alinkTopic(topic);
  if (meaning === undefined) throw new Error(topic);
  return alinkField(meaning, path, model);
}

const S = '/sys/pk/dn/thing';

describe('fields that the platform names', () => {
  test.each<[string, (string | number)[], string]>([
    [`${S}/event/property/post`, ['id'], 'id'],
    [`${S}/event/property/post`, ['sys', 'ack'], 'ack'],
    [`${S}/event/property/post`, ['params', 'colours', 'time'], 'time'],
    [`${S}/event/property/post_reply`, ['code'], 'code'],
    [`${S}/event/fault/post`, ['params', 'value'], 'value'],
    [`${S}/deviceinfo/update`, ['params', 3, 'attrKey'], 'tag-key'],
    [`${S}/config/get_reply`, ['data', 'configSize'], 'size'],
    [`${S}/property/desired/get_reply`, ['data', 'colours', 'version'], 'desired-version'],
    [`${S}/topo/add`, ['params', 0, 'signmethod'], 'sign-method'],
    ['/shadow/get/pk/dn', ['payload', 'state', 'desired'], 'desired'],
    ['/shadow/update/pk/dn', ['version'], 'shadow-version'],
    ['/ext/ntp/pk/dn/response', ['serverRecvTime'], 'server-receive-time'],
    ['/ota/device/upgrade/pk/dn', ['data', 'md5'], 'md5'],
    ['/ext/register', ['deviceSecret'], 'device-secret'],
  ])('%s: %j is %s', (topic, path, name) => {
    expect(field(topic, path)).toEqual({ kind: 'known', name });
  });
});

describe('fields that a thing model names', () => {
  const RED = { kind: 'thing', identifier: 'red', name: 'Red', type: { type: 'int' } };

  test.each<[string, (string | number)[], object]>([
    [`${S}/event/property/post`, ['params', 'colours', 0, 'red'], RED],
    [`${S}/event/property/post`, ['params', 'colours', 'value', 1, 'red'], RED],
    [
      `${S}/service/property/set`,
      ['params', 'colours'],
      { identifier: 'colours', name: 'Colours' },
    ],
    [
      `${S}/event/fault/post`,
      ['params', 'value', 'number'],
      { identifier: 'number', name: 'Number' },
    ],
    [`${S}/event/fault/post`, ['params', 'number'], { identifier: 'number', name: 'Number' }],
    [`${S}/service/wait`, ['params', 'seconds'], { identifier: 'seconds', name: 'Seconds' }],
    [`${S}/service/wait_reply`, ['data', 'done'], { identifier: 'done', name: 'Done' }],
    [`${S}/service/wait_reply`, ['data', 'other'], { identifier: 'other', name: undefined }],
  ])('%s: %j', (topic, path, expected) => {
    expect(field(topic, path, MODEL)).toMatchObject(expected);
  });

  test('without a model they are identifiers', () => {
    expect(field(`${S}/event/property/post`, ['params', '__proto__'])).toEqual({
      kind: 'thing',
      identifier: '__proto__',
      name: undefined,
      type: undefined,
    });
  });
});

test.each<[string, (string | number)[]]>([
  [`${S}/event/property/post`, []],
  [`${S}/event/property/post`, ['constructor']],
  [`${S}/deviceinfo/update`, ['params', 0]],
  ['/pk/dn/user/update', ['id']],
  ['/broadcast/pk/x', ['id']],
])('%s: %j is nothing known', (topic, path) => {
  expect(field(topic, path)).toBe(undefined);
});
