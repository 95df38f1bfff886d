import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { create } from 'zustand';
import type { ControlCommand } from '../../../broker/control/control.ts';
import { FACTS } from '../../../connection/control/farEnd.testkit.ts';
import { settingsWith } from '../../../profiles/settings/settings.testkit.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { connect } from '../connection/connections.ts';
import { closeConnection } from '../connectionTabs.ts';
import { useBroker } from './brokerStates.ts';
import { askBroker, controlAccess, giveToken, useAsked } from './brokers.ts';
import { forgetPass, passOfPage, startPass } from './controlPass.ts';

/** A companion that speaks as soon as it is spoken to. */
class Companion extends EventTarget {
  static readonly all: Companion[] = [];
  static readonly asked: string[] = [];
  static isHeld = false;
  readonly url: string;
  onopen: (() => void) | undefined;
  onmessage: ((event: { data: string }) => void) | undefined;
  onclose: (() => void) | undefined;
  isClosed = false;

  constructor(url: string) {
    super();
    this.url = url;
    Companion.all.push(this);
    queueMicrotask(() => this.onopen?.());
  }

  send(text: string): void {
    if (text.includes('"hello"')) {
      const isRight = text.includes('"token":"right"');
      this.tell(
        isRight
          ? { kind: 'welcome', version: 1, broker: FACTS }
          : { kind: 'goodbye', why: 'token', message: 'Not that one.' },
      );
      return;
    }
    const { id } = /"id":(?<id>\d+)/.exec(text)?.groups ?? {};
    const topic = /"topic":"(?<topic>\w+)"/.exec(text)?.groups?.['topic'];
    Companion.asked.push(topic ?? 'statistics');
    if (Companion.isHeld) return;
    const reply =
      topic === undefined
        ? { kind: 'statistics', time: 1, sys: [] }
        : { kind: 'subscriptions', time: 1, first: 0, total: 0, rows: [{ filter: topic }] };
    this.tell({ kind: 'reply', id: Number(id), reply });
  }

  tell(answer: object): void {
    queueMicrotask(() => this.onmessage?.({ data: JSON.stringify(answer) }));
  }

  close(): void {
    this.isClosed = true;
  }
}

const SETTINGS = settingsWith({
  url: 'ws://bench/mqtt',
  clientId: 'scope',
  keepAlive: 30,
});

const useCommand = create<{ readonly command: ControlCommand | undefined }>()(() => ({
  command: undefined,
}));
const subscriptions = (topic: string): ControlCommand => ({
  kind: 'subscriptions',
  topic,
  first: 0,
  count: 10,
});

function Looking({ connectionId }: { connectionId: string }) {
  return <>{useBroker(connectionId).kind}</>;
}

function Asking({ connectionId }: { connectionId: string }) {
  const reply = useAsked(
    connectionId,
    useCommand((state) => state.command),
    60_000,
  );
  return (
    <>{reply?.kind === 'subscriptions' ? reply.rows[0]?.filter : (reply?.kind ?? 'nothing')}</>
  );
}

let shown: Shown;

beforeEach(() => {
  vi.stubGlobal('WebSocket', Companion);
  Companion.all.length = 0;
  Companion.asked.length = 0;
  Companion.isHeld = false;
});
afterEach(async () => {
  await shown.end();
  vi.unstubAllGlobals();
});

const says = (text: string) => shown.until(() => shown.box.textContent === text);

test('another broker is not contacted until the user enters the right token; the link ends with the connection', async () => {
  shown = await show(Looking, () => undefined);
  await says('elsewhere');
  await shown.run(() => connect(shown.id, SETTINGS));
  await says('elsewhere');
  expect(Companion.all).toHaveLength(0);
  await shown.run(() => giveToken(shown.id, 'wrong'));
  await says('needs-token');
  expect(controlAccess(shown.id)).toBeUndefined();
  await shown.run(() => giveToken(shown.id, 'token right'));
  await says('open');
  const access = { kind: 'socket', url: 'ws://bench/control', token: 'right' };
  expect(controlAccess(shown.id)).toEqual(access);
  expect(await askBroker(shown.id, { kind: 'statistics' })).toMatchObject({ kind: 'statistics' });
  const line = Companion.all.at(-1);
  await shown.run(() => closeConnection(shown.id));
  expect(line?.isClosed).toBe(true);
});

test.each(['ws://bench/mqtt', 'mqtt://bench'])(
  'a connection over the bridge proves the new token of a link: %s',
  async (url) => {
    localStorage.setItem('mqttscope.control /', 'old');
    history.replaceState(null, '', '/#token=new');
    startPass();
    expect(await passOfPage()).toBe('new');
    shown = await show(Looking, () => undefined);
    const { id, live, run } = shown;
    await run(() => connect(id, { ...SETTINGS, url }));
    expect(localStorage.getItem('mqttscope.control /')).toBe('old');
    const properties = { sessionPresent: false, sessionLost: false, keepAlive: 30, clientId: 'a' };
    const state = {
      kind: 'connected',
      ...properties,
      maximumQoS: 2,
      retainAvailable: true,
    } as const;
    await run(() => live.tell({ kind: 'state', state }));
    expect(localStorage.getItem('mqttscope.control /')).toBe(
      url.startsWith('mqtt') ? 'new' : 'old',
    );
    forgetPass('new');
    forgetPass('old');
  },
);

test('opens nothing without a request, even to the page’s own companion', async () => {
  const fetch = vi.fn<() => Promise<Response>>(() => Promise.reject(new Error('offline')));
  vi.stubGlobal('fetch', fetch);
  useCommand.setState({ command: undefined });
  shown = await show(Asking, () => undefined);
  await shown.run(() => connect(shown.id, { ...SETTINGS, url: `ws://${location.host}/mqtt` }));
  await says('nothing');
  expect({ fetched: fetch.mock.calls, lines: Companion.all }).toEqual({ fetched: [], lines: [] });
});

test('another command is requested at once; meanwhile a page of the same list stays, another list does not', async () => {
  useCommand.setState({ command: { kind: 'statistics' } });
  shown = await show(Asking, () => undefined);
  await shown.run(() => connect(shown.id, SETTINGS));
  await shown.run(() => giveToken(shown.id, 'right'));
  await says('statistics');
  // The same by value.
  await shown.run(() => useCommand.setState({ command: { kind: 'statistics' } }));
  expect(Companion.asked).toEqual(['statistics']);
  await shown.run(() => useCommand.setState({ command: subscriptions('one') }));
  await says('one');
  Companion.isHeld = true;
  await shown.run(() => useCommand.setState({ command: subscriptions('two') }));
  await says('one');
  await shown.run(() => useCommand.setState({ command: { kind: 'statistics' } }));
  await says('nothing');
  expect(Companion.asked).toEqual(['statistics', 'one', 'two', 'statistics']);
});
