import { afterEach, describe, expect, test } from 'vitest';
import { useAnnouncement } from '#kit';
import type { SubscriptionStatus } from '../../../../connection/protocol/protocol.ts';
import { publishBytes } from '../../../../engine/topics/messages.testkit.ts';
import { encode } from '../../../../mqtt/codec/encode.ts';
import { named, type } from '../../../kit/page/page.testkit.ts';
import { type LiveCapture, type Shown, show } from '../../../kit/rows/liveCapture.testkit.ts';
import { CONNECTED } from '../../../session/connection/handle.testkit.ts';
import { select } from '../../../session/connection/selection.ts';
import { useClearAsked } from '../../../session/retained/asked.ts';
import { TopicView } from '../TopicView.tsx';
import { topicActions } from '../topicActions.ts';

let shown: Shown;
afterEach(async () => {
  await shown.end();
});

const says = (text: string): boolean => shown.box.textContent?.includes(text) === true;
const rows = () =>
  [...shown.box.querySelectorAll('[role=grid][aria-label=Retained] [role=row][data-index]')].map(
    (row) => [...row.querySelectorAll('[role=gridcell]')].map((cell) => cell.textContent),
  );
const button = (name: string): Element =>
  [...shown.box.querySelectorAll('button')].find(({ textContent }) => textContent === name) ??
  shown.box;
const retained = (topic: string, payload: string) => publishBytes(topic, payload, { retain: true });

function showRetained(topic: string | undefined, ...messages: readonly Uint8Array[]) {
  return showFilled(topic, (live) => {
    for (const message of messages) live.receive(message);
  });
}

async function showFilled(topic: string | undefined, fill: (live: LiveCapture) => void) {
  shown = await show(TopicView, fill);
  await shown.run(() => {
    shown.live.tell({ kind: 'state', state: CONNECTED });
    select(shown.id, { topic, isAllTopics: topic === undefined });
  });
  const tab = () =>
    [...shown.box.querySelectorAll('[role=tab]')].find(
      ({ textContent }) => textContent === 'Retained',
    );
  await shown.until(() => tab() !== undefined);
  await shown.click(tab() ?? shown.box);
  await shown.until(() => says('known,'));
}

/** The broker's answer to a subscription. */
const answer = (filter: string, state: SubscriptionStatus['state']) =>
  shown.run(() =>
    shown.live.tell({
      kind: 'subscriptions',
      subscriptions: [
        {
          subscription: {
            filter,
            qos: 0,
            noLocal: false,
            retainAsPublished: false,
            retainHandling: 0,
          },
          state,
        },
      ],
    }),
  );

