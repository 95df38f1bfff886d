import { afterEach, describe, expect, test, vi } from 'vitest';
import { publishBytes } from '../../../engine/topics/messages.testkit.ts';
import { type } from '../../kit/page/page.testkit.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { addToChart } from '../../session/charts/charting.ts';
import { chartsOf } from '../../session/charts/charts.ts';
import { chartPlaceOf } from '../../session/charts/place.ts';
import { selectionOf } from '../../session/connection/selection.ts';
import { draftFor } from '../../session/profiles/drafts.ts';
import { viewOf } from '../../session/view/tabView.ts';
import { ChartsView } from './ChartsView.tsx';

let shown: Shown;
afterEach(async () => {
  vi.restoreAllMocks();
  await shown.end();
});

const cells = () =>
  [...shown.box.querySelectorAll('tbody tr')].map((row) =>
    [...row.querySelectorAll('td')].slice(0, 6).map((cell) => cell.textContent),
  );
const button = (name: string): Element =>
  [...document.querySelectorAll('button')].find(
    (each) => (each.getAttribute('aria-label') ?? each.textContent) === name,
  ) ?? shown.box;
const plot = () => shown.box.querySelector('[role=application]') ?? shown.box;
const says = (text: string): boolean => shown.box.textContent?.includes(text) === true;

/** A message a second, of these temperatures; the last one says that something is on. */
async function chart(...temperatures: readonly number[]): Promise<void> {
  shown = await show(ChartsView, (live) => {
    for (const temp of temperatures) {
      live.wait(999_000);
      live.receive(publishBytes('a/b', `{"temp":${temp},"on":${temp > 20}}`));
    }
  });
  draftFor(shown.id);
  await shown.run(() => {
    addToChart(shown.id, 'a/b', ['temp']);
  });
  await shown.until(() => cells().length === 1 && cells()[0]?.[0] !== '');
}

