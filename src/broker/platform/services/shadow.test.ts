import { describe, expect, test } from 'vitest';
import { DEVICE, TestCloud } from './cloud.testkit.ts';

const NAMES = `${DEVICE.productKey}/${DEVICE.deviceName}`;
const SECONDS = 1_700_000_000;

/** Writes to the device's shadow and returns the answer. */
function ask(cloud: TestCloud, message: unknown): unknown {
  const text = typeof message === 'string' ? message : JSON.stringify(message);
  const answer = cloud.hear(`/shadow/update/${NAMES}`, text);
  expect(answer).toMatchObject({ topic: `/shadow/get/${NAMES}`, qos: 1 });
  const told: unknown = JSON.parse(answer?.text ?? '');
  return told;
}

const report = (reported: unknown, version?: unknown) => ({
  method: 'update',
  state: { reported },
  ...(version !== undefined && { version }),
});
const error = (code: number) => ({
  method: 'reply',
  payload: { status: 'error', content: { errorcode: String(code) } },
});

describe('reporting', () => {
  test('is answered with the version, and kept with times', () => {
    const cloud = new TestCloud();
    expect(cloud.services.shadowOf(DEVICE)).toBe(undefined);
    expect(ask(cloud, report({ color: 'red', list: [1] }, 1))).toEqual({
      method: 'reply',
      payload: { status: 'success', version: 1 },
      timestamp: SECONDS,
    });
    cloud.wallClock += 2000;
    ask(cloud, report({ color: 'green', inner: { a: 1 } }, 5));
    expect(ask(cloud, { method: 'get' })).toEqual({
      method: 'reply',
      payload: {
        status: 'success',
        state: { reported: { color: 'green', list: [1], inner: { a: 1 } } },
        metadata: {
          reported: {
            color: { timestamp: SECONDS + 2 },
            list: { timestamp: SECONDS },
            inner: { a: { timestamp: SECONDS + 2 } },
          },
        },
      },
      version: 5,
      timestamp: SECONDS + 2,
    });
    const document: unknown = JSON.parse(cloud.services.shadowOf(DEVICE) ?? '');
    expect(document).toMatchObject({ version: 5, timestamp: SECONDS + 2 });
  });

  test('in a version not above the last is a conflict; -1 restarts at 0', () => {
    const cloud = new TestCloud();
    ask(cloud, report({ a: 1 }, 7));
    expect(ask(cloud, report({ a: 2 }, 7))).toMatchObject(error(409));
    expect(ask(cloud, report({ a: 3 }, -1))).toMatchObject({ payload: { version: 0 } });
    expect(ask(cloud, report({ a: 4 }, 1))).toMatchObject({ payload: { version: 1 } });
    expect(ask(cloud, report({ a: 5 }))).toMatchObject({ payload: { version: 2 } });
  });

  test('the vendor’s package uses the time as version', () => {
    const cloud = new TestCloud();
    expect(ask(cloud, report({ a: 1 }, 1_795_195_337_425))).toMatchObject({
      payload: { status: 'success', version: 1_795_195_337_425 },
    });
  });

  const many = (count: number): object =>
    Object.fromEntries(Array.from({ length: count }, (_, at) => [`a${at}`, at]));

  test.each([
    ['no JSON', '{', 400],
    ['a list', '[]', 400],
    ['nothing', '', 407],
    ['no method', { state: {} }, 401],
    ['no state', { method: 'update', version: 1 }, 402],
    ['a version as text', report({ a: 1 }, '1'), 403],
    ['neither reported nor desired', { method: 'update', state: {}, version: 1 }, 404],
    ['reported without attributes', report({}, 1), 405],
    ['another method', { method: 'merge', state: {} }, 406],
    ['129 attributes', report(many(129), 1), 408],
    ['six levels', report({ a: { b: { c: { d: { e: { f: 1 } } } } } }, 1), 400],
    ['more than 16 KB', report({ a: 'x'.repeat(16_500) }, 1), 400],
  ])('%s', (_what, message, code) => {
    const cloud = new TestCloud();
    expect(ask(cloud, message)).toMatchObject(error(code));
    expect(cloud.lastNote).toMatchObject({ kind: 'refused', why: 'shadow', code });
    expect(cloud.services.shadowOf(DEVICE)).toBe(undefined);
  });

  test('accepts 128 attributes and five levels', () => {
    const cloud = new TestCloud();
    expect(ask(cloud, report(many(128), 1))).toMatchObject({ payload: { status: 'success' } });
    expect(ask(cloud, report({ a1: { b: { c: { d: { e: 1 } } } } }, 2))).toMatchObject({
      payload: { status: 'success' },
    });
  });
});

describe('deleting', () => {
  test('by the text null: some, or all', () => {
    const cloud = new TestCloud();
    ask(cloud, report({ color: 'red', size: 2, inner: { a: 1, b: 2 } }, 1));
    ask(cloud, {
      method: 'delete',
      state: { reported: { color: 'null', inner: { a: 'null' } } },
      version: 2,
    });
    expect(ask(cloud, { method: 'get' })).toMatchObject({
      payload: { state: { reported: { size: 2, inner: { b: 2 } } } },
    });
    ask(cloud, { method: 'delete', state: { reported: 'null' }, version: 3 });
    expect(ask(cloud, { method: 'get' })).toMatchObject({ payload: { state: {}, metadata: {} } });
  });

  test('an old version is a conflict', () => {
    const cloud = new TestCloud();
    ask(cloud, report({ a: 1 }, 3));
    const message = { method: 'delete', state: { reported: 'null' }, version: 3 };
    expect(ask(cloud, message)).toMatchObject(error(409));
  });
});

describe('desired values from the cloud’s side', () => {
  test('are sent to the device with the whole state, which then clears them', () => {
    const cloud = new TestCloud();
    ask(cloud, report({ color: 'red' }, 1));
    expect(cloud.services.setDesired(cloud, DEVICE, '{"color":"green"}')).toEqual({});
    expect(cloud.lastSent).toMatchObject({ topic: `/shadow/get/${NAMES}`, qos: 1 });
    expect(JSON.parse(cloud.lastSent.text)).toEqual({
      method: 'control',
      payload: {
        status: 'success',
        state: { reported: { color: 'red' }, desired: { color: 'green' } },
        metadata: {
          reported: { color: { timestamp: SECONDS } },
          desired: { color: { timestamp: SECONDS } },
        },
      },
      version: 2,
      timestamp: SECONDS,
    });
    ask(cloud, { method: 'update', state: { desired: 'null' }, version: 3 });
    expect(ask(cloud, { method: 'get' })).toMatchObject({
      payload: { state: { reported: { color: 'red' } } },
      version: 3,
    });
  });

  test('that are invalid', () => {
    const cloud = new TestCloud();
    expect(cloud.services.setDesired(cloud, DEVICE, '"null"')).toHaveProperty('refused');
    const large = JSON.stringify({ a: 'x'.repeat(17_000) });
    expect(cloud.services.setDesired(cloud, DEVICE, large).refused?.key).toBe('full-shadow');
    expect(cloud.sent).toEqual([]);
  });
});

test('names of attributes are ordinary names', () => {
  const cloud = new TestCloud();
  ask(cloud, '{"method":"update","state":{"reported":{"__proto__":{"x":1},"constructor":2}}}');
  const { text } = cloud.hear(`/shadow/update/${NAMES}`, '{"method":"get"}') ?? { text: '' };
  expect(text).toContain('"reported":{"__proto__":{"x":1},"constructor":2}');
  cloud.services.forget(DEVICE);
  expect(cloud.services.shadowOf(DEVICE)).toBe(undefined);
});
