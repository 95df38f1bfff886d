import { expect, test } from 'vitest';
import { Lazy } from '../../base/lazy.ts';
import { alibabaNames } from '../../conventions/alibaba/names.ts';
import { alibabaSignIn } from '../../conventions/alibaba/signIn.ts';
import { DEVICE, settingsFor } from '../client.testkit.ts';
import { reconnected, scene } from '../scene.testkit.ts';
import type { Signing } from './deviceSignIn.ts';
import { signingOf } from './signing.ts';

/** A device whose sign-in code is loaded when the test loads it. */
async function loading() {
  const loads: { readonly resolve: () => void; readonly reject: (why: Error) => void }[] = [];
  const signing = new Lazy<Signing>(
    () =>
      new Promise((resolve, reject) => {
        loads.push({ resolve: () => resolve(signingOf(alibabaSignIn)), reject });
      }),
  );
  const stage = await scene(4, { ...alibabaNames, signing });
  const settings = settingsFor(stage.peer.url, { version: 4, signIn: DEVICE });
  return {
    ...stage,
    settings,
    loads,
    loaded: () => loads.at(-1)?.resolve(),
  };
}

const MESSAGE = { topic: 'a', qos: 1 } as const;
const SUBSCRIPTION = {
  filter: 'b/#',
  qos: 1,
  noLocal: false,
  retainAsPublished: false,
  retainHandling: 0,
} as const;

test('sends requests made during the sign-in after CONNECT, in order', async () => {
  const { client, peer, settings, loaded } = await loading();
  client.connect(settings);
  client.send({ kind: 'subscribe', subscription: SUBSCRIPTION });
  client.publish(1, MESSAGE);
  client.publish(2, { ...MESSAGE, topic: 'then' });
  expect(client.current?.kind).toBe('connecting');
  loaded();
  const far = await peer.connection();
  expect(await far.accept()).toMatchObject({ userName: 'lamp&a1B2c3D4e5F' });
  expect(await far.next('subscribe')).toMatchObject({ subscriptions: [{ filter: 'b/#' }] });
  expect([await far.next('publish'), await far.next('publish')]).toMatchObject([
    { topic: 'a' },
    { topic: 'then' },
  ]);
});

test('a disconnect during the sign-in holds, and a new connect runs once', async () => {
  const { client, peer, settings, loaded, loads } = await loading();
  client.connect(settings);
  client.send({ kind: 'disconnect' });
  expect(client.current).toEqual({ kind: 'closed', failure: undefined });
  client.connect({ ...settings, clientId: 'first' });
  client.connect({ ...settings, clientId: 'second' });
  loaded();
  const far = await peer.connection();
  expect((await far.accept()).clientId).toMatch(/^second\|/);
  await client.state('connected');
  expect(loads).toHaveLength(1);
});

test('a client with a password connects at once', async () => {
  const { client, peer, settings, loads } = await loading();
  client.connect(settingsFor(settings.url, { version: 4 }));
  await (await peer.connection()).accept();
  await client.state('connected');
  expect(loads).toEqual([]);
});

test('reports sign-in code that cannot be loaded, and retries', async () => {
  const { client, clock, peer, settings, loads, loaded } = await loading();
  client.connect(settings);
  loads[0]?.reject(new TypeError('Failed to fetch'));
  expect((await client.state('waiting')).failure).toEqual({
    kind: 'not-loaded',
    why: { key: 'said', args: { text: 'Failed to fetch' } },
  });
  expect(loads).toHaveLength(1);
  const loadsAgain = client.until((event) =>
    event.kind === 'state' && event.state.kind === 'connecting' && event.state.attempt === 2
      ? true
      : undefined,
  );
  const back = reconnected({ client, clock, peer }, {});
  await loadsAgain;
  loaded();
  await back;
  expect(loads).toHaveLength(2);
});
