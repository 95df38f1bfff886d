/** `--allow-anonymous`: clients without a user name beside users. */
import { expect, it } from 'vitest';
import { parseAcl } from '../../broker/core/acl.ts';
import { connectClient, refusalOf } from '../mqtt/client.testkit.ts';
import { startTestCompanion } from '../serve/companion.testkit.ts';

const parsed = parseAcl('topic read public/#\nuser ann\ntopic readwrite #\n');
const acl = parsed.ok ? parsed.acl : undefined;
const ANN = { username: 'ann', password: 'x' };
const V5 = { protocolVersion: 5 } as const;

const start = () =>
  startTestCompanion({ users: new Map([['ann', 'x']]), acl, allowAnonymous: true });

it('applies the list’s lines before the first user to them', async () => {
  const { mqtt } = await start();
  const ann = await connectClient(mqtt, { ...V5, ...ANN });
  const anonymous = await connectClient(mqtt, V5);
  await ann.client.publishAsync('public/a', 'hello', { qos: 1 });
  const [granted] = await anonymous.client.subscribeAsync('public/#', { qos: 1 });
  expect(granted?.qos).toBe(1);
  await expect(anonymous.client.subscribeAsync('private', { qos: 1 })).rejects.toThrow(
    'Not authorized',
  );
  await expect(anonymous.client.publishAsync('public/a', 'x', { qos: 1 })).rejects.toThrow(
    'Not authorized',
  );
  await ann.client.publishAsync('public/a', 'again', { qos: 1 });
  expect((await anonymous.next()).payload).toBe('again');
  expect(await refusalOf(mqtt, { ...V5, username: 'ann', password: 'wrong' })).toMatchObject({
    code: 0x86,
  });
});

it('keeps the sessions of users and of anonymous clients apart', async () => {
  const { mqtt } = await start();
  const ann = await connectClient(mqtt, { ...V5, ...ANN, clientId: 'one', clean: false });
  expect(await refusalOf(mqtt, { ...V5, clientId: 'one' })).toMatchObject({ code: 0x87 });
  await connectClient(mqtt, { ...V5, clientId: 'two' });
  expect(await refusalOf(mqtt, { ...V5, ...ANN, clientId: 'two' })).toMatchObject({ code: 0x87 });
  expect(ann.client.connected).toBe(true);
});
