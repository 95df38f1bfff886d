import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { methodOf, topicsOf } from '../../../alibaba/alink/alinkTopic.ts';
import { tries } from '../../../base/runs.testkit.ts';
import { withUnconvertible } from '../../../base/unconvertible.testkit.ts';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { DEVICE, S, TestCloud } from './cloud.testkit.ts';

const NAMES = `${DEVICE.productKey}/${DEVICE.deviceName}`;

/** Topics that a device may publish to, with a valid message and the code of the answer. */
const ANSWERED: Readonly<Record<string, readonly [string, number | undefined]>> = {
  [`${S}/thing/event/property/post`]: ['{"t":1}', 200],
  [`${S}/thing/event/x/post`]: ['{"value":{}}', 200],
  [`${S}/thing/topo/add`]: [`[{"productKey":"p","deviceName":"d"}]`, 6100],
  [`${S}/thing/topo/delete`]: ['[{"productKey":"p","deviceName":"d"}]', 6401],
  [`${S}/thing/topo/get`]: ['{}', 200],
  [`${S}/thing/list/found`]: ['[{"productKey":"p","deviceName":"d"}]', 200],
  [`${S}/thing/sub/register`]: ['[{"productKey":"p","deviceName":"d"}]', 6288],
  [`/ext/session/${NAMES}/combine/batch_login`]: [
    '{"deviceList":[{"productKey":"p","deviceName":"d"}]}',
    6401,
  ],
  [`/ext/session/${NAMES}/combine/batch_logout`]: ['[{"productKey":"p","deviceName":"d"}]', 520],
  [`/ext/session/${NAMES}/combine/login`]: ['{"productKey":"p","deviceName":"d"}', 6401],
  [`/ext/session/${NAMES}/combine/logout`]: ['{"productKey":"p","deviceName":"d"}', 520],
};
/** Not simulated, and answered nevertheless. */
const ACKNOWLEDGED = [
  `${S}/thing/ota/firmware/get`,
  `${S}/thing/log/post`,
  `${S}/thing/event/property/batch/post`,
  `${S}/thing/event/property/pack/post`,
  `${S}/thing/event/property/history/post`,
  `${S}/thing/property/desired/get`,
  `${S}/thing/property/desired/delete`,
  `${S}/thing/deviceinfo/get`,
  `${S}/thing/deviceinfo/update`,
  `${S}/thing/deviceinfo/delete`,
];
/** Answered in other forms, which other tests check. */
const OTHERWISE = [
  `${S}/thing/dsltemplate/get`,
  `${S}/thing/dynamicTsl/get`,
  `/ext/ntp/${NAMES}/request`,
];
/** Not simulated, and not answered. */
const NOT_SIMULATED = [
  `/shadow/update/${NAMES}`,
  `${S}/thing/model/up_raw`,
  `/ota/device/inform/${NAMES}`,
  `/ota/device/progress/${NAMES}`,
  `/ota/device/request/${NAMES}`,
  `${S}/thing/config/get`,
  `${S}/thing/config/log/get`,
  `${S}/thing/file/download`,
  `${S}/thing/file/upload/mqtt/init`,
  `${S}/thing/file/upload/mqtt/send`,
  `${S}/thing/file/upload/mqtt/cancel`,
  `${S}/thing/job/y`,
  `${S}/thing/bootstrap/y`,
  `${S}/thing/network/y`,
  `${S}/thing/lan/y`,
  `${S}/thing/awss/y`,
  `${S}/_thing/y`,
];
/** Only noted. */
const NOTED = [`/ext/rrpc/x/sys/${NAMES}/y`, `/ext/rrpc/x/${NAMES}/y`];

const withMethod = (topic: string, request: string): string =>
  request.replace(/}$/, `,"method":"${methodOf(topic) ?? ''}"}`);

const published = topicsOf(DEVICE)
  .filter(({ from }) => from !== 'cloud')
  .map(({ topic, isReply }) => ({
    topic: topic.replace('${identifier}', 'x').replace('${rest}', 'y'),
    isReply,
  }));

test('each topic that a device may publish to has a defined outcome', () => {
  const requests = published.filter(({ isReply }) => !isReply).map(({ topic }) => topic);
  const settled = [
    ...Object.keys(ANSWERED),
    ...ACKNOWLEDGED,
    ...OTHERWISE,
    ...NOT_SIMULATED,
    ...NOTED,
  ];
  expect([...requests].sort()).toEqual([...settled].sort());
});

