/** Places of the publish form: over the desk, with actions that stay where they are. */
import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../kit/test.ts';

const boxOf = async (element: Locator) => {
  const box = await element.boundingBox();
  if (box === null) throw new Error('not drawn');
  return box;
};

/** Starts with the layout of a new user, whose form is not pinned. */
async function begin(page: Page, app: string): Promise<void> {
  await page.goto(app);
  await page.evaluate(() => localStorage.setItem('mqttscope.layout', '{"grouping":"packets"}'));
  await page.reload();
}

/** Places of all elements of the desk. */
const placesOf = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('[data-pane=centre] *, [data-pane=topics] *')].map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return [element.tagName, x, y, width, height].join(' ');
    }),
  );

test('below 1600 px Publish covers the desk and moves nothing; pinned, it narrows the desk', async ({
  app,
  page,
  companion,
  connectOther,
}) => {
  await begin(page, companion.app);
  const { client } = await connectOther(companion.mqtt, '5');
  await app.listen(companion, { version: '5', subscribe: ['quiet/#'], keepAlive: '0' });
  await client.publishAsync('quiet/lamp', '{"on": true, "level": 21.5}', { qos: 1 });
  await page.keyboard.press('Alt+1');
  await app.topic('lamp').click();
  await expect(page.getByRole('grid', { name: 'History' }).getByRole('row')).toHaveCount(2);
  const centre = page.locator('[data-pane=centre]');
  for (const width of [1440, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await page.keyboard.press('Alt+1');
    // Until ages such as `12 s ago` are whole seconds and fonts are loaded, places may change.
    await expect
      .poll(async () => {
        const before = await placesOf(page);
        await page.keyboard.press('p');
        await expect(app.publishing.getByRole('combobox', { name: 'Topic' })).toBeFocused();
        const during = await placesOf(page);
        await page.keyboard.press('Escape');
        await expect(app.publishing).toHaveCount(0);
        return during.length > 50 && during.join() === before.join();
      }, `${width} px`)
      .toBe(true);
  }
  await page.keyboard.press('p');
  const { width } = await boxOf(centre);
  await app.button('Keep Publish beside the desks').click();
  await expect.poll(async () => (await boxOf(centre)).width).toBeLessThan(width);
  const [desk, publish] = [await boxOf(centre), await boxOf(app.publishing)];
  expect(desk.x + desk.width).toBeLessThanOrEqual(publish.x);

  // With room for a column, it is one.
  await page.evaluate(() => localStorage.setItem('mqttscope.layout', '{"grouping":"packets"}'));
  await page.setViewportSize({ width: 1600, height: 900 });
  // The page stores its tabs some time after it has loaded.
  await expect
    .poll(() => page.evaluate(() => sessionStorage.getItem('mqttscope.tabs')))
    .toContain('"used"');
  await page.reload();
  await expect(app.publishing).toBeVisible();
});

for (const height of [900, 720])
  test(`the actions stay at their place at ${height} px, a repeat has a bar of 40 px below them, and the lists keep 40 %`, async ({
    app,
    page,
    companion,
  }) => {
    await page.setViewportSize({ width: 1440, height });
    await begin(page, companion.app);
    await app.connect(companion.app, { url: companion.ws, version: '5', subscribe: ['#'] });
    await page.keyboard.press('p');
    const action = (name: string) => app.publishing.getByRole('button', { name, exact: true });
    const payload = app.publishing.getByRole('textbox', { name: 'Payload', exact: true });
    const lists = app.publishing.locator('[data-part=publish-lists]');
    const form = app.publishing.locator('[data-part=publish-form]');
    const publish = action('Publish');
    const { y: place } = await boxOf(publish);
    /** The form scrolls for whatever it contains; the rest keeps its place. */
    const expectPlace = async (what: string) => {
      await expect.poll(async () => (await boxOf(publish)).y, what).toBe(place);
      const [above, below, pane] = [
        await boxOf(form),
        await boxOf(lists),
        await boxOf(app.publishing),
      ];
      expect(above.y + above.height, what).toBeLessThanOrEqual(place);
      const body = pane.y + pane.height - above.y;
      expect(below.height / body, what).toBeGreaterThanOrEqual(0.4);
      await expect(publish, what).toBeInViewport({ ratio: 1 });
    };
    await expectPlace('empty');
    await app.publishing.getByRole('combobox', { name: 'Topic', exact: true }).fill('bar/{{n}}');
    await payload.fill('{\n  "target": {{sine 416..424 60s}},\n  "by": "operator-3"\n}');
    await expect(
      app.publishing.getByRole('status', { name: 'Next message, for example' }),
    ).toContainText('"target"');
    await expectPlace('template');
    await action('MQTT 5 properties').click();
    await expect(app.publishing.getByLabel('Content type')).toBeVisible();
    await action('Add user property').click();
    await expectPlace('properties');
    await action('Repeat…').click();
    const times = app.publishing.getByRole('textbox', { name: 'Times', exact: true });
    await times.fill('');
    await expectPlace('repeat form');
    const every = app.publishing.getByRole('textbox', { name: 'Every, ms', exact: true });
    await every.fill('60000');
    await every.press('Enter');
    await expect(action('Stop')).toBeVisible();
    await expectPlace('repeat');
    const bar = app.publishing.locator('[data-part=repeat]');
    await expect(bar).toContainText('Every 1 min 1 sent');
    const [row, shown, list] = [
      await boxOf(publish.locator('..')),
      await boxOf(bar),
      await boxOf(lists),
    ];
    expect(shown.height).toBe(40);
    expect([shown.y, list.y]).toEqual([row.y + row.height, shown.y + shown.height]);

    await test.step('a closed form leaves the count of running repeats', async () => {
      await page.keyboard.press('Escape');
      await expect(app.publishing).toHaveCount(0);
      const opener = page.getByRole('banner').getByRole('button', { name: 'Publish 1' });
      await expect(opener).toBeVisible();
      await opener.click();
      await action('Stop').click();
      await expect(bar).toHaveCount(0);
      await expect(page.getByRole('banner').getByRole('button', { name: 'Publish 1' })).toHaveCount(
        0,
      );
    });
  });

test('the pointer decides how high controls are, not the width of the window', async ({
  browser,
  companion,
}) => {
  for (const [width, hasTouch, height] of [
    [1024, true, 42],
    [390, true, 42],
    [720, false, 28],
  ] as const) {
    const context = await browser.newContext({
      viewport: { width, height: 800 },
      hasTouch,
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    await page.goto(`${companion.app}#/connect?url=${companion.ws}&v=5&go=1`);
    await expect(page.getByRole('navigation', { name: 'Desks', exact: true })).toBeVisible();
    const opener = page.getByRole('button', { name: 'Publish', exact: true });
    await opener.click();
    const form = page.getByRole('region', { name: 'Publish', exact: true });
    const publish = form.getByRole('button', { name: 'Publish', exact: true });
    await expect
      .poll(
        async () => (await boxOf(publish)).height,
        `${width} px, ${hasTouch ? 'touch' : 'mouse'}`,
      )
      .toBe(height);
    await context.close();
  }
});
