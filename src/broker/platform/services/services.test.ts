import { describe, expect, test } from 'vitest';
import type { ThingModel } from '../../../alibaba/alink/thingModel.ts';
import type { CallFacts } from '../devices/commands.ts';
import { MOST_PAYLOAD_BYTES } from '../devices/settings.ts';
import { DEVICE, S, TestCloud } from './cloud.testkit.ts';
import type { Called } from './contract.ts';

const POST = `${S}/thing/event/property/post`;
const COUNT = [{ identifier: 'n', name: 'Number', type: { type: 'int' } }] as const;
const MM = [{ identifier: 'mm', name: 'Length', type: { type: 'int' } }] as const;

const MODEL: ThingModel = {
  properties: [
    {
      identifier: 'temperature',
      name: 'Temperature',
      type: { type: 'float', min: -40, max: 120 },
      access: 'r',
      isRequired: false,
    },
    {
      identifier: 'note',
      name: 'Note',
      type: { type: 'text', length: 8 },
      access: 'rw',
      isRequired: false,
    },
  ],
  events: [
    {
      identifier: 'overheat',
      name: 'Overheat',
      level: 'alert',
      output: [{ identifier: 'degrees', name: 'Degrees', type: { type: 'int' } }],
    },
  ],
  services: [
    { identifier: 'reboot', name: 'Reboot', call: 'async', input: [], output: [] },
    { identifier: 'measure', name: 'Measure', call: 'sync', input: COUNT, output: MM },
  ],
};

