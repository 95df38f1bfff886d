import { afterEach, describe, expect, test } from 'vitest';
import { publishBytes } from '../../../engine/topics/messages.testkit.ts';
import { placeOnScreen, type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { chartsOf } from '../../session/charts/charts.ts';
import { useConnections } from '../../session/connection/connections.ts';
import { CONNECTED } from '../../session/connection/handle.testkit.ts';
import { select, selectionOf } from '../../session/connection/selection.ts';
import { searchTopics } from '../../session/connection/topicSearch.ts';
import { draftFor } from '../../session/profiles/drafts.ts';
import { setLayout, useLayout } from '../../session/view/layout.ts';
import { setView, viewOf } from '../../session/view/tabView.ts';
import { TopicsPane } from './TopicsPane.tsx';

let shown: Shown;
afterEach(() => shown.end());

const tree = () => shown.box.querySelector('[role=tree]') ?? shown.box;
const items = () => [...shown.box.querySelectorAll('[role=treeitem]')];
/** A level as it is drawn. */
const nameOf = (item: Element): string => item.querySelector('bdi')?.textContent ?? '';
/** Accessible name. */
const spokenOf = (item: Element) => item.querySelector('.sr-only')?.textContent;
const names = () => items().map(nameOf);
const item = (name: string): Element => items().find((each) => nameOf(each) === name) ?? shown.box;

async function showTopics(...topics: readonly string[]): Promise<void> {
  shown = await show(TopicsPane, (live) => {
    for (const topic of topics) live.receive(publishBytes(topic, `{"of":"${topic}"}`));
  });
  await shown.until(() => items().length > 0);
}

describe('the topic tree', () => {
  test('shows items by level, named by topic and value; an empty level is (empty)', async () => {
    await showTopics('a/temp', '/b');
    expect(tree().getAttribute('aria-label')).toBe('Topics');
    expect(names()).toEqual(['(empty)', 'b', 'a/temp']);
    expect(items().map(spokenOf)).toEqual([' (empty)', '/b, of /b', 'a/temp, of a/temp']);
  });

  test('marks what changed within a second; nothing of a connection that has ended', async () => {
    const marks = () => items().filter((each) => each.querySelector('.bg-flash') !== null);
    await showTopics('a', 'b');
    await shown.run(() => shown.live.tell({ kind: 'state', state: CONNECTED }));
    await shown.until(() => marks().length === 2);
    await shown.run(() => shown.live.wait(1_500_000));
    await shown.until(() => marks().length === 0);
    await shown.run(() => shown.live.receive(publishBytes('b', 'new')));
    await shown.until(() => marks().map(nameOf).join() === 'b');
    await shown.run(() =>
      shown.live.tell({ kind: 'state', state: { kind: 'closed', failure: undefined } }),
    );
    expect(marks()).toEqual([]);
  });

  test('marks no topic of more than one message in two seconds, however many there are', async () => {
    const marks = () => items().filter((each) => each.querySelector('.bg-flash') !== null);
    await showTopics('slow', 'steady');
    const { run, live, until } = shown;
    await run(() => live.tell({ kind: 'state', state: CONNECTED }));
    // 400 messages a second on 20 topics, and one in 3 s.
    for (let step = 0; step < 120; step++) {
      await run(() => {
        for (let n = 0; n < 20; n++) live.receive(publishBytes(`fast/${n}`, `${step}`));
        if (step % 60 === 59) live.receive(publishBytes('slow', `${step}`));
        if (step % 20 === 0) live.receive(publishBytes('steady', `${step}`));
        live.wait(50_000);
      });
    }
    await until(() => item('19').textContent?.includes('119') === true);
    expect(marks().map(nameOf)).toEqual(['slow']);
  });

  test('a file that is being read has no messages yet', async () => {
    shown = await show(TopicsPane, () => undefined);
    const read = { name: 'x', read: 1, size: 9, packets: 0, notes: [], noteCount: 0 };
    const showFile = (kind: 'reading' | 'done') =>
      shown.run(() =>
        useConnections.setState(({ list }) => ({
          list: list.map((one) => ({
            ...one,
            state: { kind: 'file' },
            file: { ...read, state: { kind } },
          })),
        })),
      );
    await showFile('reading');
    const says = (text: string) =>
      shown.until(() => shown.box.textContent?.includes(text) === true);
    await says('Topics appear here as the file is read.');
    await showFile('done');
    await says('No messages in this file');
    expect(items()).toEqual([]);
  });

  test('names a level of blanks by their number', async () => {
    await showTopics('a/  /b', 'a/  /c', 'a/c  d');
    expect(names()).toEqual(['a', '(2 blanks)', 'b', 'c', 'c ␠d']);
  });

  test('announces level, position, number and state of each item', async () => {
    await showTopics('a/x', 'a/y', 'b');
    const told = (name: string) =>
      ['level', 'posinset', 'setsize', 'expanded', 'selected'].map((each) =>
        item(name).getAttribute(`aria-${each}`),
      );
    expect(told('a')).toEqual(['1', '1', '2', 'true', 'false']);
    expect(told('y')).toEqual(['2', '2', '2', null, 'false']);
  });

  test('hides no name behind bidirectional marks', async () => {
    await showTopics('a/\u202egnp.exe');
    expect(names()).toEqual(['a/⟨U+202E⟩gnp.exe']);
  });

  test('redraws a value when its format changes', async () => {
    await showTopics('a');
    expect(item('a').textContent).toContain('of a');
    const rules = { chains: [{ filter: 'a', chain: 'json.of' }], files: [] };
    await shown.run(() => shown.live.send({ kind: 'read-payloads', rules }));
    await shown.live.capture.chosen.load();
    await shown.until(() => item('a').textContent?.includes('JSON.of a') === true);
  });

  test('is navigated by keys: arrows, Enter; letters are left to the shortcuts', async () => {
    await showTopics('line/oven', 'line/press', 'office');
    await shown.press(tree(), 'ArrowDown');
    expect(selectionOf(shown.id).topic).toBe('line');
    await shown.press(tree(), 'ArrowRight');
    expect(selectionOf(shown.id).topic).toBe('line/oven');
    await shown.press(tree(), 'p');
    expect(selectionOf(shown.id).topic).toBe('line/oven');
    await shown.press(tree(), 'ArrowLeft');
    expect(selectionOf(shown.id).topic).toBe('line');
    await shown.press(tree(), 'ArrowLeft');
    await shown.until(() => names().join() === 'line,office');
    expect(item('line').getAttribute('aria-expanded')).toBe('false');
    await shown.press(tree(), 'End');
    expect(selectionOf(shown.id).topic).toBe('office');
    await shown.press(tree(), 'Enter');
    expect(viewOf(shown.id).panel).toBe('topic');
  });

  test('selects the row that shares a level, and moves from there to the level above', async () => {
    await showTopics('plant/hz/oven/temp', 'plant/hz/oven/load', 'plant/office');
    expect(names()).toEqual(['plant', 'hz/oven', 'load', 'temp', 'office']);
    await shown.run(() => select(shown.id, { topic: 'plant/hz' }));
    await shown.until(() => item('hz/oven').getAttribute('aria-selected') === 'true');
    expect(item('hz/oven').getAttribute('data-path')).toBe('plant/hz/oven');
    await shown.press(tree(), 'ArrowLeft');
    await shown.until(() => names().join() === 'plant,hz/oven,office');
    await shown.press(tree(), 'ArrowLeft');
    expect(selectionOf(shown.id).topic).toBe('plant');
  });

  test('topics move to the right when another branch splits the row above them', async () => {
    await showTopics('cmd/oven/ack', 'cmd/oven/set');
    expect(names()).toEqual(['cmd/oven', 'ack', 'set']);
    expect(item('ack').getAttribute('aria-level')).toBe('2');
    await shown.run(() => shown.live.receive(publishBytes('cmd/press/set', 'x')));
    await shown.until(() => names().includes('press/set'));
    expect(names().slice(0, 4)).toEqual(['cmd', 'oven', 'ack', 'set']);
    expect(item('ack').getAttribute('aria-level')).toBe('3');
  });

  test('opens the packet of the last value, whichever view shows values', async () => {
    await showTopics('a', 'b', 'a');
    for (const panel of ['packets', 'topic'] as const) {
      await shown.run(() => {
        setView(shown.id, { panel });
        select(shown.id, { packet: 1, topic: undefined });
      });
      for (const [name, packet] of [
        ['b', 2],
        ['a', 3],
      ] as const) {
        await shown.click(item(name));
        await shown.until(() => selectionOf(shown.id).packet !== packet - 1);
        expect(selectionOf(shown.id)).toMatchObject({ topic: name, packet });
      }
    }
  });

  test('reaches rows that were not drawn yet', async () => {
    await showTopics(...Array.from({ length: 3000 }, (_, n) => `n${n}`));
    expect(items().length).toBeLessThan(60);
    await shown.press(tree(), 'ArrowDown');
    await shown.press(tree(), 'End');
    await shown.until(() => selectionOf(shown.id).topic === 'n2999');
    expect(tree().getAttribute('aria-activedescendant')).toBe(item('n2999').id);
  });

  test('keeps its scroll position when topics arrive above', async () => {
    await showTopics(...Array.from({ length: 300 }, (_, n) => `n${100 + n}`));
    for (let page = 0; page < 5; page += 1) {
      await shown.press(tree(), 'PageDown');
      await shown.until(() => tree().hasAttribute('aria-activedescendant'));
    }
    await shown.until(() => !names().includes('n100'));
    const chosen = selectionOf(shown.id).topic ?? '';
    const before = placeOnScreen(item(chosen));
    shown.live.receive(publishBytes('a', 'x'));
    shown.live.receive(publishBytes('b', 'x'));
    await shown.until(() => item(chosen).getAttribute('aria-setsize') === '302');
    await shown.until(() => placeOnScreen(item(chosen)) === before);
    expect(placeOnScreen(item(chosen))).toBe(before);
  });

  test('expands and shows a topic selected by another pane', async () => {
    const topics = Array.from({ length: 400 }, (_, n) => [
      `line/${n}/temp`,
      `line/${n}/load`,
    ]).flat();
    await showTopics(...topics);
    await shown.press(tree(), 'ArrowDown');
    await shown.press(tree(), 'ArrowLeft');
    await shown.until(() => names().length === 1);
    await shown.run(() => select(shown.id, { topic: 'line/321/temp' }));
    await shown.until(() => names().includes('321'));
    await shown.until(() => item('temp').getAttribute('aria-selected') === 'true');
    expect(item('321').getAttribute('aria-expanded')).toBe('true');
  });

  const menuItems = () => [...document.querySelectorAll('[role^=menuitem]')];
  const menuItem = (name: string): Element =>
    menuItems().find(({ firstElementChild }) => firstElementChild?.textContent === name) ??
    shown.box;
  const bars = () => shown.box.textContent ?? '';

  test('offers a topic’s actions in a menu, and runs them', async () => {
    await showTopics('line/oven', 'line/press', 'office');
    await shown.press(tree(), 'ArrowDown');
    await shown.press(tree(), 'F10', { shiftKey: true });
    await shown.until(() => menuItems().length > 0);
    // The level itself has no message, so it has no value.
    const offered = menuItems().map(({ firstElementChild }) => firstElementChild?.textContent);
    expect(offered).toContain('Subscribe');
    await shown.click(menuItem('Copy'));
    expect(menuItem('Copy branch as JSON')).not.toBe(shown.box);
    expect(menuItem('Copy value')).toBe(shown.box);
    await shown.click(menuItem('Collapse all below'));
    await shown.until(() => names().join() === 'line,office');
    await shown.press(tree(), 'ArrowRight', { shiftKey: true });
    await shown.until(() => names().join() === 'line,oven,press,office');
    await shown.press(tree(), 'ArrowLeft', { shiftKey: true, ctrlKey: true });
    await shown.until(() => names().join() === 'line,office');
  });

  test('hides unwanted topics, says how many, and shows them again', async () => {
    await showTopics('line/oven', 'line/press', 'office');
    await shown.press(tree(), 'ArrowDown');
    await shown.press(tree(), 'h', { altKey: true, code: 'KeyH' });
    await shown.until(() => names().join() === 'office');
    await shown.until(() => bars().includes('1 hidden'));
    const show = [...shown.box.querySelectorAll('button')].find(
      (one) => one.textContent === 'Show',
    );
    await shown.click(show ?? shown.box);
    await shown.until(() => names().length === 4);
    expect(bars()).not.toContain('hidden');
  });

  test('keeps pinned topics on top, with their values', async () => {
    await showTopics('line/oven', 'line/press', 'office');
    await shown.run(() => select(shown.id, { topic: 'line/oven' }));
    await shown.press(tree(), 'i', { altKey: true, code: 'KeyI' });
    const pinned = () => shown.box.querySelector('section[aria-label="Pinned topics"]');
    await shown.until(() => pinned()?.textContent?.includes('of line/oven') === true);
    const unpin = pinned()?.querySelector('[aria-label="Unpin line/oven"]');
    await shown.click(unpin ?? shown.box);
    await shown.until(() => pinned() === null);
    expect(items()).toHaveLength(4);
  });

  test('charts the value of a topic', async () => {
    await showTopics('line/oven', 'office');
    draftFor(shown.id);
    await shown.run(() => select(shown.id, { topic: 'line/oven' }));
    await shown.press(tree(), 'g', { altKey: true, code: 'KeyG' });
    await shown.until(() => useLayout.getState().chartBoard);
    setLayout({ chartBoard: false });
    expect(viewOf(shown.id).panel).toBe('topic');
    expect(chartsOf(shown.id).lines).toMatchObject([{ topic: 'line/oven', path: ['of'] }]);
  });

  test('is sorted by count on request', async () => {
    await showTopics('a', 'b', 'b', 'c', 'c', 'c');
    await shown.click(shown.box.querySelector('[aria-label="Topic actions"]') ?? shown.box);
    await shown.until(() => menuItems().length > 0);
    await shown.click(menuItem('Sort by'));
    expect(menuItem('Name').getAttribute('aria-checked')).toBe('true');
    await shown.click(menuItem('Number of messages'));
    await shown.until(() => names().join() === 'c,b,a');
  });

  test('counts and marks search results, and moves between them', async () => {
    await showTopics('line/1/temp', 'line/2/temp', 'line/2/state');
    const box = shown.box.querySelector('[role=searchbox]') ?? shown.box;
    await shown.run(() => searchTopics(shown.id, 'temp'));
    await shown.until(() => bars().includes('2 of 3 topics'));
    expect(shown.box.querySelector('mark')?.textContent).toBe('temp');
    const next = async (path: string, shiftKey = false) => {
      await shown.press(box, 'F3', { shiftKey });
      await shown.until(() => selectionOf(shown.id).topic === path);
    };
    await next('line/1/temp');
    await next('line/2/temp');
    await next('line/1/temp');
    await next('line/2/temp', true);
    // Enter opens a match; a selected one stays.
    await shown.run(() => select(shown.id, { topic: 'line/2/state' }));
    await shown.press(box, 'Enter');
    await shown.until(() => selectionOf(shown.id).topic === 'line/1/temp');
    await shown.press(box, 'Enter');
    await shown.press(box, 'F3');
    await shown.until(() => selectionOf(shown.id).topic === 'line/2/temp');
    // Enter does not wait until typing rests.
    await shown.run(() => searchTopics(shown.id, 'state'));
    await shown.press(box, 'Enter');
    await shown.until(() => selectionOf(shown.id).topic === 'line/2/state');
    const marked = () => [...shown.box.querySelectorAll('mark')].map((one) => one.textContent);
    // Marks the way to the results, across levels and in values.
    await shown.run(() => searchTopics(shown.id, 'LINE'));
    await shown.until(() => marked().join() === 'line,line,line,line');
    await shown.run(() => searchTopics(shown.id, 'ne/2/t'));
    await shown.until(() => marked().join() === 't,ne/2/t');
    shown.live.receive(publishBytes('line/2/state', 'running'));
    await shown.run(() => searchTopics(shown.id, 'unn'));
    await shown.until(() => marked().join() === 'unn');
    await shown.run(() => searchTopics(shown.id, ''));
  });

  test('reports a running search with its results so far', async () => {
    await showTopics(...Array.from({ length: 300 }, (_, n) => `line/${n}`));
    shown.live.searchHasTime = () => false;
    await shown.run(() => searchTopics(shown.id, 'line'));
    await shown.until(() => bars().includes('256 found so far, 42 % searched'));
    shown.live.capture.lookForTopics(() => true);
    await shown.until(() => bars().includes('300 of 300 topics'));
    expect(bars()).not.toContain('searched');
    await shown.run(() => searchTopics(shown.id, ''));
  });

  test('reports a topic that is silent for longer than usual', async () => {
    await showTopics('a/beat', 'a/other');
    await shown.run(() => shown.live.tell({ kind: 'state', state: CONNECTED }));
    const every = (seconds: number, topic: string): void => {
      shown.live.wait(seconds * 1_000_000);
      shown.live.receive(publishBytes(topic, 'x'));
    };
    for (let n = 0; n < 10; n += 1) every(5, 'a/beat');
    await shown.until(() => item('beat').getAttribute('title')?.includes('11 messages') === true);
    const spoken = () => spokenOf(item('beat'));
    expect(spoken()).toBe('a/beat, x');
    every(300, 'a/other');
    await shown.until(() => spoken() !== 'a/beat, x');
    expect(spoken()).toBe('a/beat, x, silent for 5 min, usually every 5 s');
  });

  test('shows only matches, by text or topic filter', async () => {
    await showTopics('line/1/temp', 'line/2/temp', 'line/2/state');
    const box = shown.box.querySelector('[role=searchbox]');
    if (!(box instanceof HTMLInputElement)) throw new Error('no search box');
    await shown.run(() => searchTopics(shown.id, 'line/+/state'));
    await shown.until(() => names().join() === 'line,2,state');
    expect(box.value).toBe('line/+/state');
    await shown.press(box, 'Escape');
    await shown.until(() => names().length === 5);
  });
});

test('says that it waits for a first message, and on which filter', async () => {
  shown = await show(TopicsPane, () => undefined);
  await shown.run(() => {
    shown.live.tell({
      kind: 'state',
      state: CONNECTED,
    });
    const options = { noLocal: false, retainAsPublished: false, retainHandling: 0 } as const;
    shown.live.tell({
      kind: 'subscriptions',
      subscriptions: [
        {
          subscription: { filter: 'sensors/#', qos: 1, ...options },
          state: { kind: 'granted', qos: 1 },
        },
      ],
    });
  });
  await shown.until(() => shown.box.textContent?.includes('Subscribed to') === true);
  expect(shown.box.textContent).toContain('Subscribed to sensors/#, nothing received yet');
  await shown.run(() => {
    const options = { noLocal: false, retainAsPublished: false, retainHandling: 0 } as const;
    shown.live.tell({
      kind: 'subscriptions',
      subscriptions: ['a', 'b', 'service/+', 'd', 'e', 'f'].map((filter) => ({
        subscription: { filter, qos: 1, ...options },
        state: { kind: 'granted', qos: 1 },
      })),
    });
  });
  await shown.until(() => shown.box.textContent?.includes('service/+') === true);
  expect(shown.box.textContent).toContain('Subscribed to a, b, service/+ and 3 more, nothing');
});
