/** Secrets of profiles: remembered, imported from other programs, and exported. */
import { readFile } from 'node:fs/promises';
import { App } from '../kit/page/app.ts';
import { findings } from '../kit/page/axe.ts';
import { storedText } from '../kit/page/pageSearch.ts';
import { box, row, save, toggle } from '../kit/page/profiles.ts';
import type { Companion } from '../kit/peers/companion.ts';
import { expect, saveData, test } from '../kit/test.ts';

async function remembersSecret(app: App, companion: Companion): Promise<void> {
  const { page } = app;
  await app.openForm('Appearance and profile');
  await box(app, 'User name').fill('ann');
  await box(app, 'Password').fill('PLANTED-7531');
  await expect(toggle(app, 'Remember on this device')).not.toBeChecked();
  await toggle(app, 'Remember on this device').click();
  // Its key is created first.
  await expect(toggle(app, 'Remember on this device')).toBeChecked();
  await box(app, 'URL').fill(companion.ws);
  await toggle(app, 'Connect at start').click();
  await save(app, 'lab', companion.ws);
  await expect(row(page, 'lab')).toContainText('secrets kept, encrypted');
  await expect(row(page, 'lab')).toContainText('connects at start');
  await expect.poll(() => storedText(page)).toContain('lab');
  expect(await storedText(page)).not.toContain('PLANTED');

  await page.reload();
  await app.connected();
  // The code that records it loads when the browser is idle; from then on, forms without an address are
  // folded.
  const recent = () => page.evaluate(() => localStorage.getItem('mqttscope.recent'));
  await expect.poll(recent).toContain('lab');
  await app.openForm();
  await expect(box(app, 'Password')).toHaveValue('PLANTED-7531');
  await app.button('Forget the remembered secret').click();
  await expect(toggle(app, 'Remember on this device')).not.toBeChecked();
  await app.openProfiles();
  await expect(row(page, 'lab')).not.toContainText('secrets kept');

  await page.reload();
  await expect(page.getByText('the password of this profile is not remembered')).toBeVisible();
  await app.openForm();
  await expect(box(app, 'User name')).toHaveValue('ann');
  await expect(box(app, 'Password')).toHaveValue('');
}

async function saysWhyNotKept(app: App, companion: Companion): Promise<void> {
  const { page } = app;
  // Like a page over plain HTTP from another machine.
  await page.evaluate(() => Reflect.deleteProperty(Crypto.prototype, 'subtle'));
  await page.keyboard.press('Escape');
  await app.button('New connection').first().click();
  await app.openForm();
  await box(app, 'Password').fill('PLANTED-7531');
  await toggle(app, 'Remember on this device').click();
  await expect(page.getByText('browsers encrypt only in pages over HTTPS')).toBeVisible();
  await expect(toggle(app, 'Remember on this device')).not.toBeChecked();
  await save(app, 'open', companion.ws);
  expect(await findings(page)).toEqual([]);
  expect(await storedText(page)).not.toContain('PLANTED');
}

const EXPLORER = {
  ConnectionManager_connections: {
    a: {
      configVersion: 1,
      type: 'mqtt',
      name: 'Lab broker',
      protocol: 'ws',
      encryption: true,
      host: 'lab.example',
      port: 8084,
      basePath: 'mqtt',
      username: 'bench',
      password: 'PLANTED-1',
      clientId: 'bench-01',
      selfSignedCertificate: { name: 'lab-ca.pem', data: 'LS0t' },
      subscriptions: [{ topic: 'plant/#', qos: 1 }],
    },
    b: { type: 'mqtt', name: 'Old', protocol: 'mqtt', host: '10.0.0.5', port: 1883 },
  },
};

const json = (name: string, value: unknown) => ({
  name,
  mimeType: 'application/json',
  buffer: Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)),
});

/** Opens the dialog. Returns it, and its field for a file. */
async function openImport(app: App) {
  await app.openProfiles();
  await app.button('Import…').click();
  const dialog = app.page.getByRole('dialog', { name: 'Import profiles' });
  return { dialog, file: dialog.getByLabel('File of profiles') };
}