describe('property post', () => {
  test('is answered with the unchanged id, and kept', () => {
    const cloud = new TestCloud();
    const answer = cloud.hear(
      POST,
      '{"id":"1|exp-topic|/sys/a1B2c3D4e5F/lamp-1/thing/event/property/post_reply","version":"1.0","params":{"temperature":21.50,"note":{"value":"on","time":1600000000000}},"method":"thing.event.property.post"}',
    );
    expect(answer).toEqual({
      topic: `${POST}_reply`,
      text: '{"id":"1|exp-topic|/sys/a1B2c3D4e5F/lamp-1/thing/event/property/post_reply","code":200,"data":{},"message":"success","method":"thing.event.property.post","version":"1.0"}',
      qos: 0,
    });
    expect(cloud.services.propertiesOf(DEVICE)).toEqual([
      { identifier: 'note', value: '"on"', time: 1_600_000_000_000, isModelled: true },
      { identifier: 'temperature', value: '21.50', time: 1_700_000_000_123, isModelled: true },
    ]);
    expect(cloud.notes).toEqual([
      { kind: 'property', topic: POST, size: 203, code: 200, why: undefined },
    ]);
  });

  test('of the reference device: a number for an id, and no version', () => {
    const cloud = new TestCloud();
    cloud.wallClock += 0.75;
    const answer = cloud.hear(
      POST,
      '{"id":12345678901234567890,"params":{"t":1},"method":"thing.event.property.post"}',
      1,
    );
    expect(answer?.text).toContain('{"id":12345678901234567890,"code":200');
    expect(answer?.qos).toBe(1);
    expect(cloud.services.propertiesOf(DEVICE)[0]?.time).toBe(1_700_000_000_123);
  });

  test('omits values that violate the thing model, and answers 200', () => {
    const cloud = new TestCloud(MODEL);
    const answer = cloud.hear(
      POST,
      '{"id":"1","method":"thing.event.property.post","params":{"temperature":"warm","unknown":1,"note":"ok","__proto__":2}}',
    );
    expect(answer?.text).toContain('"code":200');
    expect(cloud.services.propertiesOf(DEVICE).map(({ identifier }) => identifier)).toEqual([
      'note',
    ]);
    expect(cloud.lastNote).toMatchObject({
      why: 'filtered',
      about: 'temperature, unknown, __proto__',
      misfits: [
        {
          path: 'temperature',
          why: { key: 'not-number' },
          expected: 'float -40 … 120',
          came: '"warm"',
        },
        { path: 'unknown', why: { key: 'unknown-property' }, expected: undefined, came: '1' },
        { path: '__proto__', why: { key: 'unknown-property' }, expected: undefined, came: '2' },
      ],
    });
  });

  test.each([
    ['not JSON', '{"id":', '{"code":6207,'],
    ['no object', '[]', '{"code":460,'],
    ['no params', '{"id":"1","method":"thing.event.property.post"}', '{"id":"1","code":460,'],
    [
      'params that are no object',
      '{"id":"1","method":"thing.event.property.post","params":[1]}',
      '{"id":"1","code":460,',
    ],
    [
      'nothing in params',
      '{"id":"1","method":"thing.event.property.post","params":{}}',
      '{"id":"1","code":460,',
    ],
  ])('%s is rejected', (_what, payload, start) => {
    const cloud = new TestCloud();
    expect(cloud.hear(POST, payload)?.text.startsWith(start)).toBe(true);
    expect(cloud.lastNote?.kind).toBe('refused');
    expect(cloud.services.propertiesOf(DEVICE)).toEqual([]);
  });

  test('without a method is accepted and noted', () => {
    const cloud = new TestCloud();
    const answer = cloud.hear(POST, '{"id":"7","version":"1.0","sys":{"ack":1},"params":{"t":1}}');
    expect(answer?.text).toMatch(/^\{"id":"7","code":200,/);
    expect(cloud.lastNote).toMatchObject({ kind: 'property', code: 200, why: 'no-method' });
    expect(cloud.services.propertiesOf(DEVICE)).toHaveLength(1);
  });

  test('of more than 200 properties is rejected as a whole', () => {
    const cloud = new TestCloud();
    const params = (count: number): string =>
      JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, at) => [`p${at}`, at])));
    const post = (count: number): string =>
      `{"id":"1","method":"thing.event.property.post","params":${params(count)}}`;
    expect(cloud.hear(POST, post(200))?.text).toContain('"code":200');
    expect(cloud.hear(POST, post(201))?.text).toContain('"code":6106');
    expect(cloud.services.propertiesOf(DEVICE)).toHaveLength(200);
  });

  test('with an older measurement is accepted, but the newer value stays, with a note', () => {
    const cloud = new TestCloud();
    for (const [value, time] of [
      [21, 2000],
      [19, 1000],
    ]) {
      const params = `{"t":{"value":${value},"time":${time}}}`;
      const post = `{"id":"1","method":"thing.event.property.post","params":${params}}`;
      expect(cloud.hear(POST, post)?.text).toContain('"code":200');
    }
    expect(cloud.services.propertiesOf(DEVICE)).toMatchObject([{ value: '21', time: 2000 }]);
    expect(cloud.lastNote).toMatchObject({ kind: 'property', code: 200, why: 'older', about: 't' });
  });

  test('without a requested answer gets none', () => {
    const cloud = new TestCloud();
    const payload =
      '{"id":"1","sys":{"ack":0},"method":"thing.event.property.post","params":{"t":1}}';
    expect(cloud.hear(POST, payload)).toBe(undefined);
    expect(cloud.lastNote).toMatchObject({ kind: 'property', code: undefined });
    expect(cloud.services.propertiesOf(DEVICE)).toHaveLength(1);
  });
});

test('a reply without a subscription is noted', () => {
  const cloud = new TestCloud();
  cloud.isSubscribed = false;
  expect(cloud.hear(POST, '{"id":"1","method":"thing.event.property.post","params":{"t":1}}')).toBe(
    undefined,
  );
  expect(cloud.lastNote).toMatchObject({
    kind: 'property',
    code: 200,
    why: 'reply-not-subscribed',
  });
});

describe('event post', () => {
  const topic = `${S}/thing/event/overheat/post`;

  test.each([
    ['with value and time', '{"value":{"degrees":90},"time":1}', undefined],
    ['bare, as the vendor’s package', '{"degrees":90}', undefined],
    ['that does not fit', '{"degrees":"hot"}', 'event-data'],
  ])('%s', (_what, params, why) => {
    const cloud = new TestCloud(MODEL);
    const answer = cloud.hear(
      topic,
      `{"id":"9","params":${params},"method":"thing.event.overheat.post"}`,
    );
    expect(answer).toMatchObject({
      topic: `${topic}_reply`,
      text: '{"id":"9","code":200,"data":{},"message":"success","method":"thing.event.overheat.post","version":"1.0"}',
    });
    expect(cloud.lastNote).toMatchObject({ kind: 'event', about: 'overheat', code: 200, why });
  });

  test('of another name is answered and noted', () => {
    const cloud = new TestCloud(MODEL);
    const other = `${S}/thing/event/other/post`;
    expect(
      cloud.hear(other, '{"id":"9","method":"thing.event.other.post","params":{}}')?.text,
    ).toContain('"code":200');
    expect(cloud.lastNote).toMatchObject({ why: 'unknown-event', about: 'other' });
  });
});

