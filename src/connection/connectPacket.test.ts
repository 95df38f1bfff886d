import { expect, test } from 'vitest';
import type { ConnectionSettings } from '../profiles/settings.ts';
import { openingOf } from './connectPacket.ts';

const SETTINGS: ConnectionSettings = {
  url: 'ws://host/mqtt',
  version: 5,
  clientId: 'c',
  signIn: { kind: 'password', userName: '', password: '' },
  cleanStart: true,
  keepAlive: 60,
  sessionExpiry: 0,
  will: { topic: 'state', payload: new Uint8Array(1), qos: 1, retain: true, properties: [] },
  subscriptions: [],
};
const CREDENTIALS = { clientId: 'c', fields: {}, url: SETTINGS.url };

test('who publishes nothing leaves no will, either', () => {
  expect(openingOf(SETTINGS, {}, CREDENTIALS).packet.will?.topic).toBe('state');
  const readOnly = { ...SETTINGS, readOnly: true };
  expect(openingOf(readOnly, {}, CREDENTIALS).packet.will).toBeUndefined();
});
