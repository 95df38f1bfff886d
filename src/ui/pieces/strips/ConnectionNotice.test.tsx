import { afterEach, expect, test, vi } from 'vitest';
import { setLanguage } from '#kit';
import { NotLoaded } from '../../../base/lazy.ts';
import type { ConnectionFact } from '../../../connection/protocol/connectionFacts.ts';
import type { ConnectionState, Failure } from '../../../connection/protocol/protocol.ts';
import { plainSubscription, UNTOUCHED } from '../../../profiles/settings/plainSubscription.ts';
import { settingsWith } from '../../../profiles/settings/settings.testkit.ts';
import type { AlibabaSignIn, ConnectionSettings } from '../../../profiles/settings/settings.ts';
import { TAB_ADDRESS } from '../../../profiles/settings/tabAddress.ts';
import '../../kit/language/bothLanguages.testkit.ts';
import { tryAgain, useNotLoaded } from '../../kit/language/notLoaded.ts';
import { named } from '../../kit/page/page.testkit.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { keepPackets } from '../../session/captures/keptPackets.ts';
import { connect } from '../../session/connection/connections.ts';
import { CONNECTED } from '../../session/connection/handle.testkit.ts';
import { noteRestored } from '../../session/connection/restoredTabs.ts';
import { selectionOf } from '../../session/connection/selection.ts';
import { draftFor, setDraft } from '../../session/profiles/drafts.ts';
import { viewOf } from '../../session/view/tabView.ts';
import { ConnectionNotice, strips } from './ConnectionNotice.tsx';

const SETTINGS = settingsWith({
  url: 'ws://127.0.0.1:1883/mqtt',
  signIn: { kind: 'password', userName: 'ann', password: 'hunter2' },
});

const said = (text: string): ConnectionFact => ({ key: 'said', args: { text } });
const TRICK = 'ok\u202e evil\u3164 x\u200by ';

function Notice({ connectionId }: { connectionId: string }) {
  return <ConnectionNotice connectionId={connectionId} place="capture" />;
}

let shown: Shown | undefined;
afterEach(() => shown?.end());

async function closedBy(failure: Failure, settings = SETTINGS) {
  shown = await show(Notice, () => undefined);
  const { id, live, run } = shown;
  await run(() => connect(id, settings));
  await run(() => live.tell({ kind: 'state', state: { kind: 'closed', failure } }));
  return shown;
}

test('a rejection has code, name, reason string and advice, and is retried only on request', async () => {
  const { box, live, click } = await closedBy({
    kind: 'refused',
    code: 0x86,
    reasonString: 'unknown client',
  });
  expect(box.textContent).toContain('Bad User Name or Password 0x86');
  expect(box.textContent).toContain('"unknown client"');
  expect(box.textContent).toContain('no automatic retry for 0x86');
  expect(box.textContent).not.toContain('hunter2');
  await click(named(box, 'button', 'Retry now'));
  expect(live.sent.filter((command) => command.kind === 'connect')).toHaveLength(2);
});

test('before MQTT 5 the return code has its name from that version', async () => {
  const { box } = await closedBy(
    { kind: 'refused', code: 5, reasonString: undefined },
    { ...SETTINGS, version: 4 },
  );
  expect(box.textContent).toContain('Connection Refused, not authorized 5');
});

test('an address that never opened lists the causes, the likeliest first', async () => {
  const { box } = await closedBy({
    kind: 'unreachable',
    url: SETTINGS.url,
    pageIsSecure: false,
    forbidden: false,
  });
  const causes = [...box.querySelectorAll('li')].map((item) => item.textContent ?? '');
  expect(causes[0]).toContain('plain MQTT, not WebSocket');
  expect(causes.length).toBeGreaterThan(2);
  await shown?.run(() => setLanguage('zh'));
  const chinese = box.textContent ?? '';
  await shown?.run(() => setLanguage('en'));
  expect(chinese).toMatch(/。\p{Script=Han}/u);
  // A full stop of Chinese is as wide as a character, and has its blank in it.
  expect(chinese).not.toMatch(/[。：；] /);
});

test('in Chinese, a rejection is in Chinese, and its number is explained', async () => {
  const { box } = await closedBy(
    { kind: 'refused', code: 4, reasonString: undefined },
    { ...SETTINGS, version: 4 },
  );
  await shown?.run(() => setLanguage('zh'));
  const chinese = box.textContent ?? '';
  await shown?.run(() => setLanguage('en'));
  expect(chinese).toMatch(/连接被拒绝：用户名或密码错误\s*返回码 4/);
  expect(chinese).not.toContain('Refused');
});