describe('a time in a post', () => {
  const post = (params: string) =>
    `{"id":"1","params":${params},"method":"thing.event.property.post"}`;

  test.each([
    ['"soon"', 'not-time', 1_700_000_000_123],
    ['-1', 'not-time', 1_700_000_000_123],
    ['1700000000000.5', 'not-time', 1_700_000_000_123],
    ['null', 'not-time', 1_700_000_000_123],
    ['1700000000', 'time-in-seconds', 1_700_000_000],
    ['"1700000000"', 'time-in-seconds', 1_700_000_000],
  ])('%s is noted, and the value accepted', (time, key, taken) => {
    const cloud = new TestCloud(MODEL);
    const answer = cloud.hear(POST, post(`{"note":{"value":"on","time":${time}}}`));
    expect(answer?.text).toContain('"code":200');
    expect(cloud.services.propertiesOf(DEVICE)).toMatchObject([{ value: '"on"', time: taken }]);
    const misfit = { path: 'note.time', why: { key }, came: time };
    expect(cloud.lastNote).toMatchObject({
      kind: 'property',
      why: 'faulty-time',
      about: 'note.time',
      misfits: [misfit],
    });
  });

  test('of an event is noted', () => {
    const cloud = new TestCloud(MODEL);
    const topic = `${S}/thing/event/overheat/post`;
    const event = '{"value":{"degrees":90},"time":"x"}';
    cloud.hear(topic, `{"id":"9","params":${event},"method":"thing.event.overheat.post"}`);
    const misfit = { path: 'overheat.time', why: { key: 'not-time' } };
    expect(cloud.lastNote).toMatchObject({ kind: 'event', why: 'faulty-time', misfits: [misfit] });
  });
});

