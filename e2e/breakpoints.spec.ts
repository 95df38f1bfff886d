/** A packet of a real device stops at the companion, is changed, and both ends stay in step. */
import { App } from './kit/app.ts';
import { findings } from './kit/axe.ts';
import { addBreakpoint, losePuback, stoppedPacket } from './kit/breakpoints.ts';
import { expect, test } from './kit/test.ts';

test('a PUBLISH stops by a display filter, is edited and sent; a PUBACK is dropped and the message comes again', async ({
  page,
  companion,
  connectOther,
}) => {
  const app = new App(page);
  const watcher = await connectOther(companion.mqtt, '5', { clientId: 'watcher' });
  await watcher.client.subscribeAsync('plant/#', { qos: 1 });
  const session = { clientId: 'device', clean: false, properties: { sessionExpiryInterval: 600 } };
  const device = await connectOther(companion.mqtt, '5', {
    ...session,
    keepalive: 1,
    reconnectPeriod: 100,
  });
  await app.connect(companion.app, { url: companion.ws });
  await page.keyboard.press('Alt+7');
  await page.getByRole('tab', { name: 'Faults', exact: true }).click();
  await page.getByRole('radio', { name: 'Breakpoints', exact: true }).check();
  await addBreakpoint(page, 'payload.temp > 30 and dir == out');

  await device.client.publishAsync('plant/a', '{"temp": 20}', { qos: 1 });
  const sent = device.client.publishAsync('plant/a', '{"temp": 71.8}', { qos: 1 });
  const stopped = stoppedPacket(page);
  await stopped.getByRole('textbox', { name: 'Topic', exact: true }).fill('plant/b');
  await stopped.getByRole('textbox', { name: 'Payload', exact: true }).fill('{"temp": 171.8}');
  await expect(stopped.getByText('Both ends stay in step.')).toBeVisible();
  // Elsewhere a strip says why nothing moves; what was typed stays.
  await page.keyboard.press('Alt+1');
  await expect(page.getByText('1 packet waits at a breakpoint')).toBeVisible();
  await app.button('Show').click();
  await expect(stopped.getByText(/The client waits for PUBACK \d+ in vain/)).toBeVisible();
  expect(await findings(page)).toEqual([]);
  await stopped.getByRole('textbox', { name: 'Payload', exact: true }).press('Control+Enter');
  await sent;
  expect((await watcher.message('plant/b')).payload).toBe('{"temp": 171.8}');
  // It pings each second, and went on while its message waited.
  expect(device.client.connected).toBe(true);
  await expect(page.getByText('No packet is stopped')).toBeVisible();

  await app.button('Remove breakpoint-1').click();
  await losePuback(page, device, 'plant/c', 'type == puback and dir == in');
  const copies = (): number => watcher.received.filter(({ topic }) => topic === 'plant/c').length;
  await expect.poll(copies).toBe(2);
});
