/** An empty pane explains itself and offers the next step. */

import { afterEach, describe, expect, test, vi } from 'vitest';
import { create } from 'zustand';
import { NARROW } from '#kit';
import type { SubscriptionStatus } from '../../connection/protocol/protocol.ts';
import { publishBytes } from '../../engine/topics/messages.testkit.ts';
import { SETTINGS } from '../../profiles/settings/settings.testkit.ts';
import { TAB_ADDRESS } from '../../profiles/settings/tabAddress.ts';
import { named } from '../kit/page/page.testkit.ts';
import { type LiveCapture, type Shown, show } from '../kit/rows/liveCapture.testkit.ts';
import { PacketsView } from '../panels/packets/PacketsView.tsx';
import { ProblemsView } from '../panels/problems/ProblemsView.tsx';
import { StreamsView } from '../panels/streams/StreamsView.tsx';
import { TopicView } from '../panels/topic/TopicView.tsx';
import { TopicsPane } from '../panels/topics/TopicsPane.tsx';
import { connect, prepareConnection } from '../session/connection/connections.ts';
import { CONNECTED } from '../session/connection/handle.testkit.ts';
import { useCounters } from '../session/connection/useWindowPart.ts';
import { endWorker } from '../session/connectionTabs.ts';
import { setReplies } from '../session/requests/requestsPlace.ts';
import { setLayout } from '../session/view/layout.ts';
import { useOver } from '../session/view/publishDrawer.ts';
import { type PanelId, setView, viewOf } from '../session/view/tabView.ts';
import { App } from './App.tsx';
import { PANELS } from './desk/panels.ts';
import { RequestsAndPayloads } from './desk/RequestsAndPayloads.tsx';

const CLOSED = { kind: 'closed', failure: undefined } as const;
const GRANTED: SubscriptionStatus = {
  subscription: {
    filter: 'a/#',
    qos: 0,
    noLocal: false,
    retainAsPublished: false,
    retainHandling: 0,
  },
  state: { kind: 'granted', qos: 0 },
};
const REFUSED: SubscriptionStatus = {
  subscription: { ...GRANTED.subscription, filter: '#' },
  state: { kind: 'refused', code: 0x87, reasonString: undefined },
};

let shown: Shown;
afterEach(() => shown.end());

const offers = (name: string): boolean =>
  // Its shortcut is drawn beside its name.
  [...shown.box.querySelectorAll('button > span')].some(({ textContent }) => textContent === name);

/** A live connection without packets: the stream of the testkit ended and left no trace. */
const nothing = ({ capture }: LiveCapture): void => {
  capture.closeStream(capture.openStream(5));
  capture.clear();
};

describe.each([
  ['Packets', PacketsView],
  ['Topics', TopicsPane],
  ['Requests', RequestsAndPayloads],
  ['Problems', ProblemsView],
])('%s, with nothing recorded', (_, View) => {
  test('links to a subscription and a message', async () => {
    shown = await show(View, nothing);
    const { id, live, run, until, click } = shown;
    await run(() => connect(id, SETTINGS));
    await run(() => live.tell({ kind: 'state', state: CLOSED }));
    // The top bar of a wide window has the button.
    expect(offers('Connect again')).toBe(false);

    await run(() => live.tell({ kind: 'state', state: CONNECTED }));
    await until(() => offers('Enter a topic filter'));
    await click(named(shown.box, 'button', 'Enter a topic filter'));
    expect(viewOf(id).front).toBe('topics');
    await click(named(shown.box, 'button', 'Subscribe to #'));
    expect(live.sent.at(-1)).toMatchObject({ kind: 'subscribe', subscription: { filter: '#' } });

    // The broker would refuse it again.
    await run(() => live.tell({ kind: 'subscriptions', subscriptions: [REFUSED] }));
    expect([offers('Enter a topic filter'), offers('Subscribe to #')]).toEqual([true, false]);
    await run(() => live.tell({ kind: 'subscriptions', subscriptions: [GRANTED] }));
    await until(() => offers('Write a message'));
    setLayout({ publishPinned: false });
    await click(named(shown.box, 'button', 'Write a message'));
    expect(useOver.getState().isOpen).toBe(true);
  });

  test('connects again in a narrow window', async () => {
    shown = await show(View, (live) => {
      nothing(live);
      const none = window.matchMedia;
      window.matchMedia = (query) => Object.assign(none(query), { matches: query === NARROW });
    });
    const { id, live, run, until, click } = shown;
    await run(() => connect(id, SETTINGS));
    expect(offers('Connect again')).toBe(false);
    await run(() => live.tell({ kind: 'state', state: CLOSED }));
    await until(() => offers('Connect again'));
    await click(named(shown.box, 'button', 'Connect again'));
    expect(live.sent.filter(({ kind }) => kind === 'connect')).toHaveLength(2);
  });
});

