import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { SETTINGS } from '../../../profiles/settings/settings.testkit.ts';
import { connect, useConnections } from '../connection/connections.ts';
import { CONNECTED, SilentHandle } from '../connection/handle.testkit.ts';
import { closeConnection, openConnection, setHandleFactory } from '../connectionTabs.ts';
import { answerQuestion, useConfirm } from '../dialogs/confirm.ts';
import { connectByForm } from '../profiles/connectByForm.ts';
import { draftOf } from '../profiles/draft.ts';
import { draftFor, setDraft } from '../profiles/drafts.ts';
import { reading } from '../profiles/reading.ts';
import { publish } from '../publish/publish.ts';
import { tabName } from '../tabName.ts';
import { viewOf } from '../view/tabView.ts';
import { closeTab, disconnect, reconnect, retryNow } from './leaving.ts';

const MESSAGE = {
  topic: 'a',
  payload: new Uint8Array(),
  qos: 1,
  retain: false,
  properties: [],
} as const;

const REFUSED = { kind: 'refused', code: 0x87, reasonString: undefined } as const;

let handle: SilentHandle;
let id = '';

beforeAll(async () => {
  await reading.load();
});

beforeEach(() => {
  vi.useFakeTimers();
  handle = new SilentHandle();
  setHandleFactory(() => handle);
  id = openConnection();
});

afterEach(() => {
  closeConnection(id);
  vi.useRealTimers();
});

const kinds = () => handle.sent.map((command) => command.kind);

test('Disconnect needs no confirmation if nothing is unanswered', () => {
  connect(id, SETTINGS);
  disconnect(id);
  expect(kinds()).toEqual(['connect', 'disconnect']);
});

test('Disconnect asks if a message is unanswered, and waits for the answer', () => {
  connect(id, SETTINGS);
  const message = publish(id, MESSAGE);
  handle.tell({ kind: 'published', id: message, outcome: { kind: 'in-flight', packet: 1 } });
  disconnect(id);
  expect(useConfirm.getState().question?.text).toContain('1 message has no answer yet');
  expect(kinds()).not.toContain('disconnect');
  answerQuestion(false);
  expect(kinds()).not.toContain('disconnect');
  disconnect(id);
  answerQuestion(true);
  expect(kinds().at(-1)).toBe('disconnect');
});

test('Disconnect does not ask if the session persists', () => {
  connect(id, { ...SETTINGS, cleanStart: false, sessionExpiry: 300 });
  const message = publish(id, MESSAGE);
  handle.tell({ kind: 'published', id: message, outcome: { kind: 'in-flight', packet: 1 } });
  disconnect(id);
  expect(kinds().at(-1)).toBe('disconnect');
});

test('a tab that never connected closes at once, another one asks', () => {
  closeTab(id);
  expect(useConnections.getState().list).toEqual([]);
  id = openConnection();
  handle.tell({
    kind: 'state',
    state: CONNECTED,
  });
  closeTab(id);
  expect(useConnections.getState().list).toHaveLength(1);
  answerQuestion(true);
  expect(useConnections.getState().list).toEqual([]);
});

test('reconnecting keeps the subscriptions made since', () => {
  connect(id, SETTINGS);
  const subscription = {
    filter: 'a/#',
    qos: 1,
    noLocal: false,
    retainAsPublished: false,
    retainHandling: 0,
  } as const;
  handle.tell({
    kind: 'subscriptions',
    subscriptions: [{ subscription, state: { kind: 'granted', qos: 1 } }],
  });
  reconnect(id);
  expect(handle.sent.at(-1)).toMatchObject({ settings: { subscriptions: [subscription] } });
});

test('a retry uses the changed form, with the subscriptions made meanwhile', () => {
  setDraft(
    id,
    draftOf(
      { ...SETTINGS, signIn: { kind: 'password', userName: 'ann', password: '' } },
      '',
      undefined,
    ),
  );
  connectByForm(id);
  handle.tell({ kind: 'state', state: { kind: 'closed', failure: REFUSED } });
  retryNow(id);
  expect(handle.sent.at(-1)).toMatchObject({
    settings: { signIn: { userName: 'ann', password: '' } },
  });
  setDraft(id, { ...draftFor(id), password: 'right' });
  retryNow(id);
  expect(handle.sent.at(-1)).toMatchObject({
    kind: 'connect',
    settings: { signIn: { userName: 'ann', password: 'right' } },
  });
  // The error is shown in the form, and nothing is sent.
  setDraft(id, { ...draftFor(id), keepAlive: 'often' });
  const before = handle.sent.length;
  retryNow(id);
  expect(handle.sent).toHaveLength(before);
  expect(viewOf(id).screen).toBe('editor');
});

test('while a retry is pending, an unchanged form hastens it, and a changed one replaces it', () => {
  setDraft(id, draftOf(SETTINGS, '', undefined));
  connectByForm(id);
  handle.tell({
    kind: 'state',
    state: { kind: 'waiting', failure: REFUSED, attempt: 2, at: 0, delay: 1000 },
  });
  retryNow(id);
  expect(kinds()).toEqual(['connect', 'retry-now']);
  setDraft(id, { ...draftFor(id), clientId: 'another' });
  retryNow(id);
  expect(kinds()).toEqual(['connect', 'retry-now', 'connect']);
});

test('a tab has its given name, otherwise its device or host', () => {
  const [tab] = useConnections.getState().list;
  expect(tab && tabName(tab)).toBe('New connection');
  connect(id, SETTINGS);
  const [connected] = useConnections.getState().list;
  expect(connected && tabName(connected)).toBe('127.0.0.1:9');
});

test('announcements of many messages are entered together', () => {
  connect(id, SETTINGS);
  const first = publish(id, MESSAGE, { times: 100, every: 1 });
  let changes = 0;
  const stop = useConnections.subscribe(() => {
    changes += 1;
  });
  for (let at = 0; at < 100; at += 1) {
    handle.tell({ kind: 'published', id: first + at, outcome: { kind: 'sent', packet: at } });
  }
  vi.advanceTimersByTime(150);
  stop();
  expect(changes).toBe(2);
  expect(useConnections.getState().list[0]?.sent[0]?.tally).toEqual({ sent: 100 });
});