describe('orders from the cloud’s side', () => {
  test.each([
    ['{"colour":1}', { key: 'not-in-model', args: { name: 'colour' } }],
    [
      '{"note":"much too long"}',
      {
        key: 'not-fitting',
        args: { name: 'note', expected: 'text ≤ 8 B', came: '"much too long"' },
      },
    ],
    ['{"temperature":20}', { key: 'read-only-property', args: { name: 'temperature' } }],
  ])('%s violates the thing model, and is not sent', (params, refused) => {
    const cloud = new TestCloud(MODEL);
    expect(cloud.services.setProperty(cloud, DEVICE, params)).toEqual({ refused });
    expect(cloud.sent).toEqual([]);
  });

  function callOf(called: Called): number {
    if ('refused' in called) throw new Error(called.refused.key);
    return called.call;
  }

  test('a property set and its reply', () => {
    const cloud = new TestCloud();
    const call = callOf(
      cloud.services.setProperty(cloud, DEVICE, ' {"note": 12345678901234567890} '),
    );
    expect(cloud.sent).toEqual([
      {
        topic: `${S}/thing/service/property/set`,
        text: '{"id":"1700000000","version":"1.0","params":{"note": 12345678901234567890},"method":"thing.service.property.set"}',
        qos: 1,
      },
    ]);
    const done: CallFacts[] = [];
    cloud.services.whenDone(call, (facts) => done.push(facts));
    expect(cloud.services.call(call)?.state).toBe('waiting');
    expect(cloud.services.wakeAt).toBe(10_000);
    cloud.now += 42;
    cloud.hear(
      `${S}/thing/service/property/set_reply`,
      '{"id":1700000000,"code":200,"data":{"a": 1}}',
    );
    expect(done).toEqual([
      {
        ...DEVICE,
        call,
        what: 'property',
        identifier: 'set',
        topic: `${S}/thing/service/property/set`,
        params: '{"note": 12345678901234567890}',
        began: 5000,
        state: 'answered',
        latency: 42,
        code: 200,
        data: '{"a": 1}',
      },
    ]);
    expect(cloud.services.wakeAt).toBe(undefined);
    cloud.services.whenDone(call, (facts) => done.push(facts));
    expect(done).toHaveLength(2);
  });

  test('services by topic, and synchronous ones by RRPC', () => {
    const cloud = new TestCloud(MODEL);
    const first = callOf(cloud.services.invoke(cloud, DEVICE, 'reboot', '{}'));
    expect(cloud.lastSent.topic).toBe(`${S}/thing/service/reboot`);
    cloud.hear(`${S}/thing/service/reboot_reply`, '{"id":"1700000000","code":100001,"data":{}}');
    expect(cloud.services.call(first)).toMatchObject({ state: 'answered', code: 100_001 });

    const second = callOf(cloud.services.invoke(cloud, DEVICE, 'measure', '{"n":1}'));
    expect(cloud.lastSent).toEqual({
      topic: `${S}/rrpc/request/1700000001`,
      text: '{"id":"1700000001","version":"1.0","params":{"n":1},"method":"thing.service.measure"}',
      qos: 0,
    });
    cloud.hear(`${S}/rrpc/response/1700000001`, '{"code":200,"data":{"mm":3}}');
    expect(cloud.services.call(second)).toMatchObject({ state: 'answered', data: '{"mm":3}' });
    expect(cloud.services.callsOf(DEVICE).map(({ call }) => call)).toEqual([second, first]);
  });

  test('unanswered and late ones', () => {
    const cloud = new TestCloud();
    const call = callOf(cloud.services.invoke(cloud, DEVICE, 'reboot', '{}'));
    cloud.now = 10_000;
    cloud.services.elapse(cloud);
    expect(cloud.services.call(call)).toMatchObject({ state: 'timed-out', latency: undefined });
    cloud.now = 12_000;
    cloud.hear(`${S}/thing/service/reboot_reply`, '{"id":"1700000000","code":200,"data":{}}');
    expect(cloud.services.call(call)).toMatchObject({ state: 'answered', latency: 7000 });
  });

  test('a device that is offline or not subscribed: nothing is sent', () => {
    const cloud = new TestCloud();
    const states: string[] = [];
    const order = (): void => {
      const call = callOf(cloud.services.setProperty(cloud, DEVICE, '{"a":1}'));
      cloud.services.whenDone(call, ({ state }) => states.push(state));
    };
    cloud.isSubscribed = false;
    order();
    cloud.online = false;
    order();
    expect(states).toEqual(['not-subscribed', 'offline']);
    expect(cloud.sent).toEqual([]);
    expect(cloud.services.wakeAt).toBe(undefined);
  });

  test('invalid orders', () => {
    const cloud = new TestCloud();
    expect(cloud.services.setProperty(cloud, DEVICE, '[1]')).toEqual({
      refused: { key: 'not-an-object', args: {} },
    });
    expect(cloud.services.invoke(cloud, DEVICE, 'a/b', '{}')).toHaveProperty('refused');
    const much = JSON.stringify({ a: 'x'.repeat(MOST_PAYLOAD_BYTES) });
    for (const called of [
      cloud.services.setProperty(cloud, DEVICE, much),
      cloud.services.invoke(cloud, DEVICE, 'reboot', much),
    ]) {
      expect(called).toEqual({
        refused: { key: 'large-payload', args: { most: 262_144 } },
      });
    }
    expect(cloud.sent).toEqual([]);
    cloud.hear(`${S}/thing/service/property/set_reply`, '{"id":"5","code":200}');
    expect(cloud.lastNote).toMatchObject({ kind: 'refused', why: 'no-call' });
  });

  test('the last hundred are remembered, and calls of a removed device end', () => {
    const cloud = new TestCloud();
    const told: string[] = [];
    const calls = Array.from({ length: 101 }, () => {
      const call = callOf(cloud.services.setProperty(cloud, DEVICE, '{"a":1}'));
      cloud.services.whenDone(call, ({ state }) => told.push(state));
      return call;
    });
    expect(told).toEqual(['timed-out']);
    expect(cloud.services.call(calls[0] ?? 0)).toBe(undefined);
    expect(new Set(cloud.sent.map(({ text }) => text)).size).toBe(101);
    cloud.services.forget(DEVICE);
    expect(told.slice(1)).toEqual(Array.from({ length: 100 }, () => 'offline'));
    expect(cloud.services.callsOf(DEVICE)).toEqual([]);
    expect(cloud.services.wakeAt).toBe(undefined);
  });
});
