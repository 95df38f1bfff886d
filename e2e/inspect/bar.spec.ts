/** The tool bar of Inspect: widths, and the chips of the filter. */
import type { Locator, Page } from '@playwright/test';
import type { App } from '../kit/page/app.ts';
import { findings } from '../kit/page/axe.ts';
import { expect, type Fixtures, test } from '../kit/test.ts';

const LONG = 'qos == 2 and topic ~ "bar/#"';

const filter = (page: Page) => page.getByRole('textbox', { name: 'Display filter', exact: true });
const chips = (page: Page) => page.getByRole('group', { name: 'Show only', exact: true });
const chip = (page: Page, name: string) => chips(page).getByRole('button', { name, exact: true });
const shown = (page: Page, count: number) =>
  expect(page.getByRole('status', { name: `${count} packets shown`, exact: true })).toBeVisible();

async function size(of: Locator): Promise<{ readonly width: number; readonly height: number }> {
  const box = await of.boundingBox();
  if (box === null) throw new Error('It is not shown.');
  return box;
}

/** One message of each QoS, received as it was sent. */
async function receiveThree(
  app: App,
  { companion, connectOther }: Pick<Fixtures, 'companion' | 'connectOther'>,
): Promise<void> {
  const other = await connectOther(companion.mqtt, '5');
  await app.listen(companion, { version: '5', subscribe: ['bar/#'], qos: '2' });
  for (const qos of [0, 1, 2] as const)
    await other.client.publishAsync(`bar/${qos}`, '21.5', { qos });
  await app.page.getByRole('radio', { name: 'Exchanges', exact: true }).check();
  await expect(app.packet('bar/2')).toBeVisible();
}

test('the bar is one row in which a long filter is whole, and QoS 2 is one chip', async ({
  app,
  page,
  companion,
  connectOther,
}) => {
  await receiveThree(app, { companion, connectOther });
  const bar = page.getByRole('group', { name: 'Packet list', exact: true });

  await test.step('sizes at 1440 px', async () => {
    expect((await size(bar)).height).toBe(40);
    expect((await size(chips(page))).height).toBe(28);
    await filter(page).fill(LONG);
    await expect(app.packet('bar/2')).toBeVisible();
    await expect(app.packet('bar/1')).toHaveCount(0);
    const isWhole = () => filter(page).evaluate((box) => box.scrollWidth <= box.clientWidth);
    expect(await isWhole()).toBe(true);
    // Publish, which is open beside it, takes the room of the list.
    await app.button('Publish').first().click();
    await expect(app.publishing).toBeHidden();
    const { width } = await size(filter(page).locator('xpath=../..'));
    expect(width).toBeGreaterThanOrEqual(480);
    expect(await isWhole()).toBe(true);
  });

  await test.step('a chip shows the condition that the filter has', async () => {
    await expect(chip(page, 'QoS 2')).toHaveAttribute('aria-pressed', 'true');
    await expect(chip(page, 'QoS 1')).toHaveAttribute('aria-pressed', 'false');
    await chip(page, 'QoS 1').click();
    await expect(filter(page)).toHaveValue('topic ~ "bar/#" and qos == 1');
    await expect(app.packet('bar/1')).toBeVisible();
    await filter(page).fill('');
    await chip(page, 'QoS 2').click();
    await expect(filter(page)).toHaveValue('qos == 2');
    await expect(app.packet('bar/2')).toBeVisible();
    await expect(app.packet('bar/0')).toHaveCount(0);
    await chip(page, 'QoS 2').click();
    await expect(filter(page)).toHaveValue('');
  });

  await test.step('= is read as ==', async () => {
    await filter(page).fill('qos = 1');
    await expect(chip(page, 'QoS 1')).toHaveAttribute('aria-pressed', 'true');
    await expect(filter(page)).not.toHaveAttribute('aria-invalid');
    await expect(app.packet('bar/1')).toBeVisible();
    await chip(page, 'QoS 1').click();
    await expect(filter(page)).toHaveValue('');
  });

  await test.step('the rest, with counts, in a menu', async () => {
    await chips(page).getByRole('button', { name: 'More', exact: true }).click();
    const entries = page.getByRole('menuitemcheckbox');
    await expect(entries).toHaveText([/^Sent again \d/, /^Refused \d/, /^Not completed \d/]);
    expect(await findings(page)).toEqual([]);
    await entries.first().click();
    await expect(filter(page)).toHaveValue('exchange.state == retried');
    await shown(page, 0);
    await chips(page).getByRole('button', { name: 'Sent again', exact: true }).click();
    await entries.first().click();
    await expect(filter(page)).toHaveValue('');
  });
});

test('low windows and phones have one chip instead of the row', async ({
  app,
  page,
  companion,
  connectOther,
}) => {
  await receiveThree(app, { companion, connectOther });
  const one = app.button('Show only');
  for (const [width, height] of [
    [1440, 499],
    [390, 844],
  ] as const) {
    await page.setViewportSize({ width, height });
    await expect(one).toBeVisible();
    await expect(chips(page)).toHaveCount(0);
    await one.click();
    await expect(page.getByRole('menuitemcheckbox')).toHaveCount(8);
    await page.getByRole('menuitemcheckbox', { name: 'QoS 2', exact: true }).click();
    await expect(filter(page)).toHaveValue('qos == 2');
    await app.button('QoS 2').click();
    await page.getByRole('menuitemcheckbox', { name: 'QoS 2', exact: true }).click();
    await expect(filter(page)).toHaveValue('');
  }
});
