import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { publishBytes } from '../../../../engine/topics/messages.testkit.ts';
import { type Shown, show } from '../../../kit/rows/liveCapture.testkit.ts';
import { addToChart } from '../../../session/charts/charting.ts';
import { chartsOf } from '../../../session/charts/charts.ts';
import { select } from '../../../session/connection/selection.ts';
import { draftFor } from '../../../session/profiles/drafts.ts';
import type { Answer, Posted } from '../../../session/reading/posted.ts';
import { answerTo } from '../../../session/reading/readingWorker.ts';
import { TopicView } from '../TopicView.tsx';

let shown: Shown;
afterEach(() => shown.end());

const chart = () => shown.box.querySelector('section[aria-label="Chart of the topic"]');
const says = (text: string) => chart()?.textContent?.includes(text) === true;
const button = (name: string) =>
  [...(chart()?.querySelectorAll('button, input') ?? [])].find(
    (one) => (one.getAttribute('aria-label') ?? one.textContent) === name,
  ) ?? shown.box;

async function showTopic(topic: string): Promise<void> {
  shown = await show(TopicView, (live) => {
    for (const temp of [10, 30, 20]) {
      live.wait(999_000);
      live.receive(publishBytes('a/b', `{"temp":${temp},"on":true,"deep":{"x":1}}`));
    }
    live.receive(publishBytes('a/other', '{"temp":99}'));
    live.receive(publishBytes('a/none', '{}'));
  });
  draftFor(shown.id);
  await shown.run(() => select(shown.id, { topic }));
}

test('charts only the topic’s own values, without leaving the view', async () => {
  await showTopic('a/b');
  await shown.until(() => shown.box.textContent?.includes('"temp": 20') === true);
  // Its values are charted by their icons.
  expect(chart()).toBeNull();
  await shown.run(() => {
    addToChart(shown.id, 'a/other', ['temp']);
    addToChart(shown.id, 'a/b', ['temp']);
  });
  await shown.until(() => says('min 10'));
  expect(chart()?.textContent).toMatch(/payload\.temp.*min 10mean 20max 30/);
  expect(chart()?.textContent).not.toContain('99');
  await shown.until(() => chart()?.querySelector('[role=application]') !== null);
  shown.live.receive(publishBytes('a/b', '{"temp":40}'));
  await shown.until(() => says('max 40'));
  await shown.click(button('15 min'));
  expect(chartsOf(shown.id).span).toBe(900);
  await shown.click(button('Remove payload.temp from the chart'));
  expect(chartsOf(shown.id).lines.map(({ topic }) => topic)).toEqual(['a/other']);
  expect(chart()).toBeNull();
});

test('a topic without chartable values has no chart', async () => {
  await showTopic('a/none');
  await shown.until(() => shown.box.querySelector('[role=row][data-index]') !== null);
  expect(chart()).toBeNull();
});

type Listener = (event: { readonly data: Answer }) => void;

test('chart and value decode a large message once, in the worker', async () => {
  const asked: string[] = [];
  const gone: (() => void)[] = [];
  /** Answers as the real one does. */
  class Reading {
    #listener: Listener | undefined;
    addEventListener(kind: string, listener: Listener & (() => void)): void {
      if (kind === 'message') this.#listener = listener;
      else gone.push(listener);
    }
    postMessage(data: Posted): void {
      asked.push(data.task);
      void answerTo(data, (said) => this.#listener?.({ data: said }));
    }
  }
  vi.stubGlobal('Worker', Reading);
  onTestFinished(() => {
    for (const end of gone) end();
    vi.unstubAllGlobals();
  });
  const payload = JSON.stringify({ temp: 7, padding: 'x'.repeat(20_000) });
  shown = await show(TopicView, (live) => live.receive(publishBytes('a/b', payload)));
  await shown.run(() => select(shown.id, { topic: 'a/b' }));
  const value = () => shown.box.querySelector('section[aria-label=Value]')?.textContent;
  await shown.until(() => value()?.includes('"temp": 7') === true);
  expect(asked.filter((task) => task === 'plottable')).toHaveLength(1);
});
