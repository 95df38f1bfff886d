/** All menus: their length, that they fit into the window, and their submenus. */
import type { Locator, Page } from '@playwright/test';
import { findings } from '../kit/page/axe.ts';
import { showDesk } from '../kit/page/panels.ts';
import { expect, test } from '../kit/test.ts';

const MOST = 12;

const menus = (page: Page) => page.getByRole('menu');

/** Names of the entries of each open menu, and whether it is within the window. */
const read = (page: Page) =>
  menus(page).evaluateAll((all) =>
    all.map((menu) => {
      const { left, right, top, bottom } = menu.getBoundingClientRect();
      const fits = left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
      const entries = [...menu.querySelectorAll('[data-entry]')].map(
        ({ textContent }) => textContent ?? '',
      );
      return { name: menu.ariaLabel ?? '', entries, fits };
    }),
  );

/** What is too long or cut, of the open menu and each of its submenus. */
async function wrongIn(page: Page): Promise<string[]> {
  const wrong: string[] = [];
  const judge = async () => {
    for (const { name, entries, fits } of await read(page)) {
      if (entries.length === 0 || entries.length > MOST)
        wrong.push(`${name}: ${entries.length} entries`);
      if (!fits) wrong.push(`${name}: outside the window`);
    }
  };
  await judge();
  const openers = menus(page).first().locator('[aria-haspopup=menu]');
  for (const opener of await openers.all()) {
    await opener.click();
    await expect(menus(page)).toHaveCount(2);
    await judge();
  }
  await page.keyboard.press('Escape');
  await expect(menus(page)).toHaveCount(0);
  return wrong;
}

/** Every button in sight that opens a menu. */
async function wrongOfButtons(page: Page, within: Locator): Promise<string[]> {
  const wrong: string[] = [];
  for (const button of await within.locator('button[aria-haspopup=menu]').all()) {
    if (!(await button.isVisible())) continue;
    await button.click();
    await expect(menus(page)).toHaveCount(1);
    wrong.push(...(await wrongIn(page)));
  }
  return wrong;
}

async function wrongOfPlace(page: Page, place: Locator): Promise<string[]> {
  await place.click({ button: 'right' });
  await expect(menus(page)).toHaveCount(1);
  return wrongIn(page);
}

test('no menu has more than 12 entries, and each is within the window', async ({
  app,
  page,
  companion,
  connectOther,
}) => {
  const other = await connectOther(companion.mqtt, '5');
  await app.listen(companion, { version: '5', subscribe: ['menu/#'], qos: '2' });
  const values = Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`v${at}`, at]));
  await other.client.publishAsync('menu/a/b', JSON.stringify(values), { qos: 1, retain: true });
  await other.client.publishAsync('menu/a', '21.5', {
    qos: 2,
    properties: { responseTopic: 'menu/reply', correlationData: Buffer.from('1') },
  });
  const row = app.packet('in', 'PUBLISH', 'menu/a').first();
  await expect(row).toBeVisible();
  await app.packet('in', 'PUBLISH', 'menu/a/b').click();
  const field = app.fields.getByRole('treeitem', { name: /^Topic name/i });

  await test.step('Inspect', async () => {
    expect(await wrongOfPlace(page, row)).toEqual([]);
    await page.getByRole('tab', { name: 'Fields', exact: true }).click();
    await field.click();
    expect(await wrongOfPlace(page, field)).toEqual([]);
    expect(await wrongOfButtons(page, page.locator('body'))).toEqual([]);
  });
  await test.step('Watch', async () => {
    await showDesk(page, 'watch');
    await app.topic('a').first().click();
    expect(await wrongOfPlace(page, app.topic('a').first())).toEqual([]);
    expect(await wrongOfButtons(page, page.locator('body'))).toEqual([]);
    await app.topic('b').click();
    expect(await wrongOfButtons(page, page.locator('body'))).toEqual([]);
  });
  await test.step('Broker, Lab and Publish', async () => {
    await showDesk(page, 'broker');
    const clients = page.getByRole('grid', { name: 'Clients', exact: true });
    expect(await wrongOfPlace(page, clients.getByRole('row').nth(1))).toEqual([]);
    expect(await wrongOfButtons(page, page.locator('body'))).toEqual([]);
    await showDesk(page, 'lab');
    expect(await wrongOfButtons(page, page.locator('body'))).toEqual([]);
  });
  await test.step('the form of the connection', async () => {
    await app.openForm();
    expect(await wrongOfButtons(page, page.locator('body'))).toEqual([]);
  });
});

test('submenus: → opens, ← closes, Esc closes all, the pointer opens; on a phone they are pages', async ({
  app,
  page,
  companion,
}) => {
  await app.listen(companion, { version: '5', subscribe: ['menu/#'] });
  await app.publish('menu/a', '21.5');
  const row = app.packet('in', 'PUBLISH', 'menu/a');
  await row.click();
  await app.packets.focus();
  const { keyboard } = page;
  const entry = (name: string) => page.getByRole('menuitem', { name, exact: true });

  await test.step('keys', async () => {
    await keyboard.press('Shift+F10');
    await expect(menus(page)).toHaveCount(1);
    await keyboard.press('c');
    while (!(await entry('Copy').evaluate((one) => one === document.activeElement)))
      await keyboard.press('c');
    await keyboard.press('ArrowRight');
    await expect(entry('Copy payload')).toBeFocused();
    await expect(entry('Copy')).toHaveAttribute('aria-expanded', 'true');
    expect(await findings(page)).toEqual([]);
    await keyboard.press('ArrowLeft');
    await expect(entry('Copy')).toBeFocused();
    await expect(menus(page)).toHaveCount(1);
    await keyboard.press('End');
    await keyboard.press('ArrowRight');
    await expect(menus(page)).toHaveCount(2);
    await keyboard.press('Escape');
    await expect(menus(page)).toHaveCount(0);
    await expect(app.packets).toBeFocused();
  });
  await test.step('the pointer', async () => {
    await row.click({ button: 'right' });
    await entry('Save').hover();
    await expect(entry('Save payload')).toBeVisible();
    await entry('Filter').hover();
    await expect(entry('Save payload')).toBeHidden();
    await entry('Filter out topic == "menu/a"').click();
    await expect(page.getByRole('textbox', { name: 'Display filter', exact: true })).toHaveValue(
      'not topic == "menu/a"',
    );
    await app.button('Clear the filter').click();
  });
  await test.step('a page on a phone', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await row.click({ button: 'right' });
    await entry('Filter').click();
    await expect(menus(page)).toHaveCount(1);
    await expect(entry('Copy')).toHaveCount(0);
    const { width = 0, x = 0 } = (await menus(page).boundingBox()) ?? {};
    expect(x + width).toBeLessThanOrEqual(390 - 8);
    expect(await findings(page)).toEqual([]);
    await entry('Filter').click();
    await expect(entry('Copy')).toBeVisible();
    await keyboard.press('Escape');
  });
});

test('Disconnect is in the form of the connection, a click on its tab away', async ({
  app,
  page,
  companion,
}) => {
  await app.listen(companion, { version: '5', subscribe: ['a/#'] });
  await expect(app.button('Disconnect')).toHaveCount(0);
  await app.button('Connection').click();
  await app.button('Disconnect').click();
  await page.keyboard.press('Escape');
  await expect(app.packet('out', 'DISCONNECT')).toHaveCount(1);
  await expect(app.button('Connect')).toBeVisible();
});
