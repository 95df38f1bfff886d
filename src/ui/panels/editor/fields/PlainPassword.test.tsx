import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { plainSubscription } from '../../../../profiles/settings/plainSubscription.ts';
import { named } from '../../../kit/page/page.testkit.ts';
import { type Shown, show } from '../../../kit/rows/liveCapture.testkit.ts';
import { connectByForm } from '../../../session/profiles/connectByForm.ts';
import type { Draft } from '../../../session/profiles/draft.ts';
import { draftFor, setDraft } from '../../../session/profiles/drafts.ts';
import { FakeSocket } from '../../../session/profiles/fakeSocket.testkit.ts';
import { PlainPassword } from './PlainPassword.tsx';

const NO_LOGIN = { userName: '', password: '' };

let shown: Shown;
beforeEach(() => {
  FakeSocket.opened = [];
  localStorage.clear();
  vi.stubGlobal('WebSocket', FakeSocket);
});
afterEach(async () => {
  await shown.end();
  vi.unstubAllGlobals();
});

/** Searches for a host with a password; only an unencrypted address opens. */
async function searched(host: string, password: string): Promise<void> {
  shown = await show(PlainPassword, () => undefined);
  const { id, run, until } = shown;
  await run(() => {
    setDraft(id, { ...draftFor(id), url: `${host}:1883`, userName: '', password });
    connectByForm(id);
  });
  await until(() => FakeSocket.opened.length > 0);
  await run(() => FakeSocket.opened[0]?.open());
}

const connects = () => shown.live.sent.flatMap((one) => (one.kind === 'connect' ? [one] : []));

test('a password is not sent to a discovered unencrypted address until the user agrees', async () => {
  await searched('broker.example', 'PLANTED');
  const { box, click, until } = shown;
  await until(() => box.textContent?.includes('Send the password unencrypted?') === true);
  expect(connects()).toEqual([]);
  await click(named(box, 'button', 'Send it over ws://broker.example:1883/mqtt'));
  await until(() => connects().length === 1);
  expect(connects()[0]?.settings).toMatchObject({
    url: 'ws://broker.example:1883/mqtt',
    signIn: { password: 'PLANTED' },
  });
  expect(box.textContent).toBe('');
});

test('dismissing sends nothing and keeps the password in the form', async () => {
  await searched('broker.example', 'PLANTED');
  const { box, click, until, id } = shown;
  await until(() => box.querySelector('button') !== null);
  await click(named(box, 'button', 'Dismiss'));
  expect(box.textContent).toBe('');
  expect(connects()).toEqual([]);
  expect(draftFor(id)).toMatchObject({ password: 'PLANTED' });
});

test.each([
  ['without a password', 'broker.example', ''],
  ['to this machine', '127.0.0.1', 'PLANTED'],
])('%s, no confirmation is needed', async (_when, host, password) => {
  await searched(host, password);
  await shown.until(() => connects().length === 1);
  expect(shown.box.textContent).toBe('');
});

/** Connects with a complete address. */
async function typed(url: string, more: Partial<Draft> = {}): Promise<void> {
  shown = await show(PlainPassword, () => undefined);
  const { id, run } = shown;
  await run(() => {
    setDraft(id, { ...draftFor(id), url, userName: 'user', password: 'PLANTED', ...more });
    connectByForm(id, [plainSubscription('#', 0)]);
  });
}

test.each([
  ['with the password in its field', 'ws://broker.example:1883/mqtt', {}],
  ['with both in the address', 'ws://user:PLANTED@broker.example:1883/mqtt', NO_LOGIN],
])('a typed unencrypted address %s waits for a click, once per address', async (_, url, more) => {
  await typed(url, more);
  const { box, click, run, until, id } = shown;
  await until(() => box.querySelector('button') !== null);
  expect(connects()).toEqual([]);
  await click(named(box, 'button', 'Send it over ws://broker.example:1883/mqtt'));
  await until(() => connects().length === 1);
  expect(connects()[0]?.settings.subscriptions).toMatchObject([{ filter: '#' }]);
  await run(() => connectByForm(id));
  await until(() => connects().length === 2);
  await run(() => {
    setDraft(id, { ...draftFor(id), url: url.replace('1883', '1884') });
    connectByForm(id);
  });
  await until(() => box.querySelector('button') !== null);
  expect(connects()).toHaveLength(2);
});

test.each([
  ['to this machine', 'ws://localhost:1883/mqtt', {}],
  ['with TLS', 'wss://broker.example/mqtt', {}],
  ['without a user name and password', 'ws://broker.example:1883/mqtt', NO_LOGIN],
  ['if SCRAM proves it', 'ws://broker.example:1883/mqtt', { scram: 'SCRAM-SHA-256' as const }],
])('a typed address %s needs no confirmation', async (_when, url, more) => {
  await typed(url, more);
  await shown.until(() => connects().length === 1);
  expect(shown.box.textContent).toBe('');
});