test.each<[Failure, string]>([
  [
    {
      kind: 'disconnected',
      code: 0x87,
      reasonString: undefined,
      offendingRequest: { kind: 'subscribe', filter: 'forb/#' },
    },
    'DISCONNECT.It arrived right after SUBSCRIBE to forb/#',
  ],
  [
    {
      kind: 'lost',
      closeCode: 1000,
      closeReason: '',
      offendingRequest: { kind: 'publish', id: 1, topic: 'a', qos: 2, again: true },
    },
    'right after PUBLISH with QoS 2 again',
  ],
  ...(['disconnected', 'lost'] as const).map((kind): [Failure, string] => {
    const args = { type: 'publish', size: 9, keepAlive: 60, after: 91, version: '5' } as const;
    const cause = { key: 'slow-packet', args } as const;
    return kind === 'lost'
      ? [{ kind, closeCode: 1006, closeReason: '', cause }, 'counts whole packets, not bytes']
      : [{ kind, code: 0x8d, reasonString: undefined, cause }, 'counts whole packets, not bytes'];
  }),
  [{ kind: 'disconnected', code: 0x8e, reasonString: undefined }, 'Session taken over 0x8E'],
  [{ kind: 'lost', closeCode: 1006, closeReason: '' }, 'Connection lost 1006'],
  [{ kind: 'no-connack', url: 'ws://h', timedOut: true }, 'No answer to CONNECT'],
  [{ kind: 'keep-alive' }, 'no PINGRESP'],
  [
    { kind: 'broken', statement: 'MQTT-2.2.2-1', why: said('Flags are wrong.'), packet: 7 },
    'Packet 7 in the list',
  ],
  [{ kind: 'invalid', why: said('That cannot be.') }, 'That cannot be.'],
])('explains %j', async (failure, words) => {
  const { box } = await closedBy(failure);
  expect(box.textContent).toContain(words);
});

const LAMP: AlibabaSignIn = {
  kind: 'alibaba',
  how: 'direct',
  authUrl: '',
  productKey: 'a1B2c3D4e5F',
  deviceName: 'lamp',
  deviceSecret: 'x'.repeat(32),
  regionId: 'cn-shanghai',
  instanceId: '',
  signMethod: 'hmacsha256',
  secureMode: 3,
  timestamp: { kind: 'now' },
};
const DEVICE: ConnectionSettings = { ...SETTINGS, version: 4, signIn: LAMP };
const refused = (code: number): Failure => ({ kind: 'refused', code, reasonString: undefined });

test.each<[Failure, Partial<ConnectionSettings>, RegExp]>([
  [refused(2), { keepAlive: 10 }, /between the bars.*Keep alive: .*30 to 1200 seconds/],
  [refused(0x85), { version: 5, clientId: 'x'.repeat(65) }, /Client ID: 65 characters/],
  [refused(3), {}, /connects too often/],
  [refused(3), { signIn: { ...LAMP, how: 'https' } }, /iotId, iotToken.*too often/],
  [
    refused(4),
    {},
    /made from what is entered here.*in this order:The device secret entered here.*Product key and.*deleted.*disabled.*Verify sign-in/,
  ],
  [
    refused(4),
    { url: 'ws://x.iot-as-mqtt.cn-shanghai.aliyuncs.com:443' },
    /including case.Accounts opened since August 2022.*\(likely\)/,
  ],
  [
    refused(5),
    {},
    /disabled on the platform, or its signature is wrong.*The device secret entered/,
  ],
  [refused(0x87), { version: 5 }, /disabled on the platform/],
  [{ kind: 'disconnected', code: 0x8e, reasonString: undefined }, { version: 5 }, /test device/],
  [
    { kind: 'not-loaded', why: said('No file.') },
    {},
    /sign-in could not.*reload the page.*No file/,
  ],
  [{ kind: 'displaced', closeCode: 1006, closeReason: '' }, {}, /another sign-in as this device/],
])('explains a device’s %j as the platform means it', async (failure, change, words) => {
  const { box } = await closedBy(failure, { ...DEVICE, ...change });
  expect(box.textContent).toMatch(words);
  expect(box.textContent).not.toMatch(/leave it empty|different client ID|xxxxx/);
});

