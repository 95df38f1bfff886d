import { afterEach, expect, test } from 'vitest';
import { type Shown, show } from '../kit/rows/liveCapture.testkit.ts';
import { closeOverlay, openOverlay } from '../session/overlay.ts';
import { startKeyboard } from './keyboard.ts';
import { Shortcuts } from './Shortcuts.tsx';
import { ViewTabs } from './ViewTabs.tsx';

let shown: Shown | undefined;
afterEach(async () => {
  await shown?.run(closeOverlay);
  await shown?.end();
});

function Both({ connectionId }: { readonly connectionId: string }) {
  return (
    <>
      <ViewTabs connectionId={connectionId} />
      <Shortcuts />
    </>
  );
}

test('the dialog names the views in the order of their keys, which is that of their tabs', async () => {
  shown = await show(Both, () => undefined);
  const { box, run } = shown;
  await run(() => openOverlay('shortcuts'));
  const keys = [...box.querySelectorAll('dd')].find((one) => one.textContent?.startsWith('Alt 1'));
  const views = keys?.previousElementSibling?.textContent?.split(', ') ?? [];
  const tabs = [...box.querySelectorAll('[role=tab]')].map((tab) => tab.textContent);
  // Not every connection has all of them.
  expect(views.filter((name) => tabs.includes(name))).toEqual(tabs);
  expect(tabs.length).toBeGreaterThan(5);

  await run(closeOverlay);
  const stop = startKeyboard();
  for (const name of tabs) {
    // Order on the keyboard: 0 is the tenth.
    const digit = (views.indexOf(name ?? '') + 1) % 10;
    await shown.press(document.body, `${digit}`, { altKey: true, code: `Digit${digit}` });
    expect(box.querySelector('[role=tab][aria-selected=true]')?.textContent).toBe(name);
  }
  stop();
});
