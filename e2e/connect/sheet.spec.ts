/** The connection's sheet: its widths, the focus, the clicks of a sign-in with a password, and a failed search. */
import { findings } from '../kit/page/axe.ts';
import { expect, test } from '../kit/test.ts';

const MORE = 'User, certificate, will…';

test('with a password, connecting takes two clicks, and the focus begins in Broker', async ({
  app,
  page,
  startCompanion,
  guests,
}) => {
  const companion = await guests.welcome(
    await startCompanion(['--no-demo', '--user', 'ann:secret']),
  );
  await page.goto(companion.printed);
  await app.button(MORE).click();
  await expect(app.connection.getByRole('textbox', { name: 'URL', exact: true })).toBeFocused();
  await page.keyboard.type(new URL(companion.ws).host);
  await page.keyboard.press('Tab');
  await page.keyboard.type('ann');
  await page.keyboard.press('Tab');
  await page.keyboard.type('secret');
  await app.button('Connect').click();
  await app.connected();
});

test('the sheet is 600 px wide until something was tried, and the form keeps its place', async ({
  app,
  page,
  companion,
}) => {
  await page.goto(companion.printed);
  await app.button(MORE).click();
  const sheet = page.getByRole('dialog', { name: /^Connection: / });
  const tried = page.getByRole('complementary', { name: 'What was tried' });
  const url = app.connection.getByRole('textbox', { name: 'URL', exact: true });
  const widths = () =>
    app.connection
      .locator('button[aria-expanded]:not([aria-haspopup])')
      .evaluateAll((folds) => folds.map((fold) => fold.getBoundingClientRect().width));
  await expect(tried).toHaveCount(0);
  await expect.poll(async () => [...new Set(await widths())]).toEqual([600]);
  expect((await sheet.boundingBox())?.width).toBe(602);
  expect(await findings(page)).toEqual([]);

  await url.fill('no.such.invalid');
  // All of its addresses are tried, so none is offered.
  await url.press('Tab');
  await expect(app.connection.getByRole('textbox', { name: 'User name' })).toBeFocused();
  await app.button('Connect').click();
  // One line for all addresses, which can be opened.
  const line = tried.getByText(/^\d+ addresses: .*\bname\b/i);
  await expect(line).toBeVisible();
  await expect(tried.getByText('wss://no.such.invalid/mqtt')).toBeHidden();
  await line.click();
  await expect(tried.getByText('wss://no.such.invalid/mqtt')).toBeVisible();
  expect(new Set(await widths())).toEqual(new Set([600]));
  expect((await sheet.boundingBox())?.width).toBe(1080);
  // Nothing fixes that, so the accent is on the next attempt.
  const fill = (name: string) =>
    app.button(name).evaluate((button) => getComputedStyle(button).backgroundColor);
  expect(await fill('Try again')).not.toBe(await fill('Save profile'));
  expect(await findings(page)).toEqual([]);

  await page.setViewportSize({ width: 390, height: 844 });
  expect((await sheet.boundingBox())?.width).toBe(390);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});

test('for a device, its three fields are first, and the warning is beside Connect', async ({
  app,
  page,
  companion,
}) => {
  await page.goto(companion.printed);
  await app.button(MORE).click();
  await app.connection.getByRole('radio', { name: 'Alibaba Cloud IoT' }).click();
  const names = await app.connection
    .locator('[data-pane=editor] input:not([type=radio]), input:not([type=radio])')
    .evaluateAll((inputs) =>
      inputs.slice(0, 3).map(({ id }) => document.querySelector(`label[for="${id}"]`)?.textContent),
    );
  expect(names).toEqual(['Product key', 'Device name', 'Device secret']);
  const warning = page.getByText('If the device is online, this disconnects it');
  const [said, connect] = [await warning.boundingBox(), await app.button('Connect').boundingBox()];
  if (said === null || connect === null) throw new Error('not visible');
  expect(Math.abs(said.y + said.height / 2 - connect.y - connect.height / 2)).toBeLessThan(2);
});
