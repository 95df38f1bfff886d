/** The display filter: typing, completion, correction, filters from cells, saving and sharing. */
import type { Page } from '@playwright/test';
import { listenToAnnouncements } from '../kit/page/announced.ts';
import type { App } from '../kit/page/app.ts';
import { findings } from '../kit/page/axe.ts';
import { press } from '../kit/page/keyboard.ts';
import type { OtherClient } from '../kit/peers/client.ts';
import { expect, type Fixtures, test } from '../kit/test.ts';

const box = (page: Page) => page.getByRole('textbox', { name: 'Display filter', exact: true });
const shown = (page: Page, count: number) =>
  expect(page.getByRole('status', { name: `${count} packets shown`, exact: true })).toBeVisible();
const completions = (page: Page) => page.getByRole('listbox', { name: 'Completions' });

type Given = Pick<Fixtures, 'companion' | 'connectOther'>;

/** Connects, with 18 packets on three topics. Returns a client that can send more. */
async function begin(app: App, { companion, connectOther }: Given): Promise<OtherClient> {
  const other = await connectOther(companion.mqtt, '5');
  await app.listen(companion, { version: '5', subscribe: ['#'], qos: '2', keepAlive: '0' });
  for (let n = 0; n < 4; n += 1) await other.client.publishAsync('plant/1/temp', `{"t": ${n}}`);
  for (let n = 0; n < 3; n += 1) await other.client.publishAsync('plant/2/temp', 'x', { qos: 1 });
  await other.client.publishAsync('alarm/fire', 'now', { qos: 2 });
  // CONNECT, CONNACK, SUBSCRIBE, SUBACK; then 4, 3 with PUBACK, 1 with its three others.
  await shown(app.page, 18);
  return other;
}

test('a filter is typed, completed and corrected', async ({
  app,
  page,
  companion,
  connectOther,
}) => {
  const { keyboard } = page;
  const announced = await listenToAnnouncements(page);
  await begin(app, { companion, connectOther });

  await test.step('completed by keyboard', async () => {
    await press(page, 'Control+f');
    await expect(box(page)).toBeFocused();
    await press(page, 'ArrowDown');
    await expect(completions(page)).toContainText(/\d+ of \d+/);
    expect(await findings(page)).toEqual([]);
    await keyboard.type('typ');
    await expect(completions(page).getByRole('option').first()).toHaveAccessibleName(/^type/);
    await press(page, 'Tab');
    await expect(box(page)).toHaveValue('type ');
    await keyboard.type('== publ');
    await expect(completions(page).getByRole('option').first()).toHaveAccessibleName(/^publish/);
    await press(page, 'Tab');
    await expect(box(page)).toHaveValue('type == publish ');
    await shown(page, 8);
    await keyboard.type('and topic ~ "pl');
    await expect(completions(page).getByRole('option')).toHaveCount(2);
    await press(page, 'ArrowDown');
    await press(page, 'ArrowDown');
    await expect(completions(page).getByRole('option', { selected: true })).toHaveAccessibleName(
      /plant\/2/,
    );
    await press(page, 'Enter');
    await expect(box(page)).toHaveValue('type == publish and topic ~ "plant/2/temp" ');
    await shown(page, 3);
    // Completions do not cover the first matches.
    await expect(completions(page)).toHaveCount(0);
    await expect(app.packets).toHaveAttribute('aria-rowcount', '4');
    await expect(app.packet('in', 'PUBLISH', 'plant/2/temp')).toHaveCount(3);
    await press(page, 'Enter');
    await expect.poll(announced).toContain('3 packets shown');
    // Acknowledgements are shown with them but not counted.
    await page.getByRole('switch', { name: 'Show acks of matches' }).click();
    await expect(app.packet('out', 'PUBACK')).toHaveCount(3);
    await shown(page, 3);
    await page.getByRole('switch', { name: 'Show acks of matches' }).click();
    await expect(app.packet('out', 'PUBACK')).toHaveCount(0);
  });

  await test.step('a half-typed filter leaves the list unchanged', async () => {
    const counts = await page.evaluateHandle(() => {
      const seen: (string | null)[] = [];
      const grid = document.querySelector('[role=grid][aria-label="Packets"]');
      if (grid === null) throw new Error('There is no list of packets.');
      new MutationObserver(() => seen.push(grid.getAttribute('aria-rowcount'))).observe(grid, {
        attributeFilter: ['aria-rowcount'],
      });
      return seen;
    });
    await box(page).press('ControlOrMeta+a');
    await keyboard.type('alarm > 70');
    await expect(box(page)).toHaveAccessibleDescription(/Column 1: There is no field alarm\./);
    await expect(
      page.getByText('The list keeps the result of the last valid filter: type == publish and'),
    ).toBeVisible();
    await shown(page, 3);
    expect(await counts.jsonValue()).toEqual([]);
  });

  await test.step('an error has its column, keeps the last result, and suggests a correction', async () => {
    await box(page).fill('type == publish and topc == "plant/1/temp"');
    await expect(box(page)).toHaveAttribute('aria-invalid', 'true');
    await expect(box(page)).toHaveAccessibleDescription(/Column 21: There is no field topc\./);
    await expect(
      page.getByText('The list keeps the result of the last valid filter'),
    ).toBeVisible();
    await shown(page, 3);
    expect(await findings(page)).toEqual([]);
    await app.button('Did you mean topic?').click();
    await expect(box(page)).toHaveValue('type == publish and topic == "plant/1/temp"');
    await shown(page, 4);
  });
});

