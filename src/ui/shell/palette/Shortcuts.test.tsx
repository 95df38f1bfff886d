import { afterEach, expect, test } from 'vitest';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { closeOverlay, openOverlay } from '../../session/dialogs/overlay.ts';
import { viewOf } from '../../session/view/tabView.ts';
import { startKeyboard } from './keyboard.ts';
import { Shortcuts } from './Shortcuts.tsx';

let shown: Shown | undefined;
afterEach(async () => {
  await shown?.run(closeOverlay);
  await shown?.end();
});

test('the dialog names the desks in the order of their keys', async () => {
  shown = await show(Shortcuts, () => undefined);
  const { box, id, run } = shown;
  await run(() => openOverlay('shortcuts'));
  const keys = [...box.querySelectorAll('dd')].find((one) => one.textContent?.startsWith('Alt 1'));
  const names = keys?.previousElementSibling?.textContent?.split(', ');
  expect(names).toEqual(['Watch', 'Inspect', 'Broker', 'Lab']);
  const listed = [...box.querySelectorAll('dd')].map(({ textContent }) => textContent);
  expect(listed).toContain('Ctrl A');
  expect('/ S P F X E B A W R G M C ?'.split(' ').filter((key) => !listed.includes(key))).toEqual(
    [],
  );

  await run(closeOverlay);
  const stop = startKeyboard();
  for (const [at, panel] of ['topic', 'packets', 'broker', 'faults'].entries()) {
    const digit = `${at + 1}`;
    await shown.press(document.body, digit, { altKey: true, code: `Digit${digit}` });
    expect(viewOf(id).panel).toBe(panel);
  }
  stop();
});
