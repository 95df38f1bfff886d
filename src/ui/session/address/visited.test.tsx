import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SETTINGS } from '../../../profiles/settings/settings.testkit.ts';
import { NARROW } from '../../kit/page/useMedia.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { connect } from '../connection/connections.ts';
import { select } from '../connection/selection.ts';
import { setView, showPanel, viewOf } from '../view/tabView.ts';
import { keepVisited } from './visited.ts';

let shown: Shown;
let stop: () => void;
let now = 10_000;

beforeEach(async () => {
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  shown = await show(
    () => null,
    () => undefined,
  );
  stop = keepVisited();
});
afterEach(async () => {
  stop();
  vi.restoreAllMocks();
  await shown.end();
});

/** Entries that a selection adds to the history. */
async function added(change: Parameters<typeof select>[1]): Promise<number> {
  now += 5000;
  const before = history.length;
  await shown.run(() => select(shown.id, change));
  return history.length - before;
}

test('a packet selected by the user is an entry, the newest one selected by the app is not', async () => {
  await shown.run(() => connect(shown.id, SETTINGS));
  expect(await added({ packet: 1, isNewest: true })).toBe(0);
  // The first message brings its topic.
  expect(await added({ packet: 3, topic: 'press/state', isNewest: true, isFirst: true })).toBe(0);
  expect(await added({ packet: 4, isNewest: true })).toBe(0);
  expect(await added({ packet: 2 })).toBe(1);
  expect(await added({ packet: undefined })).toBe(1);
  expect(await added({ packet: 9, isNewest: true })).toBe(0);
  expect(await added({ topic: 'press/mode', packet: 11, isNewest: true })).toBe(1);
});

test('the first panel of a connection replaces the form to connect', async () => {
  const before = history.length;
  await shown.run(() => {
    connect(shown.id, SETTINGS);
    showPanel(shown.id, 'topic');
  });
  expect(history.length).toBe(before);
  await shown.run(() => showPanel(shown.id, 'packets'));
  expect(history.length).toBe(before + 1);
});

test('on a phone, Back returns from a topic to the list that led to it', async () => {
  vi.spyOn(window, 'matchMedia').mockImplementation((query) =>
    Object.assign(new EventTarget(), {
      matches: query === NARROW,
      media: query,
      onchange: null,
      addListener: () => undefined,
      removeListener: () => undefined,
    }),
  );
  await shown.run(() => {
    connect(shown.id, SETTINGS);
    showPanel(shown.id, 'topic');
  });
  const before = history.length;
  await shown.run(() => setView(shown.id, { front: 'topics' }));
  const list: unknown = history.state;
  expect(history.length).toBe(before + 1);
  await shown.run(() => {
    select(shown.id, { topic: 'press/state' });
    showPanel(shown.id, 'topic');
  });
  expect(history.length).toBe(before + 2);
  expect(viewOf(shown.id).front).toBe('panel');
  await shown.run(() => dispatchEvent(new PopStateEvent('popstate', { state: list })));
  expect(viewOf(shown.id).front).toBe('topics');
});
