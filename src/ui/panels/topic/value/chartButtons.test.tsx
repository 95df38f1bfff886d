import { gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { publishBytes } from '../../../../engine/topics/messages.testkit.ts';
import { encodeCbor } from '../../../../payload/formats/cbor/cborWriter.ts';
import { type Shown, show } from '../../../kit/rows/liveCapture.testkit.ts';
import { chartsOf } from '../../../session/charts/charts.ts';
import { select, showAllTopics } from '../../../session/connection/selection.ts';
import { draftFor } from '../../../session/profiles/drafts.ts';
import { TopicView } from '../TopicView.tsx';

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

test('a click on a JSON or binary value charts it in place, and a second click stops', async () => {
  const value = { params: { temp: 71.3, list: [1, 'run'] }, none: null };
  for (const payload of [JSON.stringify(value), encodeCbor(value)]) {
    // Sequential.
    await showTopic(payload);
    expect(names()).toEqual([
      'Chart payload.params.temp',
      'Chart payload.params.list[0]',
      'Chart payload.params.list[1]',
    ]);
    const [first] = buttons();
    if (first) await shown.click(first);
    expect(chartsOf(shown.id).lines).toMatchObject([{ topic: 'a/t', path: ['params', 'temp'] }]);
    expect(buttons()[0]?.getAttribute('aria-pressed')).toBe('true');
    expect(shown.live.sent.at(-1)).toEqual({
      kind: 'chart',
      values: [{ topic: 'a/t', path: ['params', 'temp'] }],
    });
    if (first) await shown.click(first);
    expect(chartsOf(shown.id).lines).toEqual([]);
    if (payload === JSON.stringify(value)) await shown.end();
  }
});

test('a payload of a single value is charted automatically while shown', async () => {
  await showTopic('ON');
  const charted = () =>
    shown.live.sent.flatMap((one) => (one.kind === 'chart' ? [one.values] : []));
  await shown.until(() => charted().length > 0);
  expect(charted()).toEqual([[{ topic: 'a/t', path: [] }]]);
  expect(chartsOf(shown.id).lines).toEqual([]);
  await shown.run(() => showAllTopics(shown.id));
  expect(charted().at(-1)).toEqual([]);
});

test('no value of a broken payload can be charted or pinned', async () => {
  const packed = new Uint8Array(gzipSync('{"temp": 71.3}'));
  await showTopic(packed.with(-8, (packed.at(-8) ?? 0) ^ 1));
  await shown.until(() => shown.box.textContent?.includes('"temp": 71.3') === true);
  expect(shown.box.querySelector('[role=note]')).not.toBeNull();
  expect(names()).toEqual([]);
  expect(
    shown.box.querySelector('button[aria-label="Show in a column of the history"]'),
  ).toBeNull();
});
