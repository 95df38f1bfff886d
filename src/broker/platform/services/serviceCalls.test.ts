/** Tests of service calls and answers against the thing model. */
import { describe, expect, test } from 'vitest';
import type { ThingModel } from '../../../alibaba/alink/thingModel.ts';
import { DEVICE, S, TestCloud } from './cloud.testkit.ts';

const MODEL: ThingModel = {
  properties: [],
  events: [],
  services: [
    {
      identifier: 'dim',
      name: 'Dim',
      call: 'async',
      input: [{ identifier: 'level', name: 'Level', type: { type: 'int', min: 0, max: 100 } }],
      output: [{ identifier: 'watts', name: 'Watts', type: { type: 'float' } }],
    },
  ],
};

const asSync = (service: ThingModel['services'][number]) => ({ ...service, call: 'sync' }) as const;

const call = (cloud: TestCloud, service: string, input: string) =>
  cloud.services.invoke(cloud, DEVICE, service, input);

test.each([
  ['reboot', '{}', { key: 'service-not-in-model', args: { name: 'reboot' } }],
  [
    'dim',
    '{"speed":1}',
    { key: 'parameter-not-in-model', args: { name: 'speed', service: 'dim' } },
  ],
  [
    'dim',
    '{"level":101}',
    { key: 'not-fitting', args: { name: 'level', expected: 'int 0 … 100', came: '101' } },
  ],
  [
    'dim',
    '{"level":"50"}',
    { key: 'not-fitting', args: { name: 'level', expected: 'int 0 … 100', came: '"50"' } },
  ],
])('%s with %s is not sent', (service, input, refused) => {
  const cloud = new TestCloud(MODEL);
  expect(call(cloud, service, input)).toEqual({ refused });
  expect(cloud.sent).toEqual([]);
});

test('matching parameters are sent, and any parameters without a model', () => {
  const cloud = new TestCloud(MODEL);
  for (const input of ['{"level":50}', '{}'])
    expect(call(cloud, 'dim', input)).toHaveProperty('call');
  expect(cloud.sent).toHaveLength(2);
  expect(call(new TestCloud(), 'reboot', '{"now":true}')).toHaveProperty('call');
});

describe('an answer', () => {
  function answered(reply: string) {
    const cloud = new TestCloud(MODEL);
    call(cloud, 'dim', '{"level":50}');
    cloud.hear(`${S}/thing/service/dim_reply`, `{"id":"1700000000",${reply}}`);
    return { note: cloud.lastNote, call: cloud.services.callsOf(DEVICE)[0] };
  }

  test('with invalid data reaches the caller, and is noted', () => {
    const { note, call: facts } = answered('"code":200,"data":{"watts":"12"}');
    expect(facts).toMatchObject({ state: 'answered', code: 200, data: '{"watts":"12"}' });
    expect(note).toMatchObject({
      kind: 'other',
      why: 'service-data',
      about: 'dim',
      misfits: [{ path: 'watts', why: { key: 'not-number' }, expected: 'float', came: '"12"' }],
    });
  });

  test.each(['"code":200,"data":{"watts":12}', '"code":200', '"code":500,"data":{"error":"hot"}'])(
    '%s is not noted',
    (reply) => {
      const { note, call: facts } = answered(reply);
      expect(facts).toMatchObject({ state: 'answered' });
      expect(note?.why).toBe(undefined);
    },
  );

  test.each([
    ['another id', '"id":"7"'],
    ['no id', '"version":"1.0"'],
  ])('with %s counts for the only call that waits, and is noted', (_, member) => {
    const cloud = new TestCloud(MODEL);
    call(cloud, 'dim', '{"level":50}');
    cloud.hear(`${S}/thing/service/dim_reply`, `{${member},"code":200,"data":{}}`);
    expect(cloud.services.callsOf(DEVICE)[0]).toMatchObject({ state: 'answered', code: 200 });
    expect(cloud.lastNote).toMatchObject({ kind: 'other', why: 'other-id', about: 'dim' });
  });

  test.each([
    ['done', 'not-json'],
    ['{"code":200}\0', 'not-json'],
    ['[1]', 'not-object'],
  ])('to a synchronous service that is %j is noted', (payload, why) => {
    const cloud = new TestCloud({ ...MODEL, services: MODEL.services.map(asSync) });
    call(cloud, 'dim', '{"level":50}');
    cloud.hear(`${S}/rrpc/response/1700000000`, payload);
    expect(cloud.services.callsOf(DEVICE)[0]).toMatchObject({ state: 'answered', code: undefined });
    expect(cloud.lastNote).toMatchObject({ kind: 'other', why, about: 'dim' });
  });
});
