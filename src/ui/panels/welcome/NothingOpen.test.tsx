import { afterEach, expect, test } from 'vitest';
import { settingsWith } from '../../../profiles/settings/settings.testkit.ts';
import { type Shown, show } from '../../kit/rows/liveCapture.testkit.ts';
import { useProfiles } from '../../session/storage.ts';
import { NothingOpen } from './NothingOpen.tsx';

let shown: Shown | undefined;
afterEach(async () => {
  await shown?.end();
  useProfiles.setState({ items: [] });
});

/** Click as part of several at the same place. */
const clicked = (at: Element | null | undefined, detail: number) =>
  shown?.run(() =>
    at?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, detail })),
  );

test('a click on a saved connection opens its form, and a second click connects', async () => {
  shown = await show(NothingOpen, () => undefined);
  const { box, live, run, until } = shown;
  const settings = settingsWith({ url: 'ws://127.0.0.1:1883/mqtt' });
  await run(() => useProfiles.setState({ items: [{ id: 'p', name: 'Plant', settings }] }));
  const profile = () =>
    [...box.querySelectorAll('button')].find((one) => one.textContent?.startsWith('Plant'));
  await until(() => profile() !== undefined);
  await clicked(profile(), 1);
  expect(live.sent.some(({ kind }) => kind === 'connect')).toBe(false);
  await clicked(document.body, 2);
  await until(() => live.sent.some(({ kind }) => kind === 'connect'));
});
