import { afterEach, expect, test } from 'vitest';
import { focusTarget } from '#kit';
import type { SubscriptionStatus } from '../../../connection/protocol/protocol.ts';
import { UNTOUCHED } from '../../../profiles/settings/plainSubscription.ts';
import type { ConnectionSettings } from '../../../profiles/settings/settings.ts';
import { named, paste, type } from '../../kit/page/page.testkit.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { connect } from '../../session/connection/connections.ts';
import { CONNECTED } from '../../session/connection/handle.testkit.ts';
import { SubscriptionsBar } from './SubscriptionsBar.tsx';

const status = (filter: string, state: SubscriptionStatus['state']): SubscriptionStatus => ({
  subscription: { filter, qos: 2, noLocal: false, retainAsPublished: false, retainHandling: 0 },
  state,
});

let shown: Shown | undefined;
afterEach(() => shown?.end());

async function bar() {
  shown = await show(SubscriptionsBar, () => undefined);
  const { live, run } = shown;
  await run(() => live.tell({ kind: 'state', state: CONNECTED }));
  return shown;
}

test('says that a connection has no filter, and offers the input for one', async () => {
  const { box, live, click } = await bar();
  expect(box.textContent).toContain('Connected, no subscriptions');
  await type(named(box, 'input', 'Topic filter'), 'sensors/+/temp');
  await click(named(box, 'button', 'Subscribe'));
  expect(live.sent).toEqual([
    {
      kind: 'subscribe',
      subscription: {
        filter: 'sensors/+/temp',
        qos: 0,
        noLocal: false,
        retainAsPublished: true,
        retainHandling: 0,
      },
    },
  ]);
});

test('a filter that the user has not chosen shows the granted QoS, which is never lower than requested', async () => {
  const { box, live, run } = await bar();
  for (const qos of [0, 1, 2] as const) {
    const subscriptions = [{ subscription: UNTOUCHED, state: { kind: 'granted', qos } }] as const;
    await run(() => live.tell({ kind: 'subscriptions', subscriptions }));
    const chip = box.querySelector(`li[title="#: Granted QoS ${qos}"]`);
    expect(chip?.textContent).toContain(`QoS ${qos}`);
    expect(chip?.querySelector('.text-warn')).toBeNull();
  }
});

test('the form is in the page only while it is used, and takes the focus when it is opened', async () => {
  const { box, live, run, click } = await bar();
  const field = () => box.querySelector('input[aria-label="Topic filter"]');
  const subscriptions = [status('a', { kind: 'granted', qos: 2 })];
  await run(() => live.tell({ kind: 'subscriptions', subscriptions }));
  expect(field()).toBeNull();
  await click(named(box, 'button', 'Add a subscription'));
  expect(document.activeElement).toBe(field());
  // A filter that was typed stays in sight.
  await type(named(box, 'input', 'Topic filter'), 'b');
  await run(() => named(box, 'button', 'Unsubscribe from a').focus());
  expect(field()).toHaveProperty('value', 'b');
  await run(() => named(box, 'input', 'Topic filter').focus());
  await type(named(box, 'input', 'Topic filter'), '');
  await run(() => named(box, 'button', 'Unsubscribe from a').focus());
  expect(field()).toBeNull();
  // The key S calls this.
  await run(() => focusTarget('topic-filter'));
  expect(document.activeElement).toBe(field());
});

test('an invalid filter is rejected with the reason', async () => {
  const { box, live, click } = await bar();
  await type(named(box, 'input', 'Topic filter'), 'a/#/b');
  expect(box.textContent).toContain('must be the last character');
  await click(named(box, 'button', 'Subscribe'));
  expect(live.sent).toEqual([]);
});

const filtersOf = (sent: Shown['live']['sent']) =>
  sent.flatMap((command) =>
    command.kind === 'subscribe-all'
      ? command.subscriptions.map(({ filter, qos }) => `${filter} ${qos}`)
      : command.kind,
  );

test('pasted lines are a filter each, with the chosen options, and are sent by Enter', async () => {
  const { box, live, press } = await bar();
  const select = named(box, 'select', 'Requested QoS');
  if (select instanceof HTMLSelectElement) select.value = '1';
  await shown?.run(() => select.dispatchEvent(new Event('change', { bubbles: true })));
  const text = 'a/+/temp\r\n\r\nb, c/#\r\n c\r\n';
  expect(await paste(named(box, 'input', 'Topic filter'), text)).toBe(true);
  expect(live.sent).toEqual([]);
  const area = named(box, 'textarea', 'Topic filter');
  expect(document.activeElement).toBe(area);
  expect(area).toHaveProperty('value', 'a/+/temp\nb, c/#\n c');
  await press(area, 'Enter', { shiftKey: true });
  expect(live.sent).toEqual([]);
  await press(area, 'Enter');
  expect(filtersOf(live.sent)).toEqual(['a/+/temp 1', 'b, c/# 1', ' c 1']);
  expect(named(box, 'input', 'Topic filter')).toHaveProperty('value', '');
});