test('counts down to the next attempt, which can be stopped or hurried', async () => {
  shown = await show(Notice, () => undefined);
  const { box, id, live, run, click } = shown;
  await run(() => connect(id, SETTINGS));
  await run(() =>
    live.tell({
      kind: 'state',
      state: {
        kind: 'waiting',
        attempt: 3,
        at: Date.now() + 4000,
        delay: 4000,
        failure: { kind: 'lost', closeCode: 1006, closeReason: 'bye' },
      },
    }),
  );
  expect(box.textContent).toMatch(/try 3 in [34] s/);
  expect(box.textContent).toContain('"bye"');
  await click(named(box, 'button', 'Retry now'));
  expect(live.sent.at(-1)).toEqual({ kind: 'retry-now' });
  await click(named(box, 'button', 'Stop'));
  expect(live.sent.at(-1)).toEqual({ kind: 'stop-retrying' });
});

test('a lost session says what was lost with it', async () => {
  shown = await show(Notice, () => undefined);
  const { box, live, run, click } = shown;
  await run(() =>
    live.tell({
      kind: 'state',
      state: { ...CONNECTED, sessionLost: true },
    }),
  );
  expect(box.textContent).toContain('the broker had no session');
  await click(named(box, 'button', 'Dismiss'));
  expect(box.textContent).toBe('');
});

test('the broker in the tab is described without sockets', async () => {
  const tab = { ...SETTINGS, url: 'tab:broker' };
  const lost = await closedBy({ kind: 'lost', closeCode: 1000, closeReason: '' }, tab);
  expect(lost.box.textContent).toContain('The broker in this tab ended the connection');
  expect(lost.box.textContent).not.toMatch(/WebSocket|1000/);
  await lost.end();
  const missing = await closedBy(
    { kind: 'unreachable', url: tab.url, pageIsSecure: true, forbidden: false },
    tab,
  );
  expect(missing.box.textContent).toContain('The broker in this tab did not start');
  expect(missing.box.textContent).toContain('Reload the page.');
  expect(missing.box.textContent).not.toMatch(/WebSocket|1006|Browsers hide/);
});

test.each<Failure>([
  { kind: 'refused', code: 0x87, reasonString: TRICK },
  { kind: 'disconnected', code: 0x89, reasonString: TRICK },
  { kind: 'lost', closeCode: 1008, closeReason: TRICK },
  { kind: 'displaced', closeCode: 1008, closeReason: TRICK },
])('shows a broker’s text without invisible characters: $kind', async (failure) => {
  const { box } = await closedBy(failure);
  expect(box.textContent).toContain('"ok⟨U+202E⟩ evil⟨U+3164⟩ x⟨U+200B⟩y␠"');
  expect(box.textContent).not.toMatch(/[\u202e\u3164\u200b]/);
});

const BROKEN = {
  kind: 'broken',
  statement: 'MQTT-2.2.2-1',
  why: said('Wrong.'),
  packet: 7,
} as const;

test('offers the option that would tolerate the packet, and links to its place', async () => {
  const { box, id, live, click } = await closedBy({ ...BROKEN, mayGoOn: true });
  await click(named(box, 'button', 'Packet 7 in the list shows where.'));
  expect(selectionOf(id).packet).toBe(7);
  expect(viewOf(id)).toMatchObject({ screen: 'capture', panel: 'packets' });
  await click(named(box, 'button', 'Continue after malformed packets'));
  expect(live.sent.at(-1)).toMatchObject({
    kind: 'connect',
    settings: { goOnAfterMalformed: true },
  });
});

test('before CONNACK there is nothing to tolerate', async () => {
  const { box } = await closedBy(BROKEN);
  expect(box.textContent).not.toContain('Continue after malformed packets');
});

test('a tolerated violation is announced once, links to the problems, and can be dismissed', async () => {
  shown = await show(Notice, () => undefined);
  const { box, id, live, run, click } = shown;
  await run(() => live.tell({ kind: 'state', state: CONNECTED }));
  await run(() => live.tell({ kind: 'passed-over', packets: 1 }));
  expect(box.textContent).toMatch(/A malformed packet was skipped.*wrong with it/);
  await click(named(box, 'button', 'Show problems'));
  expect(viewOf(id).panel).toBe('problems');
  expect(box.textContent).not.toContain('Show problems');
  await click(named(box, 'button', 'Dismiss'));
  await run(() => live.tell({ kind: 'passed-over', packets: 2 }));
  expect(box.textContent).toBe('');
  await run(() => live.tell({ kind: 'state', state: { ...CONNECTED } }));
  await run(() => live.tell({ kind: 'passed-over', packets: 2 }));
  expect(box.textContent).toMatch(/2 malformed packets were skipped.*wrong with them/);
});

