import { afterEach, expect, test } from 'vitest';
import { publishBytes } from '../../../engine/topics/messages.testkit.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
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
