import { gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { publishBytes } from '../../../engine/topics/messages.testkit.ts';
import { encodeCbor } from '../../../payload/formats/cbor/cborWriter.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { chartsOf } from '../../session/charts/charts.ts';
import { draftFor } from '../../session/profiles/drafts.ts';
import { select } from '../../session/selection.ts';
import { viewOf } from '../../session/tabView.ts';
import { TopicView } from './TopicView.tsx';

let shown: Shown;
afterEach(async () => {
  await shown.end();
});

const buttons = () =>
  [...shown.box.querySelectorAll('button')].filter((one) =>
    /^(Chart|Show the chart)/.test(one.getAttribute('aria-label') ?? ''),
  );
const names = () => buttons().map((one) => one.getAttribute('aria-label'));

async function showTopic(payload: string | Uint8Array): Promise<void> {
  shown = await show(TopicView, (live) => {
    live.receive(publishBytes('a/t', payload));
  });
  draftFor(shown.id);
  await shown.run(() => select(shown.id, { topic: 'a/t' }));
  await shown.until(() => shown.box.querySelector('[role=row][data-index]') !== null);
}

test('a click at a value charts it and leads to the chart, of JSON and of bytes', async () => {
  const value = { params: { temp: 71.3, list: [1, 'run'] }, none: null };
  for (const payload of [JSON.stringify(value), encodeCbor(value)]) {
    // Sequential.
    await showTopic(payload);
    expect(names()).toEqual([
      'Chart $.params.temp',
      'Chart $.params.list[0]',
      'Chart $.params.list[1]',
    ]);
    const [first] = buttons();
    if (first) await shown.click(first);
    expect(chartsOf(shown.id).lines).toMatchObject([{ topic: 'a/t', path: ['params', 'temp'] }]);
    expect(viewOf(shown.id).panel).toBe('charts');
    expect(names()[0]).toBe('Show the chart of $.params.temp');
    expect(shown.live.sent.at(-1)).toEqual({
      kind: 'chart',
      values: [{ topic: 'a/t', path: ['params', 'temp'] }],
    });
    if (payload === JSON.stringify(value)) await shown.end();
  }
});

test('a payload that is one value is charted as it is', async () => {
  await showTopic('ON');
  expect(names()).toEqual(['Chart $']);
  const [first] = buttons();
  if (first) await shown.click(first);
  expect(chartsOf(shown.id).lines).toMatchObject([{ path: [] }]);
});

test('no value of a payload that is broken is offered to be charted or to have a column', async () => {
  const packed = new Uint8Array(gzipSync('{"temp": 71.3}'));
  await showTopic(packed.with(-8, (packed.at(-8) ?? 0) ^ 1));
  await shown.until(() => shown.box.textContent?.includes('"temp": 71.3') === true);
  expect(shown.box.querySelector('[role=note]')).not.toBeNull();
  expect(names()).toEqual([]);
  expect(
    shown.box.querySelector('button[aria-label="Show in a column of the history"]'),
  ).toBeNull();
});
