import { afterEach, expect, test } from 'vitest';
import { publishBytes } from '../../engine/topics/messages.testkit.ts';
import { type Shown, show } from '../kit/rows/liveCapture.testkit.ts';
import { Rates } from './Rates.tsx';

let shown: Shown;
afterEach(() => shown.end());

test('each direction has a line of its own: much that comes in does not flatten what goes out', async () => {
  shown = await show(Rates, (live) => {
    const { capture, stream } = live;
    for (let n = 0; n < 200; n += 1) capture.packet(stream, 'in', n, publishBytes('a', 'x'));
    capture.packet(stream, 'out', 200, publishBytes('a', 'x'));
    live.wait(500_000);
  });
  /** Highest point of each line; the smaller the higher. */
  const peaks = () =>
    [...shown.box.querySelectorAll('polyline')].map((line) =>
      Math.min(
        ...(line.getAttribute('points') ?? '').split(' ').map((at) => Number(at.split(',')[1])),
      ),
    );
  await shown.until(() => peaks().length === 2 && peaks().every((peak) => peak < 10));
  expect(peaks()[1]).toBe(peaks()[0]);
});
