import { expect, test } from 'vitest';
import { encodeUtf8 } from '../../base/utf8.ts';
import { publish, Session } from '../capture/capture.testkit.ts';
import { valuesSeen } from './valuesSeen.ts';

test('lists values, most frequent first, without secrets', () => {
  const session = new Session(5);
  session.send({
    type: 'connect',
    protocolName: 'MQTT',
    protocolLevel: 5,
    cleanStart: true,
    keepAlive: 60,
    clientId: 'dev-1',
    userName: 'u?token=hush',
    password: encodeUtf8('hush'),
    properties: [],
  });
  for (const site of ['south', 'north', 'north']) {
    session.get(publish('a', { properties: [{ name: 'userProperty', value: ['site', site] }] }));
  }
  const seen = (field: string, hasTime = true) =>
    valuesSeen(session.capture.filter.facts, field, () => hasTime);
  expect(seen('client')).toEqual(['dev-1']);
  expect(seen('keepalive')).toEqual(['60']);
  expect(seen('user')).toEqual(['north', 'south']);
  expect(seen('stream')).toEqual(['1']);
  for (const field of ['mqtt.passwd', 'username', 'time', 'type', 'nonsense']) {
    expect(seen(field)).toEqual([]);
  }
  for (let n = 0; n < 300; n += 1) session.get(publish(`a/${n}`, { qos: 1, packetId: n + 1 }));
  expect(seen('id')).toHaveLength(50);
  // Without time, only the beginning is examined.
  expect(
    seen('id', false)
      .map(Number)
      .every((id) => id < 200),
  ).toBe(true);
});
