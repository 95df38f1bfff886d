/** Saved connections: their storage, order and restrictions. */
import type { App } from '../kit/page/app.ts';
import { findings } from '../kit/page/axe.ts';
import { storedText } from '../kit/page/pageSearch.ts';
import { showPanel } from '../kit/page/panels.ts';
import { box, list, row, save, toggle } from '../kit/page/profiles.ts';
import { expect, test } from '../kit/test.ts';

const radio = (app: App, name: string) => app.connection.getByRole('radio', { name, exact: true });

/** Leaves two profiles, and one whose deletion survives the reload. */
async function expectProfilesKept(app: App, url: string): Promise<void> {
  const { page } = app;
  const another = () => app.button('New connection').first().click();
  const profiles = page.getByRole('complementary', { name: 'Profiles' });
  await another();
  await app.openForm('Appearance and profile');
  await box(app, 'URL').fill(url);
  await box(app, 'Name').fill('plant');
  await box(app, 'User name').fill('ann');
  await box(app, 'Password').fill('hunter2');
  await radio(app, '3.1.1').click();
  await app.button('Save profile').click();

  // A device's secret is stored like other secrets.
  await another();
  await app.openForm();
  await radio(app, 'Alibaba Cloud IoT').click();
  await box(app, 'Product key').fill('a1ZdK9qTbXe');
  await box(app, 'Device name').fill('press-07');
  await box(app, 'Device secret').fill('device5ecret');
  await app.button('Save profile').click();

  for (const name of ['plant', 'a1ZdK9qTbXe']) {
    await expect.poll(() => storedText(page)).toContain(name);
  }
  expect(await storedText(page)).not.toMatch(/hunter2|device5ecret/);

  await another();
  await app.openForm('Appearance and profile');
  await box(app, 'URL').fill(url);
  await box(app, 'Name').fill('spare');
  await app.button('Save profile').click();
  await app.openProfiles();
  const spare = profiles.getByRole('button', { name: /^spare/ });
  await expect(spare).toBeVisible();
  // Undo is offered for some seconds.
  const undone = app.button('Undo').click();
  await app.button('Delete profile spare').click();
  await undone;
  await expect(spare).toBeVisible();
  await app.button('Delete profile spare').click();
  await expect(spare).toHaveCount(0);

  await page.reload();
  await app.openProfiles();
  await expect(profiles.getByRole('button', { name: /^press-07/ })).toBeVisible();
  await expect(spare).toHaveCount(0);
  await profiles.getByRole('button', { name: /^plant/ }).click();
  await expect(box(app, 'URL')).toHaveValue(url);
  await expect(box(app, 'User name')).toHaveValue('ann');
  await expect(box(app, 'Password')).toHaveValue('');
  await expect(radio(app, '3.1.1')).toBeChecked();
}

test('profiles survive a reload without secrets, and a deleted one is restored', async ({
  app,
  page,
  companion,
}) => {
  await page.goto(companion.app);
  await expectProfilesKept(app, companion.ws);
});

test('profiles have folders, are found, moved by keys and by mouse, and copied', async ({
  app,
  page,
  companion,
}) => {
  await page.goto(companion.app);
  await app.openForm('Appearance and profile');
  await box(app, 'URL').fill('ws://press.example:9001/mqtt');
  await box(app, 'Folder').fill('Plant');
  await app.connection.getByRole('radio', { name: 'Teal' }).check();
  await save(app, 'press', 'ws://press.example:9001/mqtt');
  const names = async (folder: string): Promise<readonly string[]> => {
    const rows = list(page).getByRole('list', { name: folder }).getByRole('listitem');
    return (await rows.locator('button:first-child').allInnerTexts()).map(
      (text) => text.split('\n')[0] ?? '',
    );
  };
  for (const name of ['oven', 'agv']) {
    await list(page).getByRole('button', { name: 'New connection' }).click();
    await save(app, name, `ws://${name}.example:9001/mqtt`);
  }
  await expect.poll(() => names('No folder')).toEqual(['agv', 'oven']);

  await row(page, 'oven').press('Alt+ArrowUp');
  await expect.poll(() => names('No folder')).toEqual(['oven', 'agv']);
  await expect(row(page, 'oven')).toBeFocused();
  await row(page, 'agv').dragTo(row(page, 'press'));
  await expect.poll(() => names('Plant')).toEqual(['agv', 'press']);

  await app.button('Actions for press').click();
  await page.getByRole('menuitem', { name: 'Duplicate' }).click();
  await expect.poll(() => names('Plant')).toEqual(['agv', 'press', 'press (copy)']);
  expect(await findings(page)).toEqual([]);
  await app.button('Plant, 3 profiles').click();
  await expect(row(page, 'agv')).toHaveCount(0);

  // The search includes closed folders; everything is restored after a reload.
  await page.reload();
  await app.openProfiles();
  await expect(row(page, 'oven')).toBeVisible();
  await expect(row(page, 'agv')).toHaveCount(0);
  await list(page).getByRole('textbox', { name: 'Find profile' }).fill('agv.example');
  await expect(row(page, 'agv')).toBeVisible();
  await expect(row(page, 'oven')).toHaveCount(0);
  await row(page, 'agv').click();
  await app.unfold('Appearance and profile');
  await expect(box(app, 'Folder')).toHaveValue('Plant');
  await app.openProfiles();
  await list(page).getByRole('textbox', { name: 'Find profile' }).fill('agv.example');
  await app.button('Delete profile agv').click();
  await app.pointAtUndo();
  await expect(row(page, 'agv')).toHaveCount(0);
  await page.locator('body').press('Control+z');
  await expect(row(page, 'agv')).toBeVisible();
});

test('a read-only profile cannot publish from anywhere, and says so', async ({
  app,
  page,
  companion,
  connectOther,
}) => {
  const other = await connectOther(companion.mqtt, '5');
  await other.client.publishAsync('kept/state', 'on', { qos: 1, retain: true });
  await app.open(companion.app, { url: companion.ws, version: '5', subscribe: ['kept/#'] });
  await app.unfold('Session and will', 'Appearance and profile');
  await toggle(app, 'Read-only').click();
  await toggle(app, 'Leave a will').click();
  await expect(page.getByText('this will is not sent')).toBeVisible();
  await box(app, 'Will topic').fill('kept/will');
  await box(app, 'Name').fill('plant');
  await app.button('Save profile').click();
  await app.openProfiles();
  await expect(row(page, 'plant')).toContainText('read-only');
  await page.keyboard.press('Escape');
  await app.button('Connect').click();
  await app.connected();
  await expect(page.getByRole('tab', { selected: true, name: /plant/ })).toContainText('read-only');

  await expect(app.publishing.getByText('This connection publishes nothing')).toBeVisible();
  await expect(app.publishing.getByRole('button', { name: 'Publish', exact: true })).toBeDisabled();
  await app.publishing.getByRole('combobox', { name: 'Topic', exact: true }).fill('kept/x');
  await page.keyboard.press('Control+Enter');
  await app.topic('state').dblclick();
  await expect(app.button('Clear retained')).toBeDisabled();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('publishing');
  await expect(page.getByRole('option', { name: /Publishing is off/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await showPanel(page, 'Packets');
  await expect(app.packet('out', 'CONNECT')).toHaveCount(1);
  await expect(app.packet('out', 'PUBLISH')).toHaveCount(0);
  await app.packet('out', 'CONNECT').click();
  await expect(app.fields.getByRole('treeitem', { name: /^Client I/ })).toBeVisible();
  await expect(app.fields.getByRole('treeitem', { name: /^Will Topic/ })).toHaveCount(0);
});
