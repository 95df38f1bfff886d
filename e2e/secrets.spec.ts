/** A password is sent to the broker, and is nowhere else. */
import type { Page } from '@playwright/test';
import { accessibilityTree } from './kit/accessibilityTree.ts';
import { App } from './kit/app.ts';
import { expect, test } from './kit/test.ts';

const PASSWORD = 'Zq7-secret-word';
const HEX = Buffer.from(PASSWORD).toString('hex');

/** All that is in the page, drawn or not: texts, attributes, values of boxes, storage, address. */
async function everything(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const boxes = [...document.querySelectorAll('input, textarea')].map((element) =>
      element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement
        ? element.value
        : '',
    );
    const stores = [localStorage, sessionStorage].map((store) => JSON.stringify(store));
    const databases = JSON.stringify(await indexedDB.databases());
    return [document.documentElement.outerHTML, ...boxes, ...stores, databases, location.href].join(
      '\n',
    );
  });
}

for (const version of ['3.1.1', '5'] as const) {
  test(`masked in fields, bytes and copies (${version})`, async ({
    page,
    context,
    startCompanion,
  }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    const companion = await startCompanion(['--no-demo', '--user', `ann:${PASSWORD}`]);
    const app = new App(page);
    await app.open(companion.app, { url: companion.ws, version });
    await app.connection.getByRole('textbox', { name: 'User name', exact: true }).fill('ann');
    await app.connection.getByRole('textbox', { name: 'Password', exact: true }).fill(PASSWORD);
    await app.button('Connect').click();
    await expect(app.button('Disconnect')).toBeVisible();

    await app.packet('out', 'CONNECT').click();
    const field = app.fields.getByRole('treeitem', { name: /^Password\b/i }).last();
    await field.click();
    await expect(field).toContainText('hidden');
    await expect(app.bytes).toContainText('**');
    // The user name is no secret, and stands right before it.
    await expect(app.bytes).toContainText('61 6e 6e');
    const all = await everything(page);
    expect(all).not.toContain(PASSWORD);
    expect(all.replace(/<[^>]*>|\s/g, '')).not.toContain(HEX);

    await app.button('Copy as hex').click();
    await expect(page.getByText('secrets overwritten')).toBeAttached();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toContain(Buffer.from('ann').toString('hex'));
    expect(copied).not.toContain(HEX);
    expect(copied).toContain('2a'.repeat(PASSWORD.length));

    // In the editor it is masked, until a person asks to see it.
    await page.getByRole('tab', { name: 'Connection', exact: true }).click();
    const box = app.connection.getByRole('textbox', { name: 'Password', exact: true });
    await expect(box).toHaveValue(PASSWORD);
    expect(await accessibilityTree(page)).not.toContain(PASSWORD);
    expect(
      await box.evaluate((element) =>
        getComputedStyle(element).getPropertyValue('-webkit-text-security'),
      ),
    ).toBe('disc');
    await app.button('Show password').click();
    expect(
      await box.evaluate((element) =>
        getComputedStyle(element).getPropertyValue('-webkit-text-security'),
      ),
    ).toBe('none');
    expect(said.join('\n')).not.toContain(PASSWORD);
    expect(companion.stderr() + companion.stdout()).not.toContain(PASSWORD);
  });
}
