/** Loading: its order, and the messages when it fails. */
import type { Page } from '@playwright/test';
import { freePort } from '../../src/connection/ports.testkit.ts';
import { showPanel } from '../kit/page/panels.ts';
import { expect, test } from '../kit/test.ts';
import { fileHolding, firstLoadFiles } from '../run/firstLoad.ts';
import { ROOT } from '../run/step.ts';

const FOLDER = '/some/where/';

/** Blocks idle callbacks, also on a fast machine. */
async function holdIdle(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const waiting: IdleRequestCallback[] = [];
    Object.assign(globalThis, {
      requestIdleCallback: (run: IdleRequestCallback) => waiting.push(run),
      goOn: () => {
        for (const run of waiting.splice(0)) run({ didTimeout: false, timeRemaining: () => 1 });
        return waiting.length;
      },
    });
  });
}

/** A promise and its resolver. */
function promised(): readonly [Promise<void>, () => void] {
  let keep = (): void => undefined;
  const promise = new Promise<void>((resolve) => {
    keep = resolve;
  });
  return [promise, keep];
}

/** Holds a file back until it is released. Resolves when the page has requested it. */
async function held(page: Page, file: string): Promise<() => Promise<void>> {
  const [asked, hear] = promised();
  const [freed, letGo] = promised();
  await page.route(file, async (route) => {
    hear();
    await freed;
    await route.continue();
  });
  return async () => {
    await asked;
    letGo();
  };
}

test.describe('with prefetching', () => {
  test.use({ fetchesAhead: true });

  test('before the topic tree has values, the files of the size check are loaded, and no view that is not shown; all are prefetched afterwards', async ({
    app,
    page,
    serveStatically,
  }) => {
    const site = await serveStatically(FOLDER);
    const scripts = () =>
      site.asked
        .filter((one) => one.startsWith(`200 ${FOLDER}`) && one.endsWith('.js'))
        .map((one) => one.slice(`200 ${FOLDER}`.length))
        .sort();
    await holdIdle(page);
    await page.goto(site.url);
    await app.button('Try the live demo').click();
    // At the first frame with the content, because later code loads more.
    await page.waitForFunction(() =>
      /online/.test(document.querySelector('[role=tree]')?.textContent ?? ''),
    );
    const first = [...firstLoadFiles(`${ROOT}/dist/web`, 'en')];
    expect(scripts()).toEqual(expect.arrayContaining(first));
    // The page of the demo's topic is beside the tree.
    expect(
      scripts().filter((file) => /\/(RequestsAndPayloads|BrokerView|LabView)-/.test(file)),
    ).toEqual([]);

    // The code of a view that was never opened is prefetched.
    await expect
      .poll(
        async () => {
          await page.evaluate('goOn()');
          return scripts().some((file) => file.includes('/RequestsAndPayloads-'));
        },
        // Sequentially after many others, on a busy page.
        { timeout: 150_000 },
      )
      .toBe(true);
  });
});

test('a view whose file is missing suggests a new version, and the rest works; saving works without the server', async ({
  app,
  page,
  complaints,
  serveStatically,
}) => {
  // Browsers request a fetched file again at its import unless it never expires; a worker may run now.
  const site = await serveStatically(FOLDER, { areForEver: true, port: await freePort() });
  const show = (view: string) => showPanel(page, view);
  const grid = (view: string) => page.getByRole('grid', { name: view, exact: true });

  await test.step('a view whose file is missing suggests a new version, and the rest works; it loads once the file exists', async () => {
    await page.route('**/RequestsAndPayloads-*.js', (route) => route.fulfill({ status: 404 }));
    await page.goto(site.url);
    await app.button('Try the live demo').click();
    await app.connected();
    await show('Requests');
    await expect(page.getByText('This part could not be loaded')).toBeVisible();
    await expect(app.button('Try again')).toBeVisible();
    await show('Packets');
    await expect(app.packet('PUBLISH').first()).toBeVisible();
    await show('Requests');
    const reloaded = page.waitForEvent('framenavigated');
    page.on('dialog', (dialog) => void dialog.accept());
    await app.button('Reload').click();
    await reloaded;
    await app.button('Connect again').click();
    await app.connected();
    await show('Requests');
    await expect(app.button('Try again')).toBeVisible();

    await page.unroute('**/RequestsAndPayloads-*.js');
    await app.button('Try again').click();
    await expect(grid('Requests and replies')).toBeVisible();
  });

  await test.step('saving works without the server; the rest loads once it is back', async () => {
    await expect.poll(() => app.count('messages')).toBeGreaterThan(0);
    await site.close();
    const download = page.waitForEvent('download');
    await app.button('Save capture').click();
    expect((await download).suggestedFilename()).toMatch(/\.mqttscope$/);
    await show('Broker');
    await expect(page.getByText('Could not be loaded.', { exact: true })).toBeVisible();

    await serveStatically(FOLDER, { port: Number(new URL(site.url).port) });
    const again = app.button('Try again').first();
    // Requests of the page before the server's return may fail after all others were retried.
    await expect(async () => {
      if (await again.isVisible()) await again.click({ timeout: 500 });
      await expect(page.getByRole('tab', { name: /^Clients/ })).toBeVisible({ timeout: 500 });
      await expect(page.getByRole('alert')).toHaveCount(0, { timeout: 500 });
    }).toPass();
  });
  // The browser logs failed requests, and React errors.
  complaints.length = 0;
});

