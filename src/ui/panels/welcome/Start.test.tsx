import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { plainSubscription, UNTOUCHED } from '../../../profiles/settings/plainSubscription.ts';
import { named, type } from '../../kit/page/page.testkit.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { draftFor, setDraft } from '../../session/profiles/drafts.ts';
import { FakeSocket } from '../../session/profiles/fakeSocket.testkit.ts';
import { Start } from './Start.tsx';

let shown: Shown;
beforeEach(async () => {
  FakeSocket.opened = [];
  vi.stubGlobal('WebSocket', FakeSocket);
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
  shown = await show(Start, () => undefined);
});
afterEach(async () => {
  await shown.end();
  vi.unstubAllGlobals();
});

const address = () => named(shown.box, 'input', 'URL');
const everything = () => named(shown.box, 'button', 'Subscribe to #');
const connects = () =>
  shown.live.sent.flatMap((one) => (one.kind === 'connect' ? [one.settings] : []));

test('Enter connects to a typed address and subscribes to everything', async () => {
  await type(address(), 'ws://broker.example/mqtt');
  await shown.press(address(), 'Enter');
  await shown.until(() => connects().length === 1);
  expect(connects()[0]).toMatchObject({
    url: 'ws://broker.example/mqtt',
    subscriptions: [UNTOUCHED],
  });
});

test('the switch for # shows and changes the subscription of the form', async () => {
  const isOn = () => everything().getAttribute('aria-pressed') === 'true';
  expect(isOn()).toBe(true);
  await shown.click(everything());
  expect(isOn()).toBe(false);
  expect(draftFor(shown.id).subscriptions).toEqual([]);
  await type(address(), 'ws://broker.example/mqtt');
  await shown.click(everything());
  expect(draftFor(shown.id).subscriptions).toEqual([UNTOUCHED]);
  // Removed by the form.
  await shown.run(() => setDraft(shown.id, { ...draftFor(shown.id), subscriptions: [] }));
  expect(isOn()).toBe(false);
  await shown.press(address(), 'Enter');
  await shown.until(() => connects().length === 1);
  expect(connects()[0]?.subscriptions).toEqual([]);
});

test('a broker that refuses # gets it only if the user chooses it there', async () => {
  await type(address(), 'wss://broker.emqx.io/mqtt');
  await shown.until(() => everything().getAttribute('aria-pressed') === 'false');
  await shown.click(everything());
  await shown.until(() => everything().getAttribute('aria-pressed') === 'true');
  await shown.press(address(), 'Enter');
  await shown.until(() => connects().length === 1);
  expect(connects()[0]?.subscriptions).toEqual([plainSubscription('#', 0)]);
});

test('a pasted command line becomes settings, with its password hidden', async () => {
  await type(address(), "mosquitto_sub -h broker.example -u ann -P PLANTED -t 'plant/#'");
  await shown.until(() => draftFor(shown.id).userName === 'ann');
  expect(draftFor(shown.id)).toMatchObject({ password: 'PLANTED' });
  expect(shown.box.innerHTML).not.toContain('PLANTED');
  expect(connects()).toEqual([]);
});

test('Enter parses a typed command line before it connects', async () => {
  const line = 'mosquitto_sub -h broker.example -u ann -P PLANTED -i my-id -V mqttv311 -t plant/a';
  for (let end = 1; end <= line.length; end += 1) await type(address(), line.slice(0, end));
  await shown.press(address(), 'Enter');
  await shown.until(() => draftFor(shown.id).userName === 'ann');
  expect(draftFor(shown.id)).toMatchObject({
    password: 'PLANTED',
    clientId: 'my-id',
    version: 4,
    subscriptions: [{ filter: 'plant/a' }],
  });
  expect(shown.box.innerHTML).not.toContain('PLANTED');
});

test('a wrong address is explained and kept, and nothing is sent', async () => {
  await type(address(), 'ftp://broker.example');
  await shown.press(address(), 'Enter');
  await shown.until(() => address().getAttribute('aria-invalid') === 'true');
  expect(address()).toHaveProperty('value', 'ftp://broker.example');
  expect(connects()).toEqual([]);
});

test('a search can be stopped, and the address stays', async () => {
  await type(address(), 'broker.example:1883');
  await shown.press(address(), 'Enter');
  await shown.until(() => FakeSocket.opened.length > 0);
  await shown.click(named(shown.box, 'button', 'Stop'));
  await shown.until(() => shown.box.textContent?.includes('Connect') === true);
  expect(FakeSocket.opened.every(({ isClosed }) => isClosed)).toBe(true);
  expect(address()).toHaveProperty('value', 'broker.example:1883');
  expect(connects()).toEqual([]);
});
