/** Topics of full length in the command palette. */
import { expect, test } from 'vitest';
import { publishBytes } from '../../../engine/topics/messages.testkit.ts';
import { type } from '../../kit/page/page.testkit.ts';
import { show } from '../../kit/rows/liveCapture.testkit.ts';
import { CONNECTED } from '../../session/connection/handle.testkit.ts';
import { closeOverlay, openOverlay } from '../../session/dialogs/overlay.ts';
import { setView } from '../../session/view/tabView.ts';
import { Palette } from './Palette.tsx';

test('lists topics of 60,000 characters by their ends only', async () => {
  const shown = await show(Palette, (live) => {
    for (const end of ['one', 'two'])
      live.receive(publishBytes(`${'ж/'.repeat(20_000)}${end}`, 'x'));
  });
  await shown.run(() => {
    shown.live.tell({ kind: 'state', state: CONNECTED });
    setView(shown.id, { screen: 'capture' });
  });
  await shown.run(() => openOverlay('palette'));
  const input = shown.box.querySelector('input');
  if (input === null) throw new Error('no field');
  await type(input, 'ж/ж');
  const names = () =>
    [...shown.box.querySelectorAll('[role=option]')]
      .map(({ firstElementChild }) => firstElementChild?.textContent ?? '')
      .filter((name) => name.includes('ж'));
  await shown.until(() => names().length === 2);
  expect(names().map((name) => name.slice(-5))).toEqual(['ж/one', 'ж/two']);
  for (const name of names()) expect(name.length).toBeLessThan(2000);
  await shown.run(closeOverlay);
  await shown.end();
});