describe('a request in Alink’s envelope', () => {
  test.each(Object.entries(ANSWERED))('%s', (topic, [params, code]) => {
    const cloud = new TestCloud();
    const method = methodOf(topic) ?? 'any';
    const answer = cloud.hear(topic, `{"id":"42","method":"${method}","params":${params}}`, 1);
    expect(answer?.topic).toBe(`${topic}_reply`);
    expect(answer?.qos).toBe(1);
    expect(JSON.parse(answer?.text ?? '')).toMatchObject({ id: '42', code, method });
    expect(cloud.lastNote).toMatchObject({ topic, code });
  });

  test.each(Object.entries(ANSWERED).filter(([topic]) => methodOf(topic) !== undefined))(
    '%s with the method of another topic',
    (topic, [params]) => {
      const cloud = new TestCloud();
      const answer = cloud.hear(topic, `{"id":"42","method":"thing.foo","params":${params}}`);
      expect(JSON.parse(answer?.text ?? '')).toMatchObject({ id: '42', code: 6300 });
      expect(cloud.lastNote).toMatchObject({
        kind: 'refused',
        why: 'wrong-method',
        about: 'thing.foo',
      });
    },
  );

  test.each(Object.keys(ANSWERED).filter((topic) => !topic.endsWith('topo/get')))(
    '%s with undocumented params',
    (topic) => {
      const cloud = new TestCloud();
      const answer = cloud.hear(topic, withMethod(topic, '{"id":42,"params":"none"}'));
      expect(answer?.text).toMatch(/^\{"id":42,"code":460,"data":\{\}/);
      expect(cloud.lastNote).toMatchObject({ kind: 'refused', why: 'params' });
    },
  );
});

test.each(ACKNOWLEDGED)('%s is answered, although it is not simulated', (topic) => {
  const cloud = new TestCloud();
  const answer = cloud.hear(topic, '{"id":"42","params":"anything"}', 1);
  expect(answer).toMatchObject({ topic: `${topic}_reply`, qos: 1 });
  expect(JSON.parse(answer?.text ?? '')).toMatchObject({ id: '42', code: 200, data: {} });
  expect(cloud.lastNote).toMatchObject({ kind: 'other', why: 'not-simulated', topic, code: 200 });
});

test.each(NOT_SIMULATED)('%s is noted as not simulated, and not answered', (topic) => {
  const cloud = new TestCloud();
  expect(cloud.hear(topic, '{"id":"1","params":{}}')).toBe(undefined);
  expect(cloud.hear(topic, 'no JSON')).toBe(undefined);
  expect(cloud.notes).toHaveLength(2);
  expect(cloud.lastNote).toMatchObject({ kind: 'other', why: 'not-simulated', topic });
  expect(cloud.lastNote?.code).toBe(undefined);
});

test.each([...NOTED, ...published.filter(({ isReply }) => isReply).map(({ topic }) => topic)])(
  '%s is noted and not answered',
  (topic) => {
    const cloud = new TestCloud();
    expect(cloud.hear(topic, '{"id":"1","code":200,"params":{"version":"1"}}')).toBe(undefined);
    expect(cloud.notes).toHaveLength(1);
  },
);

test('messages unknown to the platform, or sent by it, are noted', () => {
  const cloud = new TestCloud();
  for (const topic of [`${S}/thing/unknown`, `${S}/thing/service/property/set`, '']) {
    expect(cloud.hear(topic, '{}')).toBe(undefined);
    expect(cloud.lastNote).toMatchObject({ kind: 'refused', why: 'unknown-topic', topic });
  }
  cloud.hear(`/${NAMES}/user/update`, 'anything');
  expect(cloud.lastNote).toMatchObject({ kind: 'other', why: undefined });
});

test.each(published)('$topic: members named like methods of objects throw nothing', ({ topic }) => {
  const [params] = ANSWERED[topic] ?? [];
  const envelope = {
    id: '42',
    method: methodOf(topic),
    version: '1.0',
    sys: { ack: 1 },
    code: 200,
    data: {},
  };
  const shadow = {
    method: 'update',
    state: { reported: { a: 1 } },
    version: 1,
    deviceSendTime: '1',
  };
  const message = { ...shadow, ...envelope, params: JSON.parse(params ?? '{"a":1}') as unknown };
  const cloud = new TestCloud();
  for (const odd of withUnconvertible(message)) cloud.hear(topic, JSON.stringify(odd));
  expect(cloud.notes.length).toBeGreaterThan(10);
});

test('never throws on any topic and payload, and returns ids unchanged', () => {
  const members = fc.dictionary(
    fc.constantFrom('id', 'params', 'method', 'state', 'version', 'sys', 'data', 'deviceSendTime'),
    fc.jsonValue(),
  );
  const payload = fc.oneof(
    fc.uint8Array(),
    fc.json().map(encodeUtf8),
    members.map((value) => encodeUtf8(JSON.stringify(value))),
    fc.tuple(fc.constantFrom('update', 'delete', 'get'), fc.jsonValue()).map(([method, state]) => {
      return encodeUtf8(JSON.stringify({ method, state: { reported: state, desired: state } }));
    }),
  );
  const cloud = new TestCloud();
  fc.assert(
    fc.property(fc.constantFrom(...published), payload, ({ topic }, bytes) => {
      const before = cloud.notes.length;
      cloud.hear(topic, bytes);
      expect(cloud.notes.length).toBe(before + 1);
    }),
    { numRuns: tries(1000) },
  );
  const rawId = fc.oneof(
    fc.bigInt({ min: 0n, max: 2n ** 80n }).map(String),
    fc.string().map((text) => JSON.stringify(text)),
  );
  fc.assert(
    fc.property(fc.constantFrom(...Object.entries(ANSWERED)), rawId, ([topic, [params]], id) => {
      const answer = cloud.hear(topic, withMethod(topic, `{"id":${id},"params":${params}}`));
      expect(answer?.text.startsWith(`{"id":${id},"code":`)).toBe(true);
    }),
    { numRuns: tries(200) },
  );
});