test('an invalid one of pasted filters is named with its error and stays to be mended', async () => {
  const { box, live, run, click } = await bar();
  const subscriptions = [status('known', { kind: 'granted', qos: 2 })];
  await run(() => live.tell({ kind: 'subscriptions', subscriptions }));
  await click(named(box, 'button', 'Add a subscription'));
  await paste(named(box, 'input', 'Topic filter'), 'a\nb/#/c\nknown\nd+');
  expect(box.textContent).toContain('b/#/c: The wildcard #');
  expect(box.textContent).toContain('d+: The wildcard +');
  expect(box.textContent).toContain('known: Already subscribed');
  await click(named(box, 'button', 'Subscribe'));
  expect(filtersOf(live.sent)).toEqual(['a 0', 'known 0']);
  const area = named(box, 'textarea', 'Topic filter');
  expect(area).toHaveProperty('value', 'b/#/c\nd+');
  expect(named(box, 'button', 'Subscribe')).toHaveProperty('disabled', true);
  await type(area, 'b/#\nd+');
  await click(named(box, 'button', 'Subscribe'));
  expect(live.sent.at(-1)).toMatchObject({ kind: 'subscribe', subscription: { filter: 'b/#' } });
  await type(named(box, 'textarea', 'Topic filter'), '');
  expect(document.activeElement).toBe(named(box, 'input', 'Topic filter'));
});

test('many notes are counted; one line is pasted by the browser, and so is what is too long', async () => {
  const { box } = await bar();
  const input = () => named(box, 'input', 'Topic filter');
  expect(await paste(input(), 'a, b')).toBe(false);
  expect(await paste(input(), `a\n${'b'.repeat(65_535)}`)).toBe(false);
  expect(await paste(input(), 'a\n \n')).toBe(true);
  expect(input()).toHaveProperty('value', 'a');
  await paste(input(), Array.from({ length: 25 }, (_, n) => `#${n}`).join('\n'));
  expect(box.textContent).toContain('#19: The wildcard');
  expect(box.textContent).not.toContain('#20: The wildcard');
  expect(box.textContent).toContain('5 more');
});

test('requested and granted QoS are side by side', async () => {
  const { box, live, run, click } = await bar();
  await run(() =>
    live.tell({
      kind: 'subscriptions',
      subscriptions: [
        status('a', { kind: 'granted', qos: 1 }),
        status('b', { kind: 'requested' }),
        status('c', { kind: 'refused', code: 0x87, reasonString: '<i>not you</i>' }),
      ],
    }),
  );
  expect(box.textContent).toContain('Requested QoS 2, granted 1');
  expect(box.textContent).toContain('Requested QoS 2, no answer yet');
  expect(box.textContent).toContain('Requested QoS 2, refused');
  expect(box.textContent).toContain('0x87 Not authorized');
  expect(box.textContent).toContain('"<i>not you</i>"');
  await click(named(box, 'button', 'Unsubscribe from b'));
  expect(live.sent.at(-1)).toEqual({ kind: 'unsubscribe', filter: 'b' });
});

test('the newest filters are in the line; the others are counted, and shown on request', async () => {
  const { box, live, run, click } = await bar();
  const filters = Array.from({ length: 24 }, (_, n) => `f${n}`);
  const tell = (some: readonly string[]) =>
    run(() =>
      live.tell({
        kind: 'subscriptions',
        subscriptions: some.map((filter) => status(filter, { kind: 'granted', qos: 2 })),
      }),
    );
  const chips = () => [...box.querySelectorAll('li[title]')];
  await tell(filters.slice(0, 20));
  expect(chips()).toHaveLength(20);
  expect(box.textContent).not.toContain(' more');
  await tell(filters);
  expect(chips()).toHaveLength(20);
  expect(chips()[0]?.textContent).toContain('f23');
  await click(named(box, 'button', '4 more'));
  expect(chips()).toHaveLength(24);
  await click(named(box, 'button', 'Fewer'));
  expect(chips()).toHaveLength(20);
  // Fewer filters than are folded take no focused button away.
  await click(named(box, 'button', '4 more'));
  await run(() => named(box, 'button', 'Fewer').focus());
  await tell(filters.slice(0, 3));
  expect(document.activeElement).toBe(named(box, 'button', 'Fewer'));
  await click(named(box, 'button', 'Fewer'));
  expect(document.activeElement).toBe(named(box, 'input', 'Topic filter'));
});

const DEVICE: ConnectionSettings = {
  url: 'ws://localhost/',
  version: 4,
  clientId: 'c',
  signIn: {
    kind: 'alibaba',
    how: 'direct',
    authUrl: '',
    productKey: 'a1B2c3D4e5F',
    deviceName: 'lamp',
    deviceSecret: '',
    regionId: 'cn-shanghai',
    instanceId: '',
    signMethod: 'hmacsha256',
    secureMode: 3,
    timestamp: { kind: 'now' },
  },
  cleanStart: false,
  keepAlive: 60,
  sessionExpiry: 0,
  will: undefined,
  subscriptions: [],
};

