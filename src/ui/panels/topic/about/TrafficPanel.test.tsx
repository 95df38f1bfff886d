import { afterEach, describe, expect, test } from 'vitest';
import { publishBytes } from '../../../../engine/topics/messages.testkit.ts';
import { type Shown, show } from '../../../kit/rows/liveCapture.testkit.ts';
import { selectionOf, showAllTopics } from '../../../session/connection/selection.ts';
import { TopicView } from '../TopicView.tsx';

let shown: Shown;
afterEach(async () => {
  await shown.end();
});

const says = (text: string): boolean => shown.box.textContent?.includes(text) === true;
const grid = (): Element => shown.box.querySelector('[role=grid][aria-label=Traffic]') ?? shown.box;
const rows = () =>
  [...grid().querySelectorAll('[role=row][data-index]')].map((row) =>
    [...row.querySelectorAll('[role=gridcell]')].map((cell) => cell.textContent),
  );
const choose = (name: string) =>
  shown.click(shown.box.querySelector(`input[type=radio][aria-label="${name}"]`) ?? shown.box);

async function showTraffic() {
  shown = await show(TopicView, (live) => {
    for (const [topic, size] of [
      ['a/1', 10],
      ['a/1', 10],
      ['a/2', 500],
      ['b', 1],
    ] as const)
      live.receive(publishBytes(topic, 'x'.repeat(size)));
  });
  await shown.run(() => showAllTopics(shown.id));
  const tab = () =>
    [...shown.box.querySelectorAll('[role=tab]')].find(
      ({ textContent }) => textContent === 'Traffic',
    );
  await shown.until(() => tab() !== undefined);
  await shown.click(tab() ?? shown.box);
  await shown.until(() => rows().length === 3);
}

describe('traffic by sender', () => {
  test('is counted by topic or level, the highest first, with messages per interval', async () => {
    await showTraffic();
    expect(rows().map(([key, messages]) => [key, messages])).toEqual([
      ['a/1', '2'],
      ['a/2', '1'],
      ['b', '1'],
    ]);
    expect(says('4 messages, 548 B in 1 s')).toBe(true);
    expect(says('All: at most ')).toBe(true);
    await choose('Level');
    await shown.until(() => rows().length === 2);
    expect(rows()[0]?.slice(0, 2)).toEqual(['a', '3']);
    await shown.click(grid().querySelector('[data-index="1"] [role=gridcell]') ?? grid());
    await shown.until(() => says('b: at most '));
  });

  test('is ordered by size, and links to the topic', async () => {
    await showTraffic();
    const head = [...grid().querySelectorAll('[role=columnheader] button')].find(
      ({ textContent }) => textContent === 'Size',
    );
    await shown.click(head ?? shown.box);
    await shown.until(() => rows()[0]?.[0] === 'a/2');
    await shown.click(grid().querySelector('[data-index="0"] [role=gridcell]') ?? grid());
    await shown.press(grid(), 'Enter');
    expect(selectionOf(shown.id).topic).toBe('a/2');
  });

  test('keeps its rows in their places under the pointer', async () => {
    await showTraffic();
    const keys = () => rows().map(([key]) => key);
    await shown.run(() => grid().dispatchEvent(new Event('pointermove', { bubbles: true })));
    await shown.run(() => {
      for (let n = 0; n < 3; n += 1) shown.live.receive(publishBytes('b', 'x'));
    });
    await shown.until(() => rows().some(([key, messages]) => key === 'b' && messages === '4'));
    expect(keys()).toEqual(['a/1', 'a/2', 'b']);
    await shown.run(() => grid().dispatchEvent(new Event('pointerout', { bubbles: true })));
    await shown.until(() => keys()[0] === 'b');
  });

  test('is empty without traffic', async () => {
    await showTraffic();
    await choose('Sent');
    await shown.until(() => says('No message in this time.'));
    expect(rows()).toEqual([]);
  });
});
