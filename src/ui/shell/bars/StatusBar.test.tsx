import { afterEach, expect, test } from 'vitest';
import { publishBytes } from '../../../engine/topics/messages.testkit.ts';
import { SETTINGS } from '../../../profiles/settings/settings.testkit.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { prepareConnection } from '../../session/connection/connections.ts';
import { StatusBar } from './StatusBar.tsx';

let shown: Shown;
afterEach(() => shown.end());

/** MiB of each message. Last values are never discarded, so together they can exceed the budget. */
const SIZE = 4;

test.each([
  [9, 'Values 36 MiB of 64 MiB'],
  [17, 'Values 68 MiB, above 64 MiB'],
])('last values of %d messages of 4 MiB', async (count, text) => {
  shown = await show(StatusBar, (live) => {
    for (let at = 0; at < count; at += 1) {
      live.receive(publishBytes(`t/${at}`, new Uint8Array(SIZE << 20)));
    }
  });
  await shown.run(() => prepareConnection(shown.id, SETTINGS));
  await shown.until(() => shown.box.textContent?.includes('Values') === true);
  expect(shown.box.textContent).toContain(text);
});

test.each([
  // MiB of the log.
  { log: 120, first: 'Values', second: 'Capture', counts: [9, 16] },
  { log: 48, first: 'Capture', second: 'Values', counts: [7, 9] },
])('$first stays where it is when $second appears', async ({ log, first, second, counts }) => {
  shown = await show(StatusBar, () => undefined, log << 20);
  await shown.run(() => prepareConnection(shown.id, SETTINGS));
  const text = (): string => shown.box.textContent ?? '';
  let received = 0;
  for (const [index, count] of counts.entries()) {
    await shown.run(() => {
      for (; received < count; received += 1) {
        shown.live.receive(publishBytes(`t/${received}`, new Uint8Array(SIZE << 20)));
      }
    });
    const entry = index === 0 ? first : second;
    await shown.until(() => text().includes(entry));
  }
  expect(text().indexOf(first)).toBeLessThan(text().indexOf(second));
});