test('another language is loaded on selection, and the page keeps its own until then; a loading palette accepts typing, and Escape cancels it', async ({
  page,
  serveStatically,
}) => {
  const site = await serveStatically(FOLDER);
  const english = firstLoadFiles(`${ROOT}/dist/web`, 'en');
  const chinese = firstLoadFiles(`${ROOT}/dist/web`, 'zh');
  const onlyEnglish = [...english].find((file) => !chinese.has(file)) ?? '';
  const onlyChinese = [...chinese].find((file) => !english.has(file)) ?? '';
  const asked = (file: string) => site.asked.some((one) => one.endsWith(file));
  const letPaletteGo = await held(page, '**/Palette-*.js');
  const letChineseGo = await held(page, `**/${onlyChinese}`);
  await page.goto(site.url);

  await test.step('another language is loaded on selection, and the page keeps its own until then', async () => {
    await expect(page.getByRole('tab', { name: /^New connection/ })).toBeVisible();
    expect(asked(onlyEnglish)).toBe(true);
    expect(asked(onlyChinese)).toBe(false);
    await page.getByRole('button', { name: /中文/ }).click();
    await expect(page.getByRole('tab', { name: /^New connection/ })).toBeVisible();
    await letChineseGo();
    await expect(page.locator('html')).toHaveAttribute('lang', 'zh-Hans');
    await expect(page.getByRole('tab', { name: /^新建连接/ })).toBeVisible();
    await page.getByRole('button', { name: /English/ }).click();
    await expect(page.getByRole('tab', { name: /^New connection/ })).toBeVisible();
  });

  await test.step('a loading palette accepts typing, and Escape cancels it', async () => {
    const url = page.getByRole('textbox', { name: 'URL' });
    await url.fill('ws://a');
    await page.keyboard.press('Control+k');
    // Visible and announced.
    const loading = page.getByText('Loading…', { exact: true });
    await expect(loading).toHaveCount(2);
    await page.keyboard.press('Escape');
    await page.keyboard.type('b');
    await expect(url).toHaveValue('ws://ab');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('theme');
    await letPaletteGo();
    const field = page.getByRole('dialog').getByRole('combobox');
    await expect(field).toBeFocused();
    await expect(field).toHaveValue('theme');
    await expect(url).toHaveValue('ws://ab');
    await expect(loading.and(page.locator(':not([aria-live])'))).toHaveCount(0);
  });
});

test('text typed or pasted before its parser is loaded stays, and is processed afterwards', async ({
  app,
  page,
  serveStatically,
}) => {
  const site = await serveStatically(FOLDER);
  const reading = fileHolding(`${ROOT}/dist/web`, 'src/ui/session/profiles/typedAddress.ts');
  const letGo = await held(page, `**/${reading}`);
  await page.goto(site.url);
  const url = page.getByLabel('URL', { exact: true });
  const command = 'mosquitto_sub -h 127.0.0.1 -p 9 -u ann -P hunter2 -i probe-7';
  await url.fill(command);
  await expect(url).toHaveValue(command);
  await letGo();
  await expect(url).not.toHaveValue(/hunter2/);
  await app.openForm();
  await expect(page.getByLabel('User name', { exact: true })).toHaveValue('ann');
  await expect(page.getByLabel('Client ID', { exact: true })).toHaveValue('probe-7');
});

