import { expect, test } from 'vitest';
import { settingsWith } from '../../profiles/settings/settings.testkit.ts';
import { openingOf } from './connectPacket.ts';

const SETTINGS = settingsWith({
  url: 'ws://host/mqtt',
  will: { topic: 'state', payload: new Uint8Array(1), qos: 1, retain: true, properties: [] },
});
const CREDENTIALS = { clientId: 'c', fields: {}, url: SETTINGS.url };

test('a read-only client has no will', () => {
  expect(openingOf(SETTINGS, {}, CREDENTIALS).packet.will?.topic).toBe('state');
  const readOnly = { ...SETTINGS, readOnly: true };
  expect(openingOf(readOnly, {}, CREDENTIALS).packet.will).toBeUndefined();
});
