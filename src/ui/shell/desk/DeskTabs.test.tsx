import { Profiler } from 'react';
import { afterEach, expect, test } from 'vitest';
import { NARROW } from '#kit';
import { publishBytes } from '../../../engine/topics/messages.testkit.ts';
import { named } from '../../kit/page/page.testkit.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { useCounters } from '../../session/connection/useWindowPart.ts';
import { showPanel } from '../../session/view/tabView.ts';
import { DeskRail } from './DeskRail.tsx';
import { DeskTabs } from './DeskTabs.tsx';
import { PaneChoice } from './PaneChoice.tsx';

let shown: Shown | undefined;
afterEach(() => shown?.end());

const narrow = (): void => {
  const none = window.matchMedia;
  window.matchMedia = (query) => Object.assign(none(query), { matches: query === NARROW });
};

test.each([
  ['topic', ['Topics', 'Topic', 'Charts']],
  ['packets', ['Topics', 'Packets']],
  ['broker', []],
  ['faults', []],
] as const)('in a narrow window the desk of %s has the tabs %o', async (panel, names) => {
  shown = await show(DeskTabs, narrow);
  const { box, id, run } = shown;
  await run(() => showPanel(id, panel));
  const tabs = [...box.querySelectorAll('[role=tab]')];
  expect(tabs.map(({ textContent }) => textContent?.replace(/\d+$/, ''))).toEqual(names);
  expect(box.querySelector('[role=tablist]') === null).toBe(names.length === 0);
});

test('in a narrow window the topics tab says that a filter is held back', async () => {
  shown = await show(DeskTabs, narrow);
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

interface Props {
  readonly connectionId: string;
}

const Counted = ({ connectionId }: Props) => (
  <output>{useCounters(connectionId)?.packets ?? 0}</output>
);

test.each([DeskRail, DeskTabs, PaneChoice])(
  'messages on a known topic do not draw %o again',
  async (Part) => {
    let drawn = 0;
    const Desk = (props: Props) => (
      <>
        <Counted {...props} />
        <Profiler id="part" onRender={() => (drawn += 1)}>
          <Part {...props} />
        </Profiler>
      </>
    );
    shown = await show(Desk, (live) => live.answer(publishBytes('a', 'x')));
    const { box, live, run, until } = shown;
    const counts = (packets: number) =>
      until(() => box.querySelector('output')?.textContent === `${packets}`);
    await counts(1);
    const before = drawn;
    for (let packets = 2; packets < 6; packets += 1) {
      await run(() => live.answer(publishBytes('a', 'x')));
      await counts(packets);
    }
    expect(drawn).toBe(before);
  },
);
