import { afterEach, expect, test } from 'vitest';
import { named } from '../../kit/page/page.testkit.ts';
import { NARROW } from '../../kit/page/useMedia.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { DeskTabs } from './DeskTabs.tsx';

let shown: Shown | undefined;
afterEach(() => shown?.end());

test('in a narrow window the topics tab says that a filter is held back', async () => {
  shown = await show(DeskTabs, () => {
    const none = window.matchMedia;
    window.matchMedia = (query) => Object.assign(none(query), { matches: query === NARROW });
  });
  const { box, live, run } = shown;
  const subscription = {
    filter: 'forb/#',
    qos: 0,
    noLocal: false,
    retainAsPublished: false,
    retainHandling: 0,
  } as const;
  const tell = (kind: 'waiting' | 'held') =>
    run(() => {
      const state = kind === 'held' ? { kind, code: undefined } : { kind };
      live.tell({ kind: 'subscriptions', subscriptions: [{ subscription, state }] });
    });
  const alarm = () => box.querySelector('[role=img][aria-label="1 filter is held back"]');
  await tell('waiting');
  expect(named(box, '[role=tab]', 'Topics')).toBeDefined();
  expect(alarm()).toBeNull();
  await tell('held');
  expect(alarm()?.closest('[role=tab]')?.textContent).toContain('Topics');
});
