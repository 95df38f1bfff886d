import { afterEach, expect, test } from 'vitest';
import { publishBytes } from '../../engine/topics/messages.testkit.ts';
import { named } from '../kit/page.testkit.ts';
import { type Shown, show } from '../kit/rows/liveCapture.testkit.ts';
import { NARROW } from '../kit/useMedia.ts';
import { select } from '../session/selection.ts';
import { setView, viewOf } from '../session/tabView.ts';
import { NarrowCapture } from './NarrowCapture.tsx';

let shown: Shown;
afterEach(() => shown.end());

test('where panes are tabs, what is known of a topic is one, and a button of the topic leads there', async () => {
  shown = await show(NarrowCapture, (live) => live.receive(publishBytes('press/state', 'x')));
  const { box, id, run, click, until } = shown;
  const none = window.matchMedia;
  window.matchMedia = (query) => Object.assign(none(query), { matches: query === NARROW });
  await run(() => {
    select(id, { topic: 'press/state' });
    setView(id, { screen: 'capture', narrow: 'topic' });
  });
  await until(() => box.querySelector('h2') !== null);
  await click(named(box, 'button:not([role=tab])', 'Details'));
  expect(viewOf(id).narrow).toBe('details');
  expect(named(box, '[role=tab]', 'Details')?.getAttribute('aria-selected')).toBe('true');
  await until(() => box.textContent?.includes('Last message') === true);
});