describe('a tree that stays empty', () => {
  const WITHHELD = 'access rules may withhold messages';
  const NEW = 'Only retained messages and those published from now on arrive';

  afterEach(() => vi.useRealTimers());

  async function waits(
    settings: Partial<typeof SETTINGS>,
    ...subscriptions: readonly SubscriptionStatus[]
  ): Promise<void> {
    shown = await show(TopicsPane, nothing);
    const { id, live, run, until } = shown;
    await run(() => connect(id, { ...SETTINGS, ...settings }));
    await run(() => live.tell({ kind: 'state', state: CONNECTED }));
    await until(() => says('Nothing received yet'));
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    await run(() => live.tell({ kind: 'subscriptions', subscriptions }));
  }
  const pass = (seconds: number) => shown.run(() => vi.advanceTimersByTime(seconds * 1000));

  test('says after 5 s what may be missing, and not before', async () => {
    await waits({}, { ...GRANTED, subscription: { ...GRANTED.subscription, filter: '#' } });
    await shown.until(() => says('Subscribed to #, nothing received yet (0\u00a0s)'));
    await pass(4);
    expect(says('nothing received yet (4\u00a0s)')).toBe(true);
    expect([says(NEW), says(WITHHELD)]).toEqual([false, false]);
    await pass(1);
    expect([says(NEW), says(WITHHELD)]).toEqual([true, true]);
    expect(says('# does not include topics that begin with $')).toBe(true);
    expect(says('by one character')).toBe(false);
    await shown.run(() => shown.live.tell({ kind: 'subscriptions', subscriptions: [GRANTED] }));
    await pass(5);
    expect([says('begin with $'), says('by one character')]).toEqual([false, true]);
  });

  test('the broker in the tab has no access rules', async () => {
    await waits({ url: TAB_ADDRESS }, GRANTED);
    await pass(5);
    expect([says(NEW), says(WITHHELD)]).toEqual([true, false]);
  });

  test('names a filter that was not granted instead, at once if there is no other', async () => {
    await waits({}, REFUSED, GRANTED);
    await pass(5);
    expect([says('Not granted: #. The reason is above.'), says(WITHHELD)]).toEqual([true, false]);
    await shown.run(() => shown.live.tell({ kind: 'subscriptions', subscriptions: [REFUSED] }));
    expect([says('Not granted: #. The reason is above.'), says(NEW)]).toEqual([true, false]);
  });

  test('a filter without an answer is not called missing', async () => {
    await waits({}, { ...GRANTED, state: { kind: 'requested' } });
    expect([says('Subscribing to a/#…'), says('Subscribe above')]).toEqual([true, false]);
  });
});

test('Requests without a match show all again', async () => {
  shown = await show(RequestsAndPayloads, nothing);
  const { id, run, until, click } = shown;
  await run(() => setReplies(id, { search: 'nowhere' }));
  await until(() => offers('Show all'));
  await click(named(shown.box, 'button', 'Show all'));
  await until(() => !offers('Show all'));
  await until(() => says('No requests yet'));
  expect(offers('Show all')).toBe(false);
});

const packetRows = () => shown.box.querySelectorAll('[data-focus=packets] [data-index]').length;
const says = (text: string): boolean => shown.box.textContent?.includes(text) === true;
const counts = (words: string): boolean =>
  shown.box.querySelector(`output[aria-label="${words}"]`) !== null;
const receiveTwo = (live: LiveCapture): void => {
  live.receive(publishBytes('a', '1'));
  live.receive(publishBytes('b', '2'));
};

