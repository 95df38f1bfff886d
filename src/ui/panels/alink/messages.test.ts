import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tries } from '../../../base/runs.testkit.ts';
import { decodeUtf8, encodeUtf8 } from '../../../base/utf8.ts';
import { topicMeaning } from '../../session/alink/topicMeaning.ts';
import { outputOf, readCall, writeAnswer } from './call.ts';
import { readNtp } from './calls.ts';
import { missingFilters, replyFilters } from './replyFilters.ts';
import { nextMessageId } from './send.ts';
import { readShadow, writeShadow } from './shadow.ts';

const DEVICE = { productKey: 'a1B2c3D4e5F', deviceName: 'lamp' };
const SERVICE = '/sys/a1B2c3D4e5F/lamp/thing/service';
const CASES = tries(300);

describe('ids', () => {
  test('are unique, whatever the clock does', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1000, max: 5000 }), { maxLength: 40 }), (steps) => {
        let now = 1_795_000_000_000;
        let last: number | undefined;
        const seen = new Set<number>();
        for (const step of steps) {
          now += step;
          last = nextMessageId(last, now);
          expect(seen.has(last)).toBe(false);
          expect(last).toBeGreaterThanOrEqual(0);
          expect(last).toBeLessThan(2 ** 32);
          seen.add(last);
        }
      }),
      { numRuns: CASES },
    );
  });

  test('wrap around at the end', () => {
    expect(nextMessageId(2 ** 32 - 1, (2 ** 32 - 5) * 100)).toBe(0);
  });

  test('continue from the previous page’s after a reload', () => {
    const first = nextMessageId(undefined, 1_795_000_000_000);
    expect(nextMessageId(undefined, 1_795_000_001_000)).toBe(first + 10);
  });
});

describe('time', () => {
  const answer = (json: object) => encodeUtf8(JSON.stringify(json));

  test('is the middle of the round trip, for numbers and texts alike', () => {
    const times = { deviceSendTime: '1000', serverRecvTime: '5010', serverSendTime: '5014' };
    expect(readNtp(answer(times), 1024)).toEqual({
      deviceSendTime: 1000,
      time: 5024,
      offset: 4000,
      roundTrip: 20,
    });
    const numbers = { deviceSendTime: 1000, serverRecvTime: 5010, serverSendTime: 5014 };
    expect(readNtp(answer(numbers), 1024)?.offset).toBe(4000);
  });

  test('a response that cannot be read is ignored', () => {
    expect(readNtp(encodeUtf8('{'), 1)).toBeUndefined();
    expect(readNtp(answer({ deviceSendTime: '1' }), 1)).toBeUndefined();
    expect(readNtp(new Uint8Array([0xff]), 1)).toBeUndefined();
  });
});

describe('the shadow', () => {
  test('is requested, reported to, and cleared with the text null', () => {
    const texts = (
      [
        { kind: 'get' },
        { kind: 'update', reported: '{"a":1}', version: 3 },
        { kind: 'delete', version: 4 },
      ] as const
    ).map((request) => decodeUtf8(writeShadow(request)));
    expect(texts).toEqual([
      '{"method":"get"}',
      '{"method":"update","state":{"reported":{"a":1}},"version":3}',
      '{"method":"delete","state":{"reported":"null"},"version":4}',
    ]);
  });

  test('reports its version, its state or an error', () => {
    const read = (json: object) => readShadow(encodeUtf8(JSON.stringify(json)));
    const state = { reported: { a: 1 } };
    expect(
      read({ method: 'reply', payload: { status: 'success', state }, version: 7 }),
    ).toMatchObject({ method: 'reply', status: 'success', version: 7, errorCode: undefined });
    expect(read({ method: 'reply', payload: { status: 'success', version: 2 } })?.version).toBe(2);
    const content = { errorcode: '409', errormessage: 'conflict' };
    expect(read({ method: 'reply', payload: { status: 'error', content } })).toMatchObject({
      errorCode: '409',
      errorMessage: 'conflict',
    });
    expect(read({ method: 'control', payload: { state } })?.state).toContain('"a": 1');
    expect(readShadow(encodeUtf8('7'))).toBeUndefined();
  });
});

