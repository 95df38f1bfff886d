/** Why a connection ended is never cut: banner, band in the list, tooltip of the tab, and the list of connections. */
import { showPanel } from '../kit/page/panels.ts';
import { expect, test } from '../kit/test.ts';

/** Runs in the page before anything else: nothing is pinned beside the desk. */
const unpinPublish = () =>
  localStorage.setItem('mqttscope.layout', JSON.stringify({ grouping: 'packets' }));

/** Runs in the page. Letters may reach a pixel beyond their line. */
const isWhole = (element: Element) =>
  element.scrollWidth <= element.clientWidth && element.scrollHeight <= element.clientHeight + 1;

const CAUSE = /closed by the broker .+ after .+, without a reason: see its log; often a restart/;

test('a killed broker: the cause stands whole in each place, and a click on the connection sets no filter', async ({
  app,
  companion,
  connectOther,
  startMosquitto,
}) => {
  const { page } = app;
  await page.addInitScript(unpinPublish);
  const mosquitto = await startMosquitto();
  await page.setViewportSize({ width: 1440, height: 900 });
  await app.connect(companion.app, { url: mosquitto.mqtt, subscribe: ['hall/#'] });
  const { client } = await connectOther(mosquitto.mqtt, '5');
  await showPanel(page, 'Packets');
  await client.publishAsync('hall/temperature', '21.4');
  await expect(app.packets).toContainText('hall/temperature');
  client.on('error', () => undefined);
  process.kill(mosquitto.processId() ?? 0, 'SIGKILL');

  const band = app.packets.getByRole('rowheader').filter({ hasText: 'closed' });
  await expect(band).toContainText(CAUSE);
  for (const width of [1440, 1024, 390]) {
    await page.setViewportSize({ width, height: 900 });
    const text = band.locator('[title]');
    await expect(text).toContainText(CAUSE);
    await expect.poll(() => text.evaluate(isWhole)).toBe(true);
    const notice = page.getByRole('paragraph').filter({ hasText: /Nothing listens|closed by/ });
    await expect.poll(() => notice.first().evaluate(isWhole)).toBe(true);
  }
  await page.setViewportSize({ width: 1024, height: 700 });
  await expect(app.tabs.first()).toHaveAttribute('title', /\n.*\n?.*(Nothing listens|closed by)/s);

  await showPanel(page, 'Connections');
  const list = page.getByRole('grid', { name: 'Connections', exact: true });
  await list.getByRole('row').nth(1).click();
  const detail = page.getByRole('region', { name: 'Connection 1', exact: true });
  const sentence = detail.getByRole('paragraph').filter({ hasText: CAUSE });
  await expect(sentence).toContainText('or a limit of the broker.');
  for (const width of [1024, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    await expect.poll(() => sentence.evaluate(isWhole)).toBe(true);
  }
  await detail.getByRole('button', { name: 'Show its packets' }).click();
  const filter = page.getByRole('textbox', { name: 'Display filter', exact: true });
  await expect(filter).toHaveValue('stream == 1');
});
