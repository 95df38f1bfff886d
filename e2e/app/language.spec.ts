/**
 * The app in Chinese: it starts in the browser's language, switches without side effects, and no view has
 * English words.
 */
import type { Page } from '@playwright/test';
import { zh } from '../../src/i18n/zh/texts.ts';
import { showPanel } from '../kit/page/panels.ts';
import { expect, test } from '../kit/test.ts';

test.use({ locale: 'zh-CN' });

/**
 * Names that are equal in both languages. Figures with units, names and foreign data are in separate
 * elements.
 */
const SAME = new Set(
  `MQTT SN mqttscope QoS DUP RETAIN JSON URL PING Broker Clean Start Session Receive Maximum English
   TCP WebSocket SYS Ctrl Space id ms KiB MiB PINGREQ Packet Type false true`.split(/\s+/),
);

/** Visible or announced texts with Latin words and no Chinese. */
function latin(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const hasWords = (text: string | null): text is string =>
      text !== null && /[A-Za-z]{2}/.test(text) && !/\p{Script=Han}/u.test(text);
    const isData = (element: Element): boolean =>
      element.closest('bdi, kbd, code, pre, dd, option, .font-mono, [role=treeitem]') !== null;
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { parentElement, textContent } = walker.currentNode;
      if (parentElement === null || isData(parentElement)) continue;
      if (hasWords(textContent) && parentElement.checkVisibility()) found.push(textContent);
    }
    for (const element of document.querySelectorAll('[aria-label], [placeholder]')) {
      if (isData(element)) continue;
      for (const name of ['aria-label', 'placeholder']) {
        const text = element.getAttribute(name);
        if (hasWords(text)) found.push(text);
      }
    }
    return found;
  });
}

async function expectChinese(page: Page): Promise<void> {
  const isForeign = (text: string): boolean => {
    const words = text.match(/[A-Za-z]{2,}/g) ?? [];
    const isNumbered = /^MQTT-[\d.]+(?:-\d+)?$/.test(text);
    return !isNumbered && words.some((word) => !SAME.has(word) && !/^[A-Z]{4,}$/.test(word));
  };
  expect((await latin(page)).filter(isForeign)).toEqual([]);
  // Chinese punctuation is as wide as a character, so no space follows it.
  const shown = await page.evaluate(() => document.body.innerText);
  expect(shown.match(/.*[。；，：！？] +\S.*/g)).toBe(null);
}

/** Runs in the page. Quotation marks as wide as Chinese characters, as their font has them, if one is installed. */
async function quotesOf(): Promise<readonly [quote: number, character: number] | undefined> {
  const loaded = await document.fonts.load('20px "Han Quotes"', '“').catch(() => []);
  if (loaded.length === 0) return undefined;
  const probe = document.body.appendChild(document.createElement('span'));
  probe.style.cssText = 'position: absolute; font-size: 20px';
  const widthOf = (text: string): number => {
    probe.textContent = text;
    return probe.getBoundingClientRect().width;
  };
  const widths = [widthOf('“'), widthOf('字')] as const;
  probe.remove();
  return widths;
}

test('quotation marks are as wide as the characters', async ({ page, companion }) => {
  await page.goto(companion.app);
  await expect(page.locator('html')).toHaveAttribute('lang', /^zh/);
  const [quote, character] = (await page.evaluate(quotesOf)) ?? [20, 20];
  expect(quote).toBe(character);
});

test('starts in the browser’s language; switching keeps the connection and the capture; no view has English words', async ({
  app,
  page,
  startCompanion,
}) => {
  const companion = await startCompanion();
  await page.goto(companion.app);
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-Hans');
  // The language is known before any text is shown.
  await expect(app.button(zh.welcome.demo)).toBeVisible();
  await expectChinese(page);
  await app.button(zh.welcome.demo).click();
  await showPanel(page, zh.shell.packets, { t: zh.shell });
  const grid = page.getByRole('grid', { name: zh.packets.grid, exact: true });
  const messages = grid.getByRole('row').filter({ hasText: 'PUBLISH' });
  await expect(messages.first()).toBeVisible();
  // While paused, no row moves away from the pointer.
  await app.button(zh.packets.pause).click();
  await messages.last().click();
  await expect(page.getByRole('tree', { name: zh.detail.fields, exact: true })).toBeVisible();
  await app.button(zh.packets.pause).click();
  await expectChinese(page);

  const show = (name: string) => showPanel(page, name, { t: zh.shell });
  await test.step('no view has English words', async () => {
    const { shell, broker } = zh;
    await show(zh.packets.grouping.exchanges);
    const exchanges = page.getByRole('grid', { name: zh.packets.grid, exact: true });
    // Retries, because new rows move a row away while it is clicked.
    await expect(async () => {
      const ofQoS1 = page.getByRole('gridcell', { name: '1', exact: true });
      await exchanges.getByRole('row').filter({ has: ofQoS1 }).first().click({ timeout: 1000 });
      await page.getByRole('tab', { name: zh.detail.words, exact: true }).click({ timeout: 1000 });
      const words = page.getByRole('list', { name: zh.handshakes.stepByStep('QoS 1') });
      await expect(words).toBeVisible({ timeout: 1000 });
    }).toPass();
    await expectChinese(page);
    await page.getByRole('banner').getByRole('button', { name: shell.connection }).click();
    await expect(page.getByRole('dialog', { name: shell.connectionOf('') })).toBeVisible();
    await expectChinese(page);
    await page.keyboard.press('Escape');
    for (const view of [shell.topic, shell.problems, shell.broker]) {
      await show(view);
      await expectChinese(page);
    }
    const { clients, ...others } = broker.part;
    const list = page.getByRole('grid', { name: broker.clients.grid, exact: true });
    await list.getByRole('row').filter({ hasText: 'demo-press-07' }).click();
    await expect(page.getByText(broker.detail.traffic.head)).toBeVisible();
    await expectChinese(page);
    for (const part of [...Object.values(others), clients]) {
      await page.getByRole('tab', { name: part, exact: true }).last().click();
      await expectChinese(page);
    }
    await show(shell.faults);
    await expectChinese(page);
  });

  await test.step('English, with all state unchanged', async () => {
    await show(zh.shell.packets);
    const chosen = await page.getByRole('heading', { name: /^报文 \d/ }).innerText();
    await page.getByTitle(zh.shell.language('English'), { exact: true }).click();
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
    await app.connected();
    // The app's default name and the last announcement are no longer Chinese.
    const connections = page.getByRole('tablist', { name: 'Connections' });
    await expect(connections.getByRole('tab', { selected: true })).toContainText('Live demo');
    await expect(page).toHaveTitle(/Live demo/);
    await expect(page.locator('[aria-live]').filter({ hasText: /\p{Script=Han}/u })).toHaveCount(0);
    const heading = chosen.replace('报文', 'No.');
    await expect(page.getByRole('heading', { name: heading, exact: true })).toBeVisible();
    // Only one CONNECT: the connection was not interrupted.
    await showPanel(page, 'Connections');
    await expect(page.getByRole('grid', { name: 'Connections' }).getByRole('row')).toHaveCount(2);
    await page.reload();
    await expect(page.getByText('Restored after a reload')).toBeVisible();
    await expect(app.button('Connect again')).toBeVisible();
  });
});
