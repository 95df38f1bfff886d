/** The detail of a packet follows the newest packet. */
import type { Page } from '@playwright/test';
import { showPanel } from '../kit/page/panels.ts';
import { expect, test } from '../kit/test.ts';

/** Runs in the page before anything else: exchanges, and nothing is pinned beside the desk. */
const unpinPublish = () => {
  const layout = { grouping: 'exchanges', detailPart: 'payload' };
  localStorage.setItem('mqttscope.layout', JSON.stringify(layout));
};

const detailOf = (page: Page) => page.getByRole('region', { name: 'Packet', exact: true });

test('the detail follows the newest packet while Follow is on, and is not left at a cleared one', async ({
  app,
  companion,
  connectOther,
}) => {
  const { page } = app;
  await page.addInitScript(unpinPublish);
  await app.connect(companion.app, { url: companion.ws, subscribe: ['hall/#'] });
  const { client } = await connectOther(companion.mqtt, '5');
  await showPanel(page, 'Packets');
  const detail = detailOf(page);
  const follow = app.button('Follow');
  await client.publishAsync('hall/first', 'a');
  await expect(detail).toContainText('hall/first');
  await client.publishAsync('hall/second', 'b');
  await expect(detail).toContainText('hall/second');
  await expect(follow).toHaveAttribute('aria-pressed', 'true');

  // The detail stays at a packet as soon as the user acts in it, and Follow shows the newest again.
  await detail.getByRole('tab', { name: 'Fields', exact: true }).click();
  await expect(follow).toHaveAttribute('aria-pressed', 'false');
  await client.publishAsync('hall/third', 'c');
  await expect(app.packets).toContainText('hall/third');
  await expect(detail).toContainText('hall/second');
  await follow.click();
  await expect(detail).toContainText('hall/third');

  await app.button('Clear').click();
  await expect(app.packets).not.toContainText('hall/third');
  await expect(detail).not.toContainText('hall/third');
  await expect(page.getByText('no longer available')).toHaveCount(0);
  await client.publishAsync('hall/fourth', 'd');
  await expect(detail).toContainText('hall/fourth');
});