test('the packets on screen stay when the worker ends', async () => {
  shown = await show(PacketsView, receiveTwo);
  const { id, run, until } = shown;
  await run(() => setView(id, { panel: 'packets' }));
  await until(() => packetRows() === 2 && counts('2 packets shown'));
  await run(() => endWorker(id));
  expect([packetRows(), counts('2 packets shown')]).toEqual([2, true]);
});

const Counted = ({ connectionId }: { readonly connectionId: string }) =>
  `${useCounters(connectionId)?.packets ?? 0} received`;

test('packets that were never on screen are neither counted nor awaited after the worker ends', async () => {
  const useIsShown = create(() => ({ isShown: false }));
  const Desk = ({ connectionId }: { readonly connectionId: string }) =>
    useIsShown().isShown ? (
      <PacketsView connectionId={connectionId} />
    ) : (
      <Counted connectionId={connectionId} />
    );
  shown = await show(Desk, receiveTwo);
  const { id, run, until } = shown;
  await until(() => says('2 received'));
  await run(() => endWorker(id));
  await run(() => setView(id, { panel: 'packets' }));
  await run(() => useIsShown.setState({ isShown: true }));
  await until(() => says('No packets left'));
  expect([packetRows(), counts('0 packets shown')]).toEqual([0, true]);
});

test('after a worker ends, each panel shows its loaded data or says that it has none', async () => {
  shown = await show(App, receiveTwo);
  const { box, id, run, until } = shown;
  const centre = () => box.querySelector('[data-pane=centre]')?.textContent ?? '';
  const open = (panel: PanelId) => run(() => setView(id, { panel }));
  await run(() => prepareConnection(id, SETTINGS));
  await open('problems');
  await until(() => centre().includes('Server sends before CONNACK'));
  await open('packets');
  await until(() => packetRows() === 2);
  await run(() => endWorker(id));
  // The topic may have been loaded before.
  const told =
    /Nothing left to show here|page has no copy of it|one message, \d+ s ago · no retained/;
  for (const panel of PANELS) {
    await open(panel.id);
    const isLost = panel.reads !== undefined && panel.id !== 'problems';
    if (isLost) await until(() => told.test(centre()));
    expect([panel.id, /Reading|No \w+ found| yet/.exec(centre())?.[0]]).toEqual([
      panel.id,
      undefined,
    ]);
  }
  await open('problems');
  await until(() => centre().includes('Server sends before CONNACK'));
  await open('topic');
  await until(() => told.test(centre()));
});

test('Topic links to the search for one', async () => {
  shown = await show(TopicView, () => undefined);
  await shown.run(() => shown.live.tell({ kind: 'state', state: CONNECTED }));
  await shown.click(named(shown.box, 'button', 'Find a topic'));
  expect(viewOf(shown.id).front).toBe('topics');
});

test('Connections has room for the content of its columns', async () => {
  const clientId = 'line-7/press-04/controller-2';
  shown = await show(StreamsView, ({ capture, stream }) => {
    capture.closeStream(stream);
    const one = capture.openStream({ version: 4, time: 0, client: '10.0.0.7:51000' });
    const connect = [...new TextEncoder().encode(clientId)];
    const variable = [0, 4, 77, 81, 84, 84, 4, 2, 0, 60, 0, connect.length, ...connect];
    capture.packet(one, 'out', 5, Uint8Array.of(0x10, variable.length, ...variable));
    capture.closeStream(one, 117_000_000);
  });
  await shown.until(() => shown.box.textContent?.includes('1 min 57 s') === true);
  const grid = named(shown.box, '[role=grid]', 'Connections');
  const tracks = grid.style.getPropertyValue('--tracks').match(/minmax\(.*?\)|\d+px/g) ?? [];
  const most = tracks.map((track) => Number(/(\d+)px\)?$/.exec(track)?.[1] ?? Number.NaN));
  expect(most[1]).toBeGreaterThan(clientId.length * 7.2);
  expect(most[2]).toBeGreaterThan('10.0.0.7:51000'.length * 7.2);
  expect(most[5]).toBeGreaterThan('1 min 57 s'.length * 7.2);
});
