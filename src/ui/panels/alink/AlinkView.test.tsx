import { afterEach, beforeEach, expect, test } from 'vitest';
import { decodeUtf8, encodeUtf8 } from '../../../base/utf8.ts';
import type { Command } from '../../../connection/protocol/protocol.ts';
import { encode } from '../../../mqtt/codec/encode.ts';
import { settingsWith } from '../../../profiles/settings/settings.testkit.ts';
import { type } from '../../kit/page/page.testkit.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { forgetModel, keepModel } from '../../session/alink/models.ts';
import { connect } from '../../session/connection/connections.ts';
import { CONNECTED } from '../../session/connection/handle.testkit.ts';
import { AlinkView } from './AlinkView.tsx';

const PRODUCT = 'a1B2c3D4e5F';
const SET = `/sys/${PRODUCT}/lamp/thing/service/property/set`;
const TSL = JSON.stringify({
  properties: [
    {
      identifier: 'level',
      name: 'Level',
      accessMode: 'rw',
      dataType: { type: 'int', specs: { min: '0', max: '9' } },
    },
  ],
});

const SETTINGS = settingsWith({
  url: 'ws://localhost/',
  version: 4,
  clientId: 'x|securemode=3|',
  signIn: { kind: 'password', userName: `lamp&${PRODUCT}`, password: '' },
  cleanStart: false,
});

const MESSAGE = { type: 'publish', qos: 0, dup: false, retain: false, properties: [] } as const;

let shown: Shown;

beforeEach(async () => {
  keepModel(PRODUCT, TSL);
  shown = await show(AlinkView, () => undefined);
  await shown.run(() => {
    connect(shown.id, SETTINGS);
    shown.live.tell({
      kind: 'state',
      state: { ...CONNECTED, clientId: 'x', maximumQoS: 1, retainAvailable: false },
    });
  });
});

afterEach(async () => {
  await shown.end();
  forgetModel(PRODUCT);
});

const named = (role: string, name: string): HTMLElement => {
  const all = [...shown.box.querySelectorAll<HTMLElement>(`${role}, [role=${role}]`)];
  const found = all.find(
    (each) => each.getAttribute('aria-label') === name || each.textContent === name,
  );
  if (found === undefined) throw new Error(`there is no ${role} “${name}”`);
  return found;
};

const sent = (kind: Command['kind']) => shown.live.sent.filter((command) => command.kind === kind);

function published(): { readonly topic: string; readonly json: unknown }[] {
  return shown.live.sent.flatMap((command) => {
    if (command.kind !== 'publish') return [];
    const { topic, payload } = command.message;
    const json: unknown = JSON.parse(decodeUtf8(payload) ?? '');
    return [{ topic, json }];
  });
}

const call = (packet: number, value: number) =>
  shown.run(() =>
    shown.live.tell({
      kind: 'platform-messages',
      messages: [
        {
          packet,
          at: 0,
          topic: SET,
          payload: encodeUtf8(`{"id":"${packet}","params":{"level":${value}}}`),
        },
      ],
      missed: 0,
    }),
  );

test('shows the list without forms for a capture of other clients', async () => {
  const publish = (topic: string, json: string) =>
    encode({ ...MESSAGE, topic, payload: encodeUtf8(json) }, 4);
  const other = await show(AlinkView, (live) => {
    const post = `/sys/${PRODUCT}/lamp/thing/event/property/post`;
    live.receive(publish(post, '{"id":"9","params":{}}'));
    live.receive(publish(`${post}_reply`, '{"id":"9","code":460}'));
  });
  await other.until(() => other.box.querySelectorAll('[role=row]').length === 2);
  const cells = [...other.box.querySelectorAll('[role=gridcell]')].map((cell) => cell.textContent);
  expect(cells.slice(1)).toEqual([
    'in',
    'property post lamp',
    '9',
    '1 → 2',
    '1.0 ms',
    'failed',
    '460 the parameters are wrong',
  ]);
  expect(other.box.querySelector('[role=tablist]')).toBeNull();
  await other.end();
});

