import { afterEach, expect, test } from 'vitest';
import { publishBytes } from '../../../engine/topics/messages.testkit.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { clearFilter, filterOf } from '../../session/filter/filters.ts';
import { setView, viewOf } from '../../session/view/tabView.ts';
import { StreamsView } from './StreamsView.tsx';

let shown: Shown;
afterEach(() => shown.end());

test('its headings are one level below that of the tab', async () => {
  shown = await show(StreamsView, (live) => live.receive(publishBytes('a', 'x')));
  const { box, live } = shown;
  const real = live.window.bind(live);
  live.window = (request) => {
    const { streams, ...reply } = real(request);
    const rows = streams?.rows.map((row) => ({ ...row, settings: { clientId: 'press-1' } }));
    return { ...reply, ...(streams && rows && { streams: { ...streams, rows } }) };
  };
  await shown.until(() => box.textContent?.includes('press-1') === true);
  const levels = [...box.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(({ tagName }) => tagName);
  expect(levels).toEqual(['H2']);
});

test('says why one side of a connection closed, and that the other is still open', async () => {
  shown = await show(StreamsView, (live) => live.receive(publishBytes('a', 'x')));
  const { box, live } = shown;
  const real = live.window.bind(live);
  const cause = { key: 'refused', args: { code: 5, version: '4', reason: '' } } as const;
  live.window = (request) => {
    const { streams, ...reply } = real(request);
    const rows = streams?.rows.map((row) => ({ ...row, cause, closedBy: 'server' as const }));
    return { ...reply, ...(streams && rows && { streams: { ...streams, rows } }) };
  };
  await shown.until(() => box.textContent?.includes('The client has not closed its side') === true);
  expect(box.textContent).toContain('refused by the broker with CONNACK');
});

test('a click selects and shows why it ended; Enter, a double click and the button show its packets', async () => {
  const cause = {
    key: 'closed',
    args: {
      by: 'server',
      last: 'publish',
      after: 0.2,
      version: '5',
      willAfter: undefined,
      message: undefined,
    },
  } as const;
  shown = await show(StreamsView, (live) => {
    live.receive(publishBytes('a', 'x'));
    live.capture.closeStream(live.stream, 5_000_000, { by: 'server', cause });
    live.capture.openStream({ version: 5, time: 6_000_000 });
  });
  const { box, id, run, click, press, until } = shown;
  const rows = () => [...box.querySelectorAll('[role=row][data-index]')];
  const first = () => rows()[0] ?? box;
  await until(() => rows().length === 2);
  const shows = () => ({ filter: filterOf(id).applied, panel: viewOf(id).panel });
  const before = shows();
  await click(first());
  const detail = () => box.querySelector('section[aria-label="Connection 1"]');
  expect(detail()?.textContent).toContain(
    'closed by the broker 0.2 s after PUBLISH, without a reason: see its log; often a restart',
  );
  expect(detail()?.querySelector('.truncate')).toBeNull();
  expect(detail()?.textContent).toContain('closed 12:00:05.000 by the broker');
  expect(shows()).toEqual(before);
  expect(before).toMatchObject({ filter: '' });

  const grid = box.querySelector('[role=grid]') ?? box;
  const button = () => [...(detail()?.querySelectorAll('button') ?? [])][0] ?? box;
  for (const open of [
    () => press(grid, 'Enter'),
    () => run(() => void first().dispatchEvent(new MouseEvent('dblclick', { bubbles: true }))),
    () => click(button()),
  ]) {
    await run(() => {
      clearFilter(id);
      setView(id, { panel: 'streams' });
    });
    await until(() => filterOf(id).applied === '');
    await open();
    await until(() => filterOf(id).applied === 'stream == 1');
    expect(viewOf(id).panel).toBe('packets');
  }
});

test('colours the problem count by the highest severity', async () => {
  shown = await show(StreamsView, (live) => live.receive(publishBytes('a', 'x')));
  const { box, live, until } = shown;
  const real = live.window.bind(live);
  const found = { problems: 3, warnings: 2, errors: 0 };
  live.window = (request) => {
    const { streams, ...reply } = real(request);
    const rows = streams?.rows.map((row) => ({ ...row, ...found }));
    return { ...reply, ...(streams && rows && { streams: { ...streams, rows } }) };
  };
  const isColoured = (tone: string) => box.querySelector(`[role=row] .${tone} svg`) !== null;
  await until(() => isColoured('text-warn'));
  expect(isColoured('text-err')).toBe(false);
  found.errors = 1;
  live.receive(publishBytes('a', 'y'));
  await until(() => isColoured('text-err'));
});