test('a QoS that cannot rise is said once, and the draft does not try it again', async () => {
  shown = await show(Notice, () => undefined);
  const { box, id, live, run, click } = shown;
  await run(() => setDraft(id, { ...draftFor(id), subscriptions: [UNTOUCHED] }));
  await run(() => live.tell({ kind: 'state', state: CONNECTED }));
  await run(() => live.tell({ kind: 'stays-at-most-once' }));
  expect(box.textContent).toContain('does not know QoS 2, or does not allow it');
  expect(draftFor(id).subscriptions).toEqual([plainSubscription('#', 0)]);
  // The connection ended because of it, and is there again.
  const failure = { kind: 'lost', closeCode: 1006, closeReason: '' } as const;
  const state = { kind: 'waiting', attempt: 1, at: 0, delay: 0, failure } as const;
  await run(() => live.tell({ kind: 'state', state }));
  await run(() => live.tell({ kind: 'state', state: CONNECTED }));
  expect(box.textContent).toContain('does not know QoS 2');
  await click(named(box, 'button', 'Dismiss'));
  expect(box.textContent).toBe('');
});

test('a broker that waits for acknowledgements is named, with the QoS that needs none', async () => {
  shown = await show(Notice, () => undefined);
  const { box, id, live, run, click } = shown;
  await run(() => connect(id, SETTINGS));
  const subscription = { ...UNTOUCHED, filter: 'a/#' };
  const subscriptions = [{ subscription, state: { kind: 'granted', qos: 2 } }] as const;
  await run(() => live.tell({ kind: 'state', state: CONNECTED }));
  await run(() => live.tell({ kind: 'subscriptions', subscriptions }));
  await run(() => live.tell({ kind: 'awaits-acks', about: 19 }));
  expect(box.textContent).toContain('About 19 messages are under way at a time.');
  await click(named(box, 'button', 'Subscribe with QoS 0'));
  expect(live.sent.at(-1)).toEqual({
    kind: 'subscribe-all',
    subscriptions: [{ ...plainSubscription('a/#', 0), retainHandling: 1 }],
  });
  expect(box.textContent).toBe('');
  // The own broker does not wait.
  await run(() => connect(id, { ...SETTINGS, url: TAB_ADDRESS }));
  await run(() => live.tell({ kind: 'awaits-acks', about: 30 }));
  expect(box.textContent).toBe('');
});

test('a loss has a short text if its explanation fails to load, and the full one later', async () => {
  vi.spyOn(console, 'error').mockReturnValue(undefined);
  shown = await show(Notice, () => undefined);
  const { box, id, live, run } = shown;
  vi.spyOn(strips, 'found', 'get').mockReturnValue(undefined);
  vi.spyOn(strips, 'load').mockRejectedValue(new NotLoaded('Failed to fetch'));
  await run(() => connect(id, SETTINGS));
  const failure = { kind: 'lost', closeCode: 1006, closeReason: '' } as const;
  const state = {
    kind: 'waiting',
    attempt: 1,
    at: Date.now() + 4000,
    delay: 4000,
    failure,
  } as const;
  await run(() => live.tell({ kind: 'state', state }));
  expect(box.textContent).toContain('Connection lost; next try in 4 seconds');
  expect(useNotLoaded.getState().all.length).toBeGreaterThan(0);
  vi.restoreAllMocks();
  await run(tryAgain);
  expect(box.textContent).toContain('Connection lost 1006');
});

test('an address that has connected before is not doubted when unreachable', async () => {
  const failure = {
    kind: 'unreachable',
    url: SETTINGS.url,
    pageIsSecure: false,
    forbidden: false,
  } as const;
  shown = await show(Notice, () => undefined);
  const { box, id, live, run } = shown;
  const fail = () => run(() => live.tell({ kind: 'state', state: { kind: 'closed', failure } }));
  await run(() => connect(id, SETTINGS));
  await run(() =>
    live.tell({
      kind: 'state',
      state: CONNECTED,
    }),
  );
  await fail();
  expect(box.textContent).toContain('This address worked before');
  expect(box.querySelectorAll('li')).toHaveLength(0);
  await run(() => connect(id, { ...SETTINGS, url: 'ws://127.0.0.1:1/else' }));
  await fail();
  expect(box.textContent).toContain('This address worked before');
  await run(() =>
    live.tell({
      kind: 'state',
      state: { kind: 'closed', failure: { ...failure, url: 'ws://127.0.0.1:1/else' } },
    }),
  );
  expect(box.textContent).not.toContain('This address worked before');
});