describe('retained messages of a broker', () => {
  test('are listed with size, value, and an age known only from deliveries', async () => {
    await showRetained(undefined, retained('a/b', 'run'), publishBytes('a/live', 'x'));
    await shown.until(() => rows().length === 1);
    expect(rows()).toEqual([['', 'a/b', '≥ 0 s', '—', '3', '0', 'run']]);
    expect(says('1 message known, 3 B')).toBe(true);
  });

  test('show since when they are known, and when they expire', async () => {
    const expiring = (topic: string, seconds?: number) =>
      encode(
        {
          type: 'publish',
          topic,
          payload: Uint8Array.of(0x31),
          qos: 0,
          dup: false,
          retain: true,
          properties:
            seconds === undefined ? [] : [{ name: 'messageExpiryInterval', value: seconds }],
        },
        5,
      );
    await showFilled(undefined, ({ capture }) => {
      const stream = capture.openStream(5);
      const messages = [expiring('a', 90), expiring('b'), expiring('c', 2)];
      for (const message of messages) capture.packet(stream, 'in', 0, message);
    });
    await shown.until(() => rows().length === 3);
    shown.live.wait(5_000_000);
    const ages = () => rows().map(([, topic, age, expires]) => [topic, age, expires]);
    await shown.until(() => ages()[0]?.[1] === '≥ 5 s');
    expect(ages()).toEqual([
      ['a', '≥ 5 s', 'in 1 min 25 s'],
      ['b', '≥ 5 s', 'never'],
      ['c', '≥ 5 s', 'due 3 s ago'],
    ]);
    const [title] = [...shown.box.querySelectorAll('[role=gridcell] [title^="Delivered at"]')];
    expect(title?.getAttribute('title')).toMatch(/^Delivered at \d\d:\d\d:\d\d/);
  });

  test('are reached from the command palette, also before the first message', async () => {
    shown = await show(TopicView, () => undefined);
    await shown.run(() => {
      shown.live.tell({ kind: 'state', state: CONNECTED });
      select(shown.id, { topic: 'a' });
    });
    const action = topicActions(shown.id).find(
      ({ label }) => label === 'Show what the broker retains',
    );
    expect(action).toBeDefined();
    await shown.run(() => action?.run());
    await shown.until(() => says('Ask the broker'));
    await shown.until(() => says('No retained message is known for this filter.'));
  });

  test('are sorted by a column header, which announces the order', async () => {
    await showRetained('a', retained('a/1', 'longer'), retained('a/2', 'x'), retained('a/3', 'xy'));
    const topics = () => rows().map(([, topic]) => topic);
    const head = (name: string) =>
      [...shown.box.querySelectorAll('[role=columnheader]')].find(
        ({ textContent }) => textContent === name,
      ) ?? shown.box;
    const press = (name: string) => shown.click(head(name).querySelector('button') ?? shown.box);
    await press('Bytes');
    await shown.until(() => topics().join(' ') === 'a/1 a/3 a/2');
    expect(head('Bytes').getAttribute('aria-sort')).toBe('descending');
    await press('Bytes');
    await shown.until(() => topics().join(' ') === 'a/2 a/3 a/1');
    expect(head('Bytes').getAttribute('aria-sort')).toBe('ascending');
    await press('Age');
    await shown.until(() => topics().join(' ') === 'a/1 a/2 a/3');
    // The oldest first.
    expect(head('Age').getAttribute('aria-sort')).toBe('descending');
  });

  test('are requested by a temporary subscription; missing ones are reported', async () => {
    await showRetained('a', retained('a/1', 'old'), retained('a/2', 'old'));
    await shown.click(button('Ask the broker'));
    expect(shown.live.sent.at(-1)).toMatchObject({
      kind: 'subscribe',
      subscription: { filter: 'a/#', qos: 2 },
    });
    shown.live.wait(1000);
    await answer('a/#', { kind: 'granted', qos: 2 });
    shown.live.receive(retained('a/1', 'new'));
    shown.live.receive(retained('a/3', 'new'));
    await shown.until(() => says('2 messages so far'));
    await shown.until(() => says('The broker sent 2 messages; 1 that were known'));
    expect(shown.live.sent.at(-1)).toEqual({ kind: 'unsubscribe', filter: 'a/#' });
    await shown.until(() => rows().length === 3);
    expect(rows().map(([, topic]) => topic)).toEqual(['a/1', 'a/2not sent', 'a/3']);
    // Clearing a message does not change the record of what the broker sent.
    shown.live.receive(publishBytes('a/1', ''));
    await shown.until(() => rows().length === 2);
    expect(says('The broker sent 2 messages; 1 that were known')).toBe(true);
  });

  test('a rejected subscription says so, and an existing one stays', async () => {
    await showRetained('a', retained('a/1', 'x'));
    await answer('a/#', { kind: 'granted', qos: 0 });
    await shown.click(button('Ask the broker'));
    await answer('a/#', { kind: 'refused', code: 0x87, reasonString: undefined });
    await shown.until(() => says('The broker refused the subscription (0x87)'));
    expect(shown.live.sent.some(({ kind }) => kind === 'unsubscribe')).toBe(false);
  });

  test('one, several or a branch are cleared after a preview', async () => {
    await showRetained('a', retained('a/1', 'x'), retained('a/2', 'x'), retained('a/3', 'x'));
    await shown.until(() => rows().length === 3);
    for (const box of [...shown.box.querySelectorAll('input[type=checkbox]')].slice(0, 2)) {
      // Sequential, like a user.
      await shown.click(box);
    }
    await shown.click(button('Clear 2…'));
    expect(useClearAsked.getState().asked).toMatchObject({ topics: ['a/1', 'a/2'] });
    await shown.click(button('Clear branch…'));
    expect(useClearAsked.getState().asked).toEqual({
      connectionId: shown.id,
      path: 'a',
      isBelow: true,
    });
    await type(named(shown.box, 'input', 'Topic filter'), '+/2');
    await shown.until(() => rows().length === 1);
    await shown.click(button('Clear matching…'));
    expect(useClearAsked.getState().asked).toMatchObject({ filter: '+/2' });
    await type(named(shown.box, 'input', 'Topic filter'), 'a/#');
    await shown.until(() => rows().length === 3);
    const grid = shown.box.querySelector('[role=grid][aria-label=Retained]') ?? shown.box;
    await shown.click(grid.querySelector('[data-index="2"] [role=gridcell]:nth-child(2)') ?? grid);
    await shown.press(grid, 'Delete');
    expect(useClearAsked.getState().asked).toMatchObject({ path: 'a/3', isBelow: false });
  });

  test('Delete explains why it is disabled on a read-only connection', async () => {
    await showRetained('a', retained('a/1', 'x'));
    await shown.until(() => rows().length === 1);
    await shown.run(() =>
      shown.live.tell({ kind: 'state', state: { kind: 'closed', failure: undefined } }),
    );
    const grid = shown.box.querySelector('[role=grid][aria-label=Retained]') ?? shown.box;
    await shown.click(grid.querySelector('[data-index="0"] [role=gridcell]:nth-child(2)') ?? grid);
    await shown.press(grid, 'Delete');
    expect(useAnnouncement.getState()).toMatchObject({ text: 'Connect first.', isShown: true });
  });
});
