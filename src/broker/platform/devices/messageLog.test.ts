import { describe, expect, test } from 'vitest';
import { decodeUtf8, encodeUtf8 } from '../../../base/utf8.ts';
import { demoDevice, PlatformScene } from '../platform.testkit.ts';
import { MessageLog } from './messageLog.ts';

const DEVICE = { productKey: 'a1', deviceName: 'd' };
const OTHER = { productKey: 'a1', deviceName: 'e' };

function told(topic: string) {
  return {
    time: 1,
    direction: 'up',
    kind: 'other',
    topic,
    code: undefined,
    why: undefined,
  } as const;
}

describe('the message log', () => {
  test('has the last messages of each device, newest first', () => {
    const log = new MessageLog();
    for (let at = 0; at < 600; at += 1) log.add(DEVICE, told(`/${at}`), encodeUtf8(`${at}`));
    log.add(OTHER, told('/other'), encodeUtf8('x'));
    const { total, rows } = log.page(DEVICE, { first: 0, count: 2 });
    expect([total, rows.map(({ topic }) => topic)]).toEqual([500, ['/599', '/598']]);
    expect(log.page(DEVICE, { first: 499, count: 9 }).rows).toMatchObject([{ topic: '/100' }]);
    expect(log.find(1)).toBe(undefined);
    log.forget(DEVICE);
    expect(log.page(DEVICE, { first: 0, count: 9 }).total).toBe(0);
    expect(log.page(OTHER, { first: 0, count: 9 }).total).toBe(1);
  });

  test('is searched by topic, payload, reason and code', () => {
    const log = new MessageLog();
    log.add(DEVICE, { ...told('/one'), why: 'filtered', code: 200 }, encodeUtf8('{"Temp":21}'));
    log.add(DEVICE, told('/two'), Uint8Array.of(0xff, 0xfe));
    const found = (text: string) =>
      log.page(DEVICE, { first: 0, count: 9, text }).rows.map(({ topic }) => topic);
    expect(['temp', 'filtered', '200', 'two', '/', 'nothing'].map(found)).toEqual([
      ['/one'],
      ['/one'],
      ['/one'],
      ['/two'],
      ['/two', '/one'],
      [],
    ]);
  });

  test('keeps the beginning of long payloads, within its budget', () => {
    const log = new MessageLog();
    const long = encodeUtf8('é'.repeat(20_000));
    for (let at = 0; at < 3000; at += 1)
      log.add({ productKey: 'a1', deviceName: `${at % 60}` }, told('/long'), long);
    const { rows } = log.page({ productKey: 'a1', deviceName: '59' }, { first: 0, count: 1 });
    expect(rows[0]).toMatchObject({ size: 40_000, preview: 'é'.repeat(200) });
    expect(log.find(rows[0]?.number ?? 0)?.payload.length).toBe(16_384);
    const kept = Array.from(
      { length: 60 },
      (_, name) =>
        log.page({ productKey: 'a1', deviceName: `${name}` }, { first: 0, count: 1 }).total,
    ).reduce((sum, total) => sum + total);
    expect(kept).toBeLessThan((32 << 20) / 16_384);
  });

  test('counts the notes about a message, too', () => {
    const log = new MessageLog();
    const about = 'x'.repeat(10_000);
    for (let at = 0; at < 2000; at += 1) {
      log.add({ productKey: 'a1', deviceName: `${at}` }, { ...told('/a'), about }, encodeUtf8('x'));
    }
    const first = { productKey: 'a1', deviceName: '0' };
    expect(log.page(first, { first: 0, count: 1 }).total).toBe(0);
  });
});

describe('the platform', () => {
  const SENSOR = demoDevice(0);
  const names = { productKey: SENSOR.productKey, deviceName: SENSOR.deviceName };
  const root = `/sys/${SENSOR.productKey}/${SENSOR.deviceName}/thing`;

  test('logs both directions, with payloads, and why it filtered or denied', () => {
    const scene = new PlatformScene();
    const wire = scene.device(SENSOR);
    const post = `${root}/event/property/post`;
    wire.subscribe(`${post}_reply`);
    const method = 'thing.event.property.post';
    const payload = JSON.stringify({ id: '1', method, params: { temperature: 'warm' } });
    wire.publish(post, payload);
    wire.publish('/somebody/else', 'x');
    const { rows, total } = scene.asked('platform-log', {
      kind: 'platform-log',
      ...names,
      first: 0,
      count: 10,
    });
    expect(total).toBe(3);
    expect(rows).toMatchObject([
      {
        direction: 'up',
        kind: 'denied',
        topic: '/somebody/else',
        why: 'not-permitted',
        preview: 'x',
      },
      { direction: 'up', kind: 'property', code: 200, why: 'filtered', preview: payload },
      { direction: 'down', kind: 'sent', topic: `${post}_reply` },
    ]);
    expect(rows[1]?.misfits).toMatchObject([{ path: 'temperature', why: { key: 'not-number' } }]);
    const { message } = scene.asked('platform-message', {
      kind: 'platform-message',
      message: rows[1]?.number ?? 0,
    });
    expect(message?.payload).toBe(Buffer.from(payload).toString('base64'));
  });

  test('notes the beginning of a name unknown to the model', () => {
    const scene = new PlatformScene();
    const wire = scene.device(SENSOR);
    const method = 'thing.event.property.post';
    const params = { ['x'.repeat(100_000)]: 1 };
    wire.publish(`${root}/event/property/post`, JSON.stringify({ id: '1', method, params }));
    const page = { kind: 'platform-log', ...names, first: 0, count: 1 } as const;
    const [row] = scene.asked('platform-log', page).rows;
    expect(row).toMatchObject({ why: 'filtered', about: `${'x'.repeat(99)}…` });
  });

  test('stores no secret that it sends', () => {
    const scene = new PlatformScene();
    const wire = scene.device(SENSOR);
    const topic = `${root}/sub/register`;
    wire.subscribe(`${topic}_reply`);
    const { productKey, deviceName, deviceSecret } = demoDevice(1);
    const params = [{ productKey, deviceName }];
    wire.publish(topic, JSON.stringify({ id: '1', method: 'thing.sub.register', params }));
    const answer = wire.takeMessages().at(-1);
    expect(decodeUtf8(answer?.payload ?? new Uint8Array())).toContain(deviceSecret);
    const { rows } = scene.asked('platform-log', {
      kind: 'platform-log',
      ...names,
      first: 0,
      count: 9,
    });
    expect(JSON.stringify(rows)).not.toContain(deviceSecret);
    expect(rows).toContainEqual(expect.objectContaining({ direction: 'down', why: 'secret' }));
  });
});