test('with a user name sent, 0x87 does not suggest that one is missing', async () => {
  const refused = { kind: 'refused', code: 0x87, reasonString: undefined } as const;
  const { box, end } = await closedBy(refused, {
    ...SETTINGS,
    signIn: { kind: 'password', userName: 'ann', password: 'x' },
  });
  expect(box.textContent).toContain('User name or password may be wrong');
  await end();
  const without = await closedBy(refused, {
    ...SETTINGS,
    signIn: { kind: 'password', userName: '', password: '' },
  });
  expect(without.box.textContent).toContain('It may require a user name');
});

test('the last failure stays visible when the user stops the retries', async () => {
  shown = await show(Notice, () => undefined);
  const { box, id, live, run, click } = shown;
  const failure = { kind: 'lost', closeCode: 1006, closeReason: '' } as const;
  const tell = (state: ConnectionState) => run(() => live.tell({ kind: 'state', state }));
  await run(() => connect(id, SETTINGS));
  await tell({ kind: 'waiting', attempt: 2, at: Date.now(), delay: 1, failure });
  await tell({ kind: 'connecting', attempt: 2 });
  await click(named(box, 'button', 'Stop'));
  expect(live.sent.at(-1)).toEqual({ kind: 'disconnect' });
  await tell({ kind: 'closed', failure: undefined });
  expect(box.textContent).toContain('Connection lost');
  expect(named(box, 'button', 'Retry now')).toBeDefined();
  await run(() => connect(id, SETTINGS));
  await tell({ kind: 'connecting', attempt: 1 });
  await tell({ kind: 'closed', failure: undefined });
  expect(box.textContent).toBe('');
});

test('a tab that a reload restored is connected again from its notice', async () => {
  shown = await show(Notice, () => undefined);
  const { box, id, live, click, run, until } = shown;
  await run(() => {
    connect(id, SETTINGS);
    live.tell({ kind: 'state', state: { kind: 'closed', failure: undefined } });
    noteRestored(id, { lacksSecret: false });
  });
  await until(() => box.textContent?.includes('Restored after a reload') === true);
  const before = live.sent.length;
  await click(named(box, 'button', 'Connect again'));
  expect(live.sent.slice(before)).toMatchObject([{ kind: 'connect' }]);
});

test('a restored tab says that its packets are being read until they are, and how many had no room', async () => {
  shown = await show(Notice, () => undefined);
  const { box, id, live, run, until } = shown;
  const text = () => box.textContent;
  const restored = () =>
    run(() => {
      connect(id, SETTINGS);
      live.tell({ kind: 'state', state: { kind: 'closed', failure: undefined } });
      noteRestored(id, { lacksSecret: false });
      keepPackets(id, 'before');
    });
  await restored();
  await until(() => text().includes('Reading the kept packets…'));
  expect(text()).not.toContain('not kept');
  await run(() => live.tell({ kind: 'keeping', id: 'before', lost: 1200 }));
  expect(text()).toContain('Its newest packets are shown again');
  expect(text()).toContain('There was no room for 1,200 other packets.');
  await restored();
  await run(() => live.tell({ kind: 'keeping', id: 'before' }));
  expect(text()).toContain('its packets were not kept');
});

test('a tab says that its packets are no longer kept, until they are again or the user dismisses it', async () => {
  shown = await show(Notice, () => undefined);
  const { box, id, live, click, run, until } = shown;
  const text = () => box.textContent;
  await run(() => connect(id, SETTINGS));
  const hasEnded = () => run(() => live.tell({ kind: 'keeping', id: undefined, hasEnded: true }));
  await hasEnded();
  await until(() => text().includes('Packets are no longer kept over a reload'));
  expect(text()).toContain('The disk is full');
  await run(() => live.tell({ kind: 'keeping', id: 'again' }));
  expect(text()).toBe('');
  await hasEnded();
  await click(named(box, 'button', 'Dismiss'));
  expect(text()).toBe('');
});

test('a certificate that is not trusted is named in the title', async () => {
  const args = {
    fault: 'unknown-authority',
    code: '',
    host: 'broker.example',
    names: undefined,
  } as const;
  const { box } = await closedBy({
    kind: 'line',
    url: 'mqtts://broker.example',
    failure: { key: 'certificate', args },
    facts: {
      address: undefined,
      proxy: undefined,
      tls: undefined,
      subprotocol: undefined,
      took: {},
    },
    isTemporary: false,
  });
  expect(box.textContent).toContain('The server’s certificate is not trusted');
  expect(box.textContent).not.toContain('The companion could not connect');
});