async function previewsAndImports(app: App): Promise<void> {
  const { page } = app;
  const { dialog, file } = await openImport(app);
  await file.setInputFiles(json('data.yaml', '- name: a\n  host: b\n'));
  await expect(dialog.getByRole('alert')).toContainText('looks like YAML');
  const members = { name: 'Mill', clientId: 'm', host: 'mill.example', port: 8084 };
  const more = { ...members, path: 'mqtt', ssl: true, protocol: 'wss', ca: '/x/mill-ca.pem' };
  await file.setInputFiles(json('other.json', '{}'));
  await expect(dialog.getByRole('alert')).toContainText('contains no connections');
  await file.setInputFiles(json('data.json', more));
  await expect(dialog.getByText('wss://mill.example:8084/mqtt')).toBeVisible();
  await expect(dialog.getByText('the companion reads /x/mill-ca.pem')).toBeVisible();
  const into = dialog.getByRole('textbox', { name: 'Into folder' });
  const works = { id: 'w', name: 'Works', isCollection: true, children: [] };
  const line = { ...works, id: 'l', name: 'Line 2', parentId: 'w' };
  await file.setInputFiles(json('backup.json', [{ ...members, parentId: 'l' }, works, line]));
  await expect(dialog.getByText('Mill · Works / Line 2')).toBeVisible();
  await expect(into).toHaveValue('');
  await file.setInputFiles(json('settings.json', EXPLORER));
  await expect(into).toHaveValue('MQTT Explorer');
  await expect(dialog.getByText('CA certificate lab-ca.pem')).toBeVisible();
  await expect(dialog.getByText('A browser cannot open this address')).toBeVisible();
  await expect(dialog.getByText('wss://lab.example:8084/mqtt')).toBeVisible();
  expect(await findings(page)).toEqual([]);
  await dialog.getByRole('switch', { name: 'Include 1 password or secret' }).click();
  await dialog.getByRole('button', { name: 'Import 2 profiles' }).click();
  await app.pointAtUndo();
  await app.openProfiles();
  await expect(row(page, 'Lab broker')).toContainText('secrets kept, encrypted');
  await app.button('Undo').click();
  await expect(row(page, 'Lab broker')).toHaveCount(0);
}

/** With one existing profile. */
async function exportsAndRestores(app: App, companion: Companion, elsewhere: App): Promise<void> {
  const { page } = app;
  const { dialog, file } = await openImport(app);
  await file.setInputFiles(json('settings.json', EXPLORER));
  await dialog.getByRole('checkbox', { name: 'Import Old' }).uncheck();
  await dialog.getByRole('switch', { name: 'Include 1 password or secret' }).click();
  await dialog.getByRole('button', { name: 'Import 1 profile' }).click();
  await app.openProfiles();
  await row(page, 'Lab broker').click();
  await expect(box(app, 'Password')).toHaveValue('PLANTED-1');
  expect(await storedText(page)).not.toContain('PLANTED');

  const save = async (how: string) => {
    await app.openProfiles();
    await app.button('More about profiles').click();
    await page.getByRole('menuitem', { name: 'Export profiles…' }).click();
    const saving = page.getByRole('dialog', { name: 'Export profiles' });
    await saving.getByRole('radio', { name: how }).click();
    for (const name of ['Passphrase', 'Repeat the passphrase']) {
      const field = saving.getByRole('textbox', { name, exact: true });
      if (how.startsWith('Encrypted')) await field.fill('long enough words');
    }
    const coming = page.waitForEvent('download');
    await saving.getByRole('button', { name: 'Export', exact: true }).click();
    return (await coming).path();
  };
  const plain = await readFile(await save('Without secrets'), 'utf8');
  expect(plain).toContain('Lab broker');
  expect(plain).not.toContain('PLANTED');
  const sealed = await readFile(await save('Encrypted, with secrets'), 'utf8');
  expect(sealed).not.toMatch(/Lab broker|PLANTED|bench/);

  const { page: other } = elsewhere;
  await other.goto(companion.app);
  await elsewhere.openProfiles();
  await elsewhere.button('Import…').click();
  const opening = other.getByRole('dialog', { name: 'Import profiles' });
  await opening.getByLabel('File of profiles').setInputFiles(json('p.json', sealed));
  const passphrase = opening.getByRole('textbox', { name: 'Passphrase', exact: true });
  await passphrase.fill('something else');
  await opening.getByRole('button', { name: 'Decrypt' }).click();
  await expect(opening.getByRole('alert')).toContainText('passphrase is wrong');
  await passphrase.fill('long enough words');
  await opening.getByRole('button', { name: 'Decrypt' }).click();
  await opening.getByRole('switch', { name: 'Include 1 password or secret' }).click();
  await opening.getByRole('button', { name: 'Import 2 profiles' }).click();
  await elsewhere.openProfiles();
  await row(other, 'Lab broker').click();
  await expect(box(elsewhere, 'Password')).toHaveValue('PLANTED-1');

  await app.openProfiles();
  await app.button('Delete profile Lab broker').click();
  await expect(row(page, 'Lab broker')).toHaveCount(0);
}

test('a remembered secret is encrypted, signs in at the next start, and can be forgotten; a browser without secret storage explains itself', async ({
  app,
  page,
  startCompanion,
}) => {
  const companion = await startCompanion(['--no-demo', '--user', 'ann:PLANTED-7531']);
  await page.goto(companion.app);
  await remembersSecret(app, companion);
  await saysWhyNotKept(app, companion);
});

test('connections of another program are previewed and imported', async ({
  app,
  page,
  companion,
}) => {
  await page.goto(companion.app);
  await save(app, 'lab', companion.ws);
  await previewsAndImports(app);
});

test('imported secrets are encrypted; exported with a passphrase, profiles are restored elsewhere', async ({
  app,
  page,
  browser,
  companion,
}) => {
  await page.goto(companion.app);
  await save(app, 'lab', companion.ws);
  const context = await browser.newContext();
  await context.addInitScript(saveData);
  await exportsAndRestores(app, companion, new App(await context.newPage()));
  await context.close();
});
