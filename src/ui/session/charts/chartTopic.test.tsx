import { afterEach, beforeEach, expect, test } from 'vitest';
import { publishBytes } from '../../../engine/topics/messages.testkit.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { draftFor } from '../profiles/drafts.ts';
import { useLayout } from '../view/layout.ts';
import { viewOf } from '../view/tabView.ts';
import { chartsOf } from './charts.ts';
import { chartTopic } from './chartTopic.ts';
import { chartPlaceOf } from './place.ts';

const PAYLOADS: Readonly<Record<string, string>> = {
  scalar: '21.5',
  'one-number': '{"name":"a","temp":3,"unit":"C"}',
  several: '{"temp":3,"rpm":4}',
  none: '{"list":[],"nothing":null}',
};

let shown: Shown;
beforeEach(async () => {
  shown = await show(
    () => null,
    (live) => {
      for (const [topic, payload] of Object.entries(PAYLOADS))
        live.receive(publishBytes(topic, payload));
    },
  );
  draftFor(shown.id);
});
afterEach(async () => {
  await shown.end();
});

test.each([
  ['scalar', []],
  ['one-number', ['temp']],
])('the only value of %s is charted at once', async (topic, path) => {
  await chartTopic(shown.id, topic);
  expect(chartsOf(shown.id).lines).toMatchObject([{ topic, path }]);
  expect(viewOf(shown.id).panel).toBe('topic');
  expect(useLayout.getState().chartBoard).toBe(true);
  expect(chartPlaceOf(shown.id).choosing).toBeUndefined();
});

test.each(['several', 'none'])('%s needs the user’s selection', async (topic) => {
  await chartTopic(shown.id, topic);
  expect(chartsOf(shown.id).lines).toEqual([]);
  expect(viewOf(shown.id).panel).toBe('topic');
  expect(useLayout.getState().chartBoard).toBe(true);
  expect(chartPlaceOf(shown.id).choosing).toBe(topic);
});

test('colours are unused by other values', async () => {
  await chartTopic(shown.id, 'scalar');
  await chartTopic(shown.id, 'one-number');
  expect(chartsOf(shown.id).lines.map(({ colour }) => colour)).toEqual([0, 1]);
});
