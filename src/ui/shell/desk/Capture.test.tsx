import { afterEach, beforeEach, expect, test } from 'vitest';
import { NARROW, ROOM_FOR_VALUE } from '#kit';
import { ControlledScene } from '../../../broker/control/control.testkit.ts';
import { publishBytes } from '../../../engine/topics/messages.testkit.ts';
import { named, type } from '../../kit/page/page.testkit.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { setBrokerPlace } from '../../session/broker/place.ts';
import { placeInTab, TAB_SETTINGS } from '../../session/broker/tabBroker.testkit.ts';
import { connect } from '../../session/connection/connections.ts';
import { CONNECTED } from '../../session/connection/handle.testkit.ts';
import { select } from '../../session/connection/selection.ts';
import { useKeptMessages } from '../../session/storage.ts';
import { setLayout } from '../../session/view/layout.ts';
import { openDrawer } from '../../session/view/publishDrawer.ts';
import { setView, viewOf } from '../../session/view/tabView.ts';
import { Capture } from './Capture.tsx';

let shown: Shown;
let isNarrow: boolean;
let hasRoom: boolean;
const listeners = new Set<EventListenerOrEventListenerObject>();

beforeEach(() => {
  isNarrow = false;
  hasRoom = false;
});
afterEach(() => shown.end());

/** The width of the window, as media queries tell it. */
function measured(): void {
  const none = window.matchMedia;
  window.matchMedia = (query) => {
    const media = Object.defineProperty(none(query), 'matches', {
      get: () => (query === NARROW && isNarrow) || (query === ROOM_FOR_VALUE && hasRoom),
    });
    return Object.assign(media, {
      addEventListener: (_kind: string, heard: EventListenerOrEventListenerObject) =>
        listeners.add(heard),
      removeEventListener: (_kind: string, heard: EventListenerOrEventListenerObject) =>
        listeners.delete(heard),
    });
  };
}

async function resize(narrow: boolean): Promise<void> {
  await shown.run(() => {
    isNarrow = narrow;
    for (const heard of listeners) if (typeof heard === 'function') heard(new Event('change'));
  });
}

const valueOf = (name: string): string | undefined => {
  const labelled = [...shown.box.querySelectorAll('input')].find(
    (input) =>
      input.getAttribute('aria-label') === name ||
      [...(input.labels ?? [])].some(({ textContent }) => textContent === name),
  );
  return labelled?.value;
};

test('where panes are tabs, the chart board is one, and the topic has a link to it', async () => {
  isNarrow = true;
  shown = await show(Capture, (live) => {
    measured();
    live.receive(publishBytes('press/state', 'x'));
  });
  const { box, id, run, click, until } = shown;
  await run(() => {
    select(id, { topic: 'press/state' });
    setView(id, { screen: 'capture', panel: 'topic', front: 'panel' });
  });
  await until(() => box.textContent?.includes('Packet size') === true);
  await click(named(box, 'button:not([role=tab])', 'Charts'));
  expect(viewOf(id).front).toBe('charts');
  expect(named(box, '[role=tab]', 'Charts')?.getAttribute('aria-selected')).toBe('true');
});

test('a tablet shows the topics and the value of one beside each other', async () => {
  isNarrow = true;
  hasRoom = true;
  shown = await show(Capture, (live) => {
    measured();
    live.receive(publishBytes('press/state', 'x'));
    live.receive(publishBytes('press/speed', '7'));
  });
  const { box, id, run, click, until } = shown;
  await run(() => {
    select(id, { topic: 'press/state' });
    setView(id, { screen: 'capture', panel: 'topic', front: 'topics' });
  });
  const value = () => box.querySelector('section[aria-label=Topic]')?.textContent ?? '';
  await until(() => value().includes('Packet size'));
  const speed = () => box.querySelector('[role=treeitem][data-path="press/speed"]');
  await until(() => speed() !== null);
  await click(speed() ?? box);
  await until(() => value().includes('press / speed'));
  expect(viewOf(id).front).toBe('topics');
  await run(() => setView(id, { panel: 'packets' }));
  expect(value()).toBe('');
});

test('the form of device taps keeps typed values when the columns become one, and many again', async () => {
  const command = () => ({ kind: 'device-taps', taps: [], addresses: [] }) as const;
  placeInTab(new ControlledScene({ deviceTaps: { command } }));
  shown = await show(Capture, measured);
  const { id, run, until, box } = shown;
  await run(() => {
    connect(id, TAB_SETTINGS);
    setBrokerPlace(id, { part: 'taps' });
    setView(id, { screen: 'capture', panel: 'broker', front: 'panel' });
  });
  await until(() => box.textContent?.includes('No device tap yet') === true);
  await type(named(box, 'input', 'Their broker'), 'mqtt://a.example:1883');
  for (const narrow of [true, false, true]) {
    await resize(narrow);
    expect(valueOf('Their broker')).toBe('mqtt://a.example:1883');
  }
});

test('typed values in the side panes survive in a narrow window: a filter, and repeat settings', async () => {
  shown = await show(Capture, (live) => {
    measured();
    live.receive(publishBytes('press/state', 'x'));
  });
  const { id, run, until, box, click, live } = shown;
  await run(() => {
    live.tell({ kind: 'state', state: CONNECTED });
    setView(id, { screen: 'capture' });
    setLayout({ publishPinned: true, topicsCollapsed: false });
  });
  const has = (name: string) => () => valueOf(name) !== undefined;
  await until(has('Topic filter'));
  await type(named(box, 'input', 'Topic filter'), 'press/#');
  await until(() => box.textContent?.includes('Repeat…') === true);
  await click(named(box, 'button', 'Repeat…'));
  await until(has('Every, ms'));
  await type(named(box, 'input', 'Every, ms'), '250');
  await resize(true);
  await run(openDrawer);
  await until(has('Every, ms'));
  expect(valueOf('Every, ms')).toBe('250');
  await run(() => setView(id, { front: 'topics' }));
  expect(valueOf('Topic filter')).toBe('press/#');
  await resize(false);
  expect([valueOf('Topic filter'), valueOf('Every, ms')]).toEqual(['press/#', '250']);
});

test('a search of kept messages and a new name survive the other layout', async () => {
  const kept = ['lamp', 'fan', 'press', 'oven', 'belt', 'door'].map((name) => ({
    id: name,
    name,
    folder: 'Plant',
    topic: 't',
    payload: new Uint8Array(),
    qos: 0 as const,
    retain: false,
    properties: [],
  }));
  useKeptMessages.setState({ items: kept });
  shown = await show(Capture, measured);
  const { id, run, until, box, click, live } = shown;
  await run(() => {
    live.tell({ kind: 'state', state: CONNECTED });
    setView(id, { screen: 'capture', front: 'panel' });
    setLayout({ publishPinned: true, topicsCollapsed: false });
  });
  const SEARCH = 'Find a saved message';
  await until(() => valueOf(SEARCH) !== undefined);
  await type(named(box, 'input', SEARCH), 'press');
  await click(named(box, 'button', 'Rename folder Plant'));
  await type(named(box, 'input', 'Name of the folder'), 'Ha');
  await resize(true);
  await run(openDrawer);
  await until(() => valueOf(SEARCH) !== undefined);
  expect([valueOf(SEARCH), valueOf('Name of the folder')]).toEqual(['press', 'Ha']);
  await resize(false);
  await until(() => valueOf(SEARCH) !== undefined);
  expect([valueOf(SEARCH), valueOf('Name of the folder')]).toEqual(['press', 'Ha']);
  await run(() => useKeptMessages.setState({ items: [] }));
});