describe('calls', () => {
  const call = (topic: string, payload: string) =>
    readCall({ packet: 3, at: 0, topic, payload: encodeUtf8(payload) });

  test('a property set is answered on its own topic, with its id echoed byte for byte', () => {
    const set = call(`${SERVICE}/property/set`, '{"id": 1.50,"params":{"on":1}}');
    if (set === undefined) throw new Error('it is a call');
    expect(set).toMatchObject({ kind: 'property-set', isSync: false, params: { on: 1 } });
    expect(set.replyTopic).toBe(`${SERVICE}/property/set_reply`);
    expect(decodeUtf8(writeAnswer(set, 200, '{}'))).toBe('{"id":1.50,"code":200,"data":{}}');
  });

  test('a synchronous call arrives by RRPC, and its method names the service', () => {
    const reboot = call(
      '/sys/a1B2c3D4e5F/lamp/rrpc/request/77',
      '{"id":"1","method":"thing.service.reboot","params":{}}',
    );
    expect(reboot).toMatchObject({ kind: 'service', identifier: 'reboot', isSync: true });
    expect(reboot?.replyTopic).toBe('/sys/a1B2c3D4e5F/lamp/rrpc/response/77');
  });

  test('the model defines the fields of the reply', () => {
    const output = [{ identifier: 'ok', name: 'ok', type: { type: 'int' } }] as const;
    const service = { identifier: 'reboot', name: '', call: 'async', input: [], output } as const;
    const model = { properties: [], events: [], services: [service] };
    const reboot = call(`${SERVICE}/reboot`, '{"id":"1"}');
    if (reboot === undefined) throw new Error('it is a call');
    expect(outputOf(reboot, model)).toBe(output);
    expect(outputOf({ ...reboot, identifier: 'other' }, model)).toBeUndefined();
  });

  test('replies and answers are not calls; invalid JSON is a call without an id', () => {
    expect(call(`${SERVICE}/property/set_reply`, '{}')).toBeUndefined();
    expect(call('/ext/ntp/a1B2c3D4e5F/lamp/response', '{}')).toBeUndefined();
    expect(call(`${SERVICE}/reboot`, 'now')).toMatchObject({ rawId: undefined, params: undefined });
  });
});

describe('filters', () => {
  const held = (...filters: string[]) =>
    filters.map((filter) => ({
      subscription: {
        filter,
        qos: 1,
        noLocal: false,
        retainAsPublished: false,
        retainHandling: 0,
      } as const,
      state: { kind: 'granted', qos: 1 } as const,
    }));

  test('fit into one SUBSCRIBE', () => {
    const filters = replyFilters(DEVICE);
    expect(filters.length).toBeLessThanOrEqual(8);
    expect(filters).toContain('/sys/a1B2c3D4e5F/lamp/thing/event/+/post_reply');
    expect(filters).toContain('/ext/ntp/a1B2c3D4e5F/lamp/response');
    expect(filters).toContain('/shadow/get/a1B2c3D4e5F/lamp');
  });

  test('a filter covered by a wider one is not requested again', () => {
    const wide = held('/sys/a1B2c3D4e5F/lamp/#', '/ext/ntp/a1B2c3D4e5F/lamp/response');
    expect(missingFilters(DEVICE, wide)).toEqual(['/shadow/get/a1B2c3D4e5F/lamp']);
    expect(missingFilters(DEVICE, held(...replyFilters(DEVICE)))).toEqual([]);
  });
});

test('topics that only resemble the device’s are ignored unless they are its own', () => {
  const kind = (topic: string) => topicMeaning(topic, DEVICE)?.kind;
  expect(kind('/a1B2c3D4e5F/lamp/user/get')).toBe('custom');
  expect(kind('/a/b/c')).toBeUndefined();
  expect(kind('sensors/a/b')).toBeUndefined();
  expect(kind('/broadcast/a1B2c3D4e5F/all')).toBe('broadcast');
  expect(kind('/broadcast/other/all')).toBeUndefined();
  expect(topicMeaning('/sys/x/y/thing/event/property/post', undefined)?.kind).toBe('property-post');
});
