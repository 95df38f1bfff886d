/** What the filter box offers of what was seen, what it says of paths that nothing has, and of times of day. */
import { App } from './kit/app.ts';
import { findings } from './kit/axe.ts';
import { expect, test } from './kit/test.ts';

test('paths that were seen are completed, others are named, times are local, and used filters stay', async ({
  page,
  companion,
  connectOther,
}) => {
  const other = await connectOther(companion.mqtt, '5');
  const app = new App(page);
  await app.connect(companion.app, { url: companion.ws, version: '5', subscribe: ['lamp/#'] });
  await expect(app.packet('in', 'SUBACK')).toHaveCount(1);
  await other.client.publishAsync('lamp/1', '{"params":{"temperature":21.5}}', {
    properties: { userProperties: { site: 'north' } },
  });
  await expect(app.packet('in', 'PUBLISH')).toHaveCount(1);
  const box = page.getByRole('textbox', { name: 'Display filter', exact: true });
  const option = (name: string | RegExp) =>
    page.getByRole('listbox', { name: 'Completions' }).getByRole('option', { name });

  await box.pressSequentially('payload.temp');
  await expect(option('payload.params.temperature')).toContainText('number · 21.5');
  await page.keyboard.press('Tab');
  await expect(box).toHaveValue('payload.params.temperature ');
  await box.pressSequentially('> 20');
  await page.keyboard.press('Enter');
  await expect(app.packet('in', 'PUBLISH')).toHaveCount(1);
  await box.fill('user[');
  await expect(option('user["site"]')).toContainText('"north"');

  await box.fill('payload.params.temprature > 20');
  await page.keyboard.press('Enter');
  await expect(page.getByText('No payload has payload.params.temprature.')).toBeVisible();
  expect(await findings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Did you mean payload.params.temperature?' }).click();
  await expect(box).toHaveValue('payload.params.temperature > 20');
  await expect(app.packet('in', 'PUBLISH')).toHaveCount(1);

  await box.fill('time > 1999-12-31 23:40');
  await expect(page.getByText('Local time: 1999-12-31 23:40:00')).toBeVisible();
  await expect(app.packet('in', 'PUBLISH')).toHaveCount(1);
  await page.keyboard.press('Enter');

  await app.kept(new URL(companion.ws).host);
  await page.reload();
  await app.button('Connect').click();
  await app.connected();
  // The tab comes back with its filter.
  await box.fill('');
  await expect(option('time > 1999-12-31 23:40')).toContainText('recent');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(box).toHaveValue('time > 1999-12-31 23:40');
  await expect(app.packet('out', 'CONNECT')).toHaveCount(1);
});