test('a resumed session may deliver messages; a device has its own topics and no #', async () => {
  const { box, id, live, run } = await bar();
  expect(box.textContent).toContain('No messages arrive until you subscribe. # is everything.');
  await run(() => live.tell({ kind: 'state', state: { ...CONNECTED, sessionPresent: true } }));
  expect(box.textContent).toContain('messages for its earlier subscriptions still arrive');
  expect(box.textContent).not.toContain('No messages arrive');
  await run(() => {
    connect(id, DEVICE);
    live.tell({ kind: 'state', state: CONNECTED });
  });
  expect(box.textContent).toContain('does not accept #');
  expect(box.textContent).toContain('/a1B2c3D4e5F/lamp/user/get');
  expect(box.textContent).not.toContain('everything');
  const refused = status('/a1B2c3D4e5F/lamp/control', {
    kind: 'refused',
    code: 0x80,
    reasonString: undefined,
  });
  await run(() => live.tell({ kind: 'subscriptions', subscriptions: [refused] }));
  expect(box.textContent).toContain('its topic class is not defined on the product');
  expect(box.textContent).not.toContain('access rules');
});

test('a device’s own topics are subscribed to with one tap', async () => {
  const { box, id, live, run, click, until } = await bar();
  await run(() => {
    connect(id, DEVICE);
    live.tell({ kind: 'state', state: CONNECTED });
  });
  const chips = () =>
    [...box.querySelectorAll('[aria-label="Topics of this device"] button')].map(
      (button) => button.textContent,
    );
  const own = ['user/get', 'service/property/set', 'event/property/post_reply', 'service/+'];
  await until(() => chips().length > 0);
  expect(chips()).toEqual(['All replies and calls', ...own]);
  expect(named(box, 'input', 'Topic filter')).toHaveProperty(
    'placeholder',
    '/a1B2c3D4e5F/lamp/user/get',
  );
  await click(named(box, 'button', '/sys/a1B2c3D4e5F/lamp/thing/service/property/set'));
  expect(live.sent.at(-1)).toMatchObject({
    kind: 'subscribe',
    subscription: { filter: '/sys/a1B2c3D4e5F/lamp/thing/service/property/set' },
  });
  const granted = status('/a1B2c3D4e5F/lamp/user/get', { kind: 'granted', qos: 1 });
  await run(() => live.tell({ kind: 'subscriptions', subscriptions: [granted] }));
  expect(chips()).toEqual(['All replies and calls', ...own.slice(1)]);
});

test('all replies and calls of a device are requested at once, also if it signs in by password', async () => {
  const { box, id, live, run, click, until } = await bar();
  const signIn = { kind: 'password', userName: 'lamp&a1B2c3D4e5F', password: '' } as const;
  await run(() => {
    connect(id, { ...DEVICE, signIn });
    live.tell({ kind: 'state', state: CONNECTED });
  });
  const chip = () =>
    [...box.querySelectorAll('button')].find(
      ({ textContent }) => textContent === 'All replies and calls',
    );
  await until(() => chip() !== undefined);
  await click(chip() ?? box);
  const thing = '/sys/a1B2c3D4e5F/lamp/thing';
  const filters = [
    `${thing}/event/+/post_reply`,
    `${thing}/service/property/set`,
    `${thing}/service/+`,
    '/sys/a1B2c3D4e5F/lamp/rrpc/request/+',
    '/ext/ntp/a1B2c3D4e5F/lamp/response',
    '/shadow/get/a1B2c3D4e5F/lamp',
  ];
  expect(live.sent.at(-1)).toMatchObject({
    kind: 'subscribe-all',
    subscriptions: filters.map((filter) => ({ filter, qos: 1 })),
  });
  // What a wider filter covers is not requested again.
  const subscriptions = ['/sys/a1B2c3D4e5F/lamp/#', ...filters.slice(4)].map((filter) =>
    status(filter, { kind: 'granted', qos: 1 }),
  );
  await run(() => live.tell({ kind: 'subscriptions', subscriptions }));
  expect(chip()).toBeUndefined();
});

test('a reason string and a filter are shown without invisible characters', async () => {
  const { box, live, run } = await bar();
  const refused = status('a\u200b/b', { kind: 'refused', code: 0x87, reasonString: 'no\u202e' });
  await run(() => live.tell({ kind: 'subscriptions', subscriptions: [refused] }));
  expect(box.textContent).toContain('"no⟨U+202E⟩"');
  expect(box.innerHTML).toContain('a⟨U+200B⟩/b');
  expect(box.innerHTML).not.toMatch(/[\u202e\u200b]/);
});

test.each([
  ['held box', 'Remove'],
  ['chip', 'Unsubscribe from forb/#'],
])('removing a filter by keyboard moves the focus to the input: %s', async (_, name) => {
  const { box, live, run, click } = await bar();
  const held = status('forb/#', { kind: 'held', code: 0x87 });
  await run(() => live.tell({ kind: 'subscriptions', subscriptions: [held] }));
  expect(box.textContent).toContain('answered SUBSCRIBE with DISCONNECT 0x87 Not authorized');
  await click(named(box, 'button', name));
  expect(live.sent.at(-1)).toEqual({ kind: 'unsubscribe', filter: 'forb/#' });
  expect(document.activeElement).toBe(named(box, 'input', 'Topic filter'));
});