test('subscribes to nothing until requested, and then to everything at once', async () => {
  expect(sent('subscribe-all')).toEqual([]);
  await shown.click(named('button', 'Subscribe to the replies'));
  expect(sent('subscribe-all')).toMatchObject([{ subscriptions: { length: 6 } }]);
});

test('shows no subscriptions as active without a connection', async () => {
  await shown.click(named('button', 'Subscribe to the replies'));
  const [command] = sent('subscribe-all');
  if (command?.kind !== 'subscribe-all') throw new Error('Nothing was subscribed to.');
  const granted = { kind: 'granted', qos: 1 } as const;
  const subscriptions = command.subscriptions.map((one) => ({ subscription: one, state: granted }));
  await shown.run(() => shown.live.tell({ kind: 'subscriptions', subscriptions }));
  expect(shown.box.textContent).toContain('subscribed to replies and calls');
  await shown.run(() =>
    shown.live.tell({ kind: 'state', state: { kind: 'connecting', attempt: 2 } }),
  );
  expect(shown.box.textContent).not.toContain('subscribed to replies and calls');
  expect(shown.box.textContent).toContain('subscribed again once connected');
});

test('posts with each tick of the worker’s clock, but not without a connection', async () => {
  await shown.click(named('button', 'Post every'));
  const [tick] = shown.live.sent.filter((command) => command.kind === 'tick');
  if (tick?.kind !== 'tick') throw new Error('no clock was started');
  expect(tick.every).toBe(5000);
  const ticks = (count: number) =>
    shown.run(() => shown.live.tell({ kind: 'tick', id: tick.id, count }));
  await ticks(1);
  await ticks(2);
  const ids = published().map(({ json }) => /"id":"(\d+)"/.exec(JSON.stringify(json))?.[1]);
  expect(new Set(ids).size).toBe(2);
  expect(ids).not.toContain(undefined);
  await shown.run(() =>
    shown.live.tell({ kind: 'state', state: { kind: 'connecting', attempt: 2 } }),
  );
  await ticks(3);
  expect(published()).toHaveLength(2);
  expect(shown.box.textContent).toContain('2 sent, 1 skipped');
  await shown.click(named('button', 'Stop'));
  expect(sent('stop-ticking')).toEqual([{ kind: 'stop-ticking', id: tick.id }]);
  await ticks(4);
  expect(published()).toHaveLength(2);
});

test('a second press of the button stops repeated posts', async () => {
  const stopped = () => sent('stop-ticking').length;
  await shown.click(named('button', 'Post every'));
  await type(named('input', 'Seconds between two posts'), '2');
  await shown.click(named('button', 'Post every'));
  expect(shown.box.textContent).toContain('Posting properties every 2 s');
  expect(stopped()).toBe(1);
  await shown.click(named('button', 'Post every'));
  expect(shown.box.textContent).not.toContain('Posting properties every');
  expect(stopped()).toBe(2);
});

test('ends with the connection, whichever side ends it', async () => {
  await shown.click(named('button', 'Post every'));
  expect(shown.box.textContent).toContain('Posting properties every 5 s');
  const closed = { kind: 'closed', failure: undefined } as const;
  await shown.run(() => shown.live.tell({ kind: 'state', state: closed }));
  expect(shown.box.textContent).not.toContain('Posting properties every 5 s');
});

test('a call waits for the user or is answered automatically; a set value is reported next', async () => {
  await call(7, 4);
  expect(published()).toEqual([]);
  await shown.click(named('tab', 'Calls1'));
  await shown.click(named('button', 'Reply'));
  expect(published()).toEqual([{ topic: `${SET}_reply`, json: { id: '7', code: 200, data: {} } }]);
  await shown.click(named('switch', 'Answer property sets'));
  await call(8, 5);
  expect(published().at(-1)?.json).toEqual({ id: '8', code: 200, data: {} });
  await shown.click(named('tab', 'Properties'));
  await shown.click(named('button', 'Post properties'));
  expect(published().at(-1)?.json).toMatchObject({ params: { level: 5 } });
});
