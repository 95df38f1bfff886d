/** Packets that wait at a breakpoint or in step mode. */
import type { Locator } from '@playwright/test';
import { findings } from '../kit/page/axe.ts';
import { addBreakpoint } from '../kit/page/breakpoints.ts';
import { showPanel } from '../kit/page/panels.ts';
import { expect, test } from '../kit/test.ts';

test('a breakpoint that is removed releases its packets, and says so before', async ({
  app,
  companion,
  connectOther,
  page,
}) => {
  const { client } = await connectOther(companion.mqtt, '5', { clientId: 'oven' });
  await app.connect(companion.app, { url: companion.ws, subscribe: ['hall/#'] });
  await showPanel(page, 'Breakpoints');
  await addBreakpoint(page, 'topic == "hall/set" and dir == out');
  const sent = Promise.all(
    ['hall/set', 'hall/b', 'hall/c'].map((topic) => client.publishAsync(topic, 'x', { qos: 1 })),
  );
  const strip = page.getByText('1 packet waits at a breakpoint, 2 behind it');
  const desks = page.getByRole('navigation', { name: 'Desks' });
  for (const desk of ['Watch', 'Inspect', 'Broker', 'Lab']) {
    await desks.getByRole('button', { name: desk }).click();
    await expect(strip).toBeVisible();
  }
  expect(await findings(page)).toEqual([]);
  await app.button('Remove and release 3').click();
  await expect(strip).toHaveCount(0);
  await sent;
  await showPanel(page, 'Packets');
  await expect(app.packet('in', 'PUBLISH')).toHaveCount(3);
});

const top = async (place: Locator): Promise<number> => (await place.boundingBox())?.y ?? 0;

test('step mode lists what waits below its buttons, with the ladder of the chosen packet only', async ({
  app,
  companion,
  page,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await app.connect(companion.app, { url: companion.ws });
  await app.publish('walk/before', 'x', { qos: '1' });
  await expect(app.packet('in', 'PUBACK')).toHaveCount(1);
  await showPanel(page, 'Step mode');
  await app.button('Start step mode').click();
  const ladder = page.getByRole('region', { name: 'Live ladder' });
  await expect(app.button('Release next')).toBeDisabled();
  // The exchange of before is over.
  await expect(ladder).toHaveCount(0);
  for (let at = 0; at < 30; at += 1) await app.publish(`walk/${at}`, 'x', { qos: '0' });
  await app.publish('walk/last', 'x', { qos: '1' });
  const waiting = page.getByRole('region', { name: 'Waiting packets', exact: true });
  await expect(waiting.getByRole('listitem')).toHaveCount(31);
  await expect(waiting.getByRole('listitem').first()).toContainText('next');
  await expect(ladder).toHaveCount(0);
  expect(await findings(page)).toEqual([]);

  const last = waiting.getByRole('listitem').last();
  await last.getByRole('button').first().click();
  await expect(ladder).toContainText('PUBLISH');
  // The buttons stay in reach.
  const before = await top(app.button('Release next'));
  await ladder.scrollIntoViewIfNeeded();
  await page.getByRole('region', { name: 'Bytes of the packet' }).scrollIntoViewIfNeeded();
  await expect(app.button('Release next')).toBeInViewport();
  expect(await top(app.button('Release next'))).toBeLessThanOrEqual(before);
  await app.button('Release all').click();
  // The broker's answer waits in turn.
  await expect(waiting.getByRole('listitem')).toHaveCount(1);
  await expect(waiting.getByRole('listitem')).toContainText('PUBACK');
});
