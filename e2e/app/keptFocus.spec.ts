import { addBreakpoint, stoppedPacket } from '../kit/page/breakpoints.ts';
import { showPanel } from '../kit/page/panels.ts';
import { expect, test } from '../kit/test.ts';

test('the focus is in a list after a click on a grouping, and after buttons that disappear with their action', async ({
  app,
  page,
  companion,
  connectOther,
}) => {
  const { client } = await connectOther(companion.mqtt, '5');
  await app.connect(companion.app, { url: companion.ws, version: '5' });

  await app.button('Subscribe to #').first().press('Enter');
  await expect(app.topics).toBeFocused();

  await showPanel(page, 'Packets');
  await page.getByRole('radio', { name: 'Exchanges', exact: true }).click();
  await expect(app.packets).toBeFocused();
  await page.getByRole('radio', { name: 'Packets', exact: true }).click();
  await expect(app.packets).toBeFocused();

  await showPanel(page, 'Breakpoints');
  await addBreakpoint(page, 'topic == "stop"');
  const sent = client.publishAsync('stop', 'x', { qos: 1 });
  await stoppedPacket(page).getByRole('button', { name: 'Send', exact: true }).press('Enter');
  await sent;
  await expect(page.getByRole('tree', { name: 'Experiments', exact: true })).toContainText(
    'Breakpoints',
  );
  await expect(page.getByRole('treeitem', { name: 'Breakpoints', exact: true })).toBeFocused();

  // Its button goes with the run that waited for the message.
  const recipe = page.getByRole('treeitem', { name: 'Duplicated PUBLISH', exact: true });
  await recipe.click();
  await app.button('Start').click();
  await app.button('Subscribe and publish to mqttscope/test').click();
  await expect(app.button('Subscribe and publish to mqttscope/test')).toHaveCount(0);
  await expect(recipe).toBeFocused();
});