test('the publish pane reserves its place, a compressed value is named, publishing waits for its format, and a filter is stored before its code is loaded', async ({
  app,
  page,
  complaints,
  serveStatically,
}) => {
  const site = await serveStatically(FOLDER);
  const letPaneGo = await held(page, '**/PublishBody-*.js');
  const language = fileHolding(`${ROOT}/dist/web`, 'src/ui/session/filter/language.ts');
  const letLanguageGo = await held(page, `**/${language}`);
  await page.goto(site.url);
  await app.button('Try the live demo').click();
  await showPanel(page, 'Packets');
  await expect(app.packet('PUBLISH').first()).toBeVisible();

  await test.step('nothing moves when the pane’s content is loaded', async () => {
    const pane = page.getByRole('region', { name: 'Publish', exact: true });
    const main = page.getByRole('main');
    await expect(pane.getByRole('heading', { name: 'Publish' })).toBeVisible();
    await expect(pane.getByRole('button', { name: 'Publish', exact: true })).toHaveCount(0);
    const before = [await pane.boundingBox(), await main.boundingBox()];
    await letPaneGo();
    await expect(pane.getByRole('button', { name: 'Publish', exact: true })).toBeVisible();
    expect([await pane.boundingBox(), await main.boundingBox()]).toEqual(before);
  });

  await test.step('a compressed value is named until its decoder is loaded', async () => {
    const unpacking = `**/${fileHolding(`${ROOT}/dist/web`, 'src/payload/formats/compressed/unlz4.ts')}`;
    await page.route(unpacking, (route) => route.fulfill({ status: 404 }));
    await app.publishing.getByRole('combobox', { name: 'Payload format' }).selectOption('Base64');
    // Output of the lz4 program for {"rpm": 9001}.
    await app.publish('packed', 'BCJNGGRApw0AAIB7InJwbSI6IDkwMDF9AAAAAIyCo2w=');
    const row = page.locator('[role=treeitem][data-path="packed"]');
    await expect(row).toContainText('LZ4… (32 B)');
    await expect(page.getByText('This part could not be loaded')).toBeVisible();

    await page.unroute(unpacking);
    await app.button('Try again').click();
    await expect(row).toContainText('LZ4 {"rpm": 9001}');
    await expect(page.getByText('This part could not be loaded')).toBeHidden();
    // The browser logs the missing file.
    complaints.length = 0;
  });

  await test.step('publishing waits for the selected format and uses no other', async () => {
    const codecs = fileHolding(`${ROOT}/dist/web`, 'src/payload/formats/codecs.ts');
    const letCodecsGo = await held(page, `**/${codecs}`);
    const format = app.publishing.getByRole('combobox', { name: 'Payload format' });
    await format.selectOption('CBOR');
    await expect(format).toHaveValue('cbor');
    await app.publish('made', '{"rpm": 9003}');
    // A format that is loaded already is sent first.
    await format.selectOption('Auto (text)');
    await app.publish('made', '{"rpm": 9004}');
    const row = page.locator('[role=treeitem][data-path="made"]');
    await expect(row).toContainText('rpm 9004');
    await expect(row).toHaveAttribute('title', /1 message\b/);
    await format.selectOption('CBOR');
    await app.publish('made', '{"rpm": 9005}');
    await letCodecsGo();
    await expect(row).toContainText('CBOR {"rpm": 9005}');
    await expect(row).toHaveAttribute('title', /3 messages/);
  });

  await test.step('a filter typed before its language is loaded is kept and then applied', async () => {
    const box = page.getByRole('textbox', { name: 'Display filter', exact: true });
    await box.fill('type == connack');
    await box.press('Enter');
    await expect(box).toHaveValue('type == connack');
    await expect(app.packet('PUBLISH').first()).toBeVisible();
    await letLanguageGo();
    await expect(page.getByRole('status', { name: '1 packets shown', exact: true })).toBeVisible();
    await expect(app.packet('CONNACK')).toBeVisible();
    await expect(box).toHaveValue('type == connack');
    await expect(box).toBeFocused();
  });
});