test('the selection survives a filter, and cells suggest filters', async ({
  app,
  page,
  companion,
  connectOther,
}) => {
  await begin(app, { companion, connectOther });

  await test.step('the selection survives it, and the keyboard moves among visible rows', async () => {
    await box(page).fill('type == publish and topic == "plant/1/temp"');
    await shown(page, 4);
    // The completions cover rows.
    await expect(completions(page)).toBeVisible();
    await press(page, 'Escape');
    await expect(completions(page)).toHaveCount(0);
    await app.packet('PUBLISH', 'plant/1/temp').first().click();
    await press(page, 'ArrowDown');
    await press(page, 'Home');
    const first = app.packets.getByRole('row', { selected: true });
    await expect(first).toContainText('plant/1/temp');
    const detail = page.getByRole('region', { name: 'Packet', exact: true });
    await box(page).fill('alarm');
    await shown(page, 1);
    await expect(detail.getByText('not in filter')).toBeVisible();
    // The words in the head of the packet push none of its buttons out.
    await page.setViewportSize({ width: 1280, height: 900 });
    const next = detail.getByRole('button', { name: 'Next message on this topic', exact: true });
    await expect(next).toBeInViewport({ ratio: 1 });
    await page.setViewportSize({ width: 1440, height: 900 });
    await detail.getByRole('button', { name: 'Show', exact: true }).click();
    await expect(box(page)).toHaveValue('');
    await shown(page, 18);
    await expect(first).toContainText('plant/1/temp');
    await expect(detail.getByText('not in filter')).toHaveCount(0);
  });

  await test.step('cells suggest filters', async () => {
    // By keyboard: the selected row's menu.
    await app.packets.focus();
    await press(page, 'Shift+F10');
    const line = (name: string) => page.getByRole('menuitem', { name, exact: true });
    await expect(line('Filter')).toBeVisible();
    await press(page, 'End');
    await press(page, 'ArrowRight');
    await expect(line('Filter for topic == "plant/1/temp"')).toBeVisible();
    await line('Filter for type == publish').focus();
    await press(page, 'Enter');
    await expect(app.packets).toBeFocused();
    await expect(box(page)).toHaveValue('type == publish');
    await shown(page, 8);
    // By mouse: the condition of the cell is the first, and a submenu opens below the pointer.
    const topic = app
      .packet('PUBLISH', 'plant/2/temp')
      .first()
      .getByRole('gridcell', { name: 'plant' });
    await topic.click({ button: 'right' });
    await line('Filter').hover();
    await expect(page.getByRole('menu').last().getByRole('menuitem').first()).toHaveAccessibleName(
      'Filter for topic == "plant/2/temp"',
    );
    await line('Filter out topic == "plant/2/temp"').click();
    await expect(box(page)).toHaveValue('type == publish and not topic == "plant/2/temp"');
    await shown(page, 5);
    await app
      .packet('PUBLISH', 'alarm/fire')
      .getByRole('gridcell', { name: 'alarm' })
      .click({ modifiers: ['Alt'] });
    await expect(box(page)).toHaveValue(/and topic == "alarm\/fire"$/);
    await shown(page, 1);
    // A field of the selected packet.
    await app.packet('PUBLISH', 'alarm/fire').click();
    const field = app.fields.getByRole('treeitem', { name: /^Packet Identifier/i });
    await field.click({ button: 'right' });
    await page.getByRole('menuitem', { name: /^Filter for mqtt\.msgid == \d+$/ }).click();
    await expect(box(page)).toHaveValue(/ and mqtt\.msgid == \d+$/);
  });
});