describe('the view Charts', () => {
  test('lists its points in a table, for users who cannot see the plot', async () => {
    await chart(10, 30, 20);
    expect(cells()).toEqual([['20', '10', '20', '30', '+10', '1/s']]);
    expect(says('3 of 3 points')).toBe(true);
    shown.live.receive(publishBytes('a/b', '{"temp":40}'));
    await shown.until(() => cells()[0]?.[3] === '40');
  });

  test('long numbers are shortened, and shown in full under the pointer', async () => {
    await chart(-19.123456789012344, 9007199254740991, 20);
    expect(cells()[0]?.slice(0, 5)).toEqual([
      '20',
      '≈-19.1235',
      '3.002e+15',
      '≈9.007e+15',
      '+39.1235',
    ]);
    const titles = [...shown.box.querySelectorAll('tbody td[title]')].map((cell) =>
      cell.getAttribute('title'),
    );
    expect(titles).toEqual(['-19.123456789012344', '9007199254740991']);
  });

  test('times and counters keep all digits, as does the mean between them', async () => {
    await chart(1_795_562_305_757, 1_795_562_305_759);
    const [newer, older, mean] = ['1795562305759', '1795562305757', '1795562305758'];
    expect(cells()[0]?.slice(0, 5)).toEqual([newer, older, mean, newer, '+2']);
  });

  test('states show steps, names and the number of changes', async () => {
    await chart(10, 30, 31, 20);
    await shown.run(() => {
      addToChart(shown.id, 'a/b', ['on']);
    });
    await shown.until(() => cells()[1]?.[0] === 'false');
    expect(cells()[1]?.slice(1, 5)).toEqual(['', '', '', '2 changes']);
    expect(shown.box.querySelectorAll('canvas')).toHaveLength(2);
  });

  test('arrow keys move between points, and Enter shows the packet', async () => {
    await chart(10, 30, 20);
    await shown.press(plot(), 'ArrowLeft');
    expect(selectionOf(shown.id).packet).toBe(3);
    await shown.press(plot(), 'ArrowLeft');
    expect(selectionOf(shown.id).packet).toBe(2);
    expect(says('No. 2')).toBe(true);
    // The span that the user looks at is held.
    expect(chartPlaceOf(shown.id).held).toBeDefined();
    await shown.press(plot(), 'Home');
    expect(selectionOf(shown.id).packet).toBe(1);
    await shown.press(plot(), 'Enter');
    expect(viewOf(shown.id)).toMatchObject({ panel: 'packets' });
    await shown.press(plot(), 'Escape');
    expect(chartPlaceOf(shown.id).held).toBeUndefined();
  });

  test('a value is selected from the last message of a topic, and removed again', async () => {
    await chart(10, 30);
    await shown.click(button('Add value'));
    const field = document.querySelector<HTMLInputElement>('[role=dialog] input');
    await shown.run(() => field?.focus());
    await shown.until(() => document.querySelector('ul[aria-label="Topics found"] li') !== null);
    const topic = document.querySelector('ul[aria-label="Topics found"] button');
    if (topic) await shown.click(topic);
    const values = () => [
      ...document.querySelectorAll('ul[aria-label="Values of its last message"] button'),
    ];
    await shown.until(() => values().length === 2);
    expect(values().map((one) => [one.textContent, one.getAttribute('aria-pressed')])).toEqual([
      ['payload.temp30', 'true'],
      ['payload.ontrue', 'false'],
    ]);
    const [, on] = values();
    if (on) await shown.click(on);
    expect(chartsOf(shown.id).lines.map(({ path }) => path)).toEqual([['temp'], ['on']]);
    await shown.until(() => cells().length === 2);
    await shown.click(button('Remove b on from the chart'));
    expect(chartsOf(shown.id).lines).toHaveLength(1);
    expect(shown.live.sent.at(-1)).toEqual({
      kind: 'chart',
      values: [{ topic: 'a/b', path: ['temp'] }],
    });
  });

  test('a partly typed threshold survives closing its box', async () => {
    await chart(10, 30);
    const value = () =>
      document.querySelector<HTMLInputElement>('[role=dialog][aria-label=Thresholds] input');
    await shown.click(button('Thresholds'));
    await type(value() ?? shown.box, '73.');
    await shown.press(value() ?? shown.box, 'Escape');
    expect(value()).toBeNull();
    await shown.click(button('Thresholds'));
    expect(value()).toMatchObject({ value: '73.' });
  });

  test('axis, visibility and time span are settings of the chart', async () => {
    await chart(10, 30);
    const axis = shown.box.querySelector<HTMLSelectElement>('select');
    await shown.run(() => {
      if (axis === null) return;
      axis.value = 'right';
      axis.dispatchEvent(new Event('change', { bubbles: true }));
    });
    await shown.click(button('Show b temp'));
    const all = shown.box.querySelector('input[aria-label=All]');
    if (all) await shown.click(all);
    expect(chartsOf(shown.id)).toMatchObject({
      span: 0,
      lines: [{ axis: 'right', hidden: true }],
    });
  });

  test('offered values stay in the order in which the board opened', async () => {
    const receive = (topic: string, values: readonly number[]) => {
      for (const value of values) {
        shown.live.wait(999_000);
        shown.live.receive(publishBytes(topic, `${value}`));
      }
    };
    shown = await show(ChartsView, (live) => {
      for (const temp of [20, 21, 19, 23, 18, 25, 17, 26]) {
        live.wait(999_000);
        live.receive(publishBytes('a/often', `${temp}`));
        live.receive(publishBytes('a/seldom', `${Math.floor(temp / 10)}`));
      }
    });
    const offers = () =>
      [...shown.box.querySelectorAll('ul[aria-label="Values that change most"] button')].map(
        ({ textContent }) => textContent,
      );
    await shown.until(() => offers().length === 2);
    const [first = '', second = ''] = offers().map((text) => text?.replace(/\d+$/, ''));
    await shown.run(() => receive(second, [1, 5, 2, 7, 1, 9, 3, 8, 2, 44]));
    await shown.until(() => offers().includes(`${second}44`));
    expect(offers()[0]).toContain(first);
  });

  test('an empty board offers the values that change most, each added with a click', async () => {
    shown = await show(ChartsView, (live) => {
      for (const temp of [20, 21, 19, 23, 18, 25]) {
        live.wait(999_000);
        live.receive(publishBytes('a/b', `{"temp":${temp},"limit":30}`));
      }
    });
    draftFor(shown.id);
    const offers = () => [
      ...shown.box.querySelectorAll('ul[aria-label="Values that change most"] button'),
    ];
    await shown.until(() => offers().length > 0);
    expect(offers().map(({ textContent }) => textContent)).toEqual(['a/btemp25']);
    expect(offers()[0]?.querySelector('svg path[d^=M]')).not.toBeNull();
    if (offers()[0]) await shown.click(offers()[0] ?? shown.box);
    expect(chartsOf(shown.id).lines.map(({ topic, path }) => [topic, path])).toEqual([
      ['a/b', ['temp']],
    ]);
    await shown.until(() => cells().length === 1);
  });
});