test('a filter is saved under a name and restored after a reload, like the filter in the address and recent ones', async ({
  app,
  page,
  companion,
  connectOther,
}) => {
  const other = await begin(app, { companion, connectOther });
  await box(page).fill('payload.t >= 2');
  await shown(page, 2);
  await app.button('Filters').click();
  const menu = page.getByRole('dialog', { name: 'Filters: saved and recent' });
  await menu.getByRole('textbox', { name: 'Name', exact: true }).fill('Warm');
  await press(page, 'Enter');
  await expect(menu.getByRole('button', { name: /^Warm/ })).toBeVisible();
  expect(await findings(page)).toEqual([]);
  await press(page, 'Escape');
  await expect(menu).toHaveCount(0);
  await box(page).fill('qos > 0 and not dup');
  await press(page, 'Enter');
  await expect
    .poll(() => page.url())
    .toContain(`&filter=${encodeURIComponent('qos > 0 and not dup')}`);

  await app.keepNoPackets();
  await page.reload();
  await app.button('Connect').click();
  await app.connected();
  // Also accepted again.
  await expect.poll(() => app.count('packets')).toBe(4);
  await expect(box(page)).toHaveValue('qos > 0 and not dup');
  await expect(page.getByText('No matching packets')).toBeVisible();
  await expect(app.button('Remove qos > 0')).toBeVisible();

  await box(page).fill('');
  const used = completions(page).getByRole('option', { name: 'qos > 0 and not dup' });
  await expect(used).toContainText('recent');
  await press(page, 'ArrowDown');
  await press(page, 'Enter');
  await expect(box(page)).toHaveValue('qos > 0 and not dup');
  await expect(page.getByText('No matching packets')).toBeVisible();

  await app.button('Filters').click();
  await menu.getByRole('button', { name: /^Warm/ }).click();
  await expect(box(page)).toHaveValue('payload.t >= 2');
  await other.client.publishAsync('plant/1/temp', '{"t": 9}');
  await shown(page, 1);
  await app.button('Filters').click();
  await menu.getByRole('button', { name: 'Rename Warm' }).click();
  await menu.getByRole('textbox', { name: 'New name' }).fill('Hot');
  await press(page, 'Enter');
  await menu.getByRole('button', { name: 'Delete Hot' }).click();
  await expect(menu.getByText('No filter saved yet.')).toBeVisible();
  await press(page, 'Escape');
  await app.button('Clear the filter').click();
  await expect.poll(() => page.url()).not.toContain('filter=');
});
