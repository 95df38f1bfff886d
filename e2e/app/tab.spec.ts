/** The built files on any web server and under any path: the broker runs in the tab. */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { findings } from '../kit/page/axe.ts';
import { showPanel } from '../kit/page/panels.ts';
import { expect, test } from '../kit/test.ts';
import { ROOT } from '../run/step.ts';

const FOLDER = '/some/where/';

test('a static page starts live data with one button, and its broker keeps sessions', async ({
  app,
  page,
  serveStatically,
}) => {
  const site = await serveStatically(FOLDER, { areForEver: true });
  const tabs = page.getByRole('tablist', { name: 'Connections' });

  await test.step('first visit', async () => {
    await page.goto(site.url);
    await expect(app.button('Broker in this tab')).toBeVisible();
    // The text names the unreachable address and the way to reach it.
    const bar = page.getByRole('contentinfo');
    await expect(bar).toContainText('No companion: only ws:// and wss://');
    await bar.getByRole('button', { name: 'Set up…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Set up the companion' });
    await expect(dialog).toContainText('npm start');
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
    await expect(bar.getByRole('button', { name: 'Set up…' })).toBeFocused();
    await app.button('Try the live demo').click();
    await app.connected();
    await expect(tabs.getByRole('tab', { selected: true })).toContainText('Broker in this tab');
    await expect.poll(() => app.count('messages')).toBeGreaterThan(20);
    await expect.poll(() => app.count('topics')).toBeGreaterThan(10);
    await showPanel(page, 'Packets');
    await expect(app.packet('in', 'CONNACK').or(app.packet('in', 'PUBLISH')).first()).toBeVisible();
  });

  await test.step('publishing at each QoS, received by its own subscription', async () => {
    for (const qos of ['0', '1', '2'] as const) {
      await app.publish(`e2e-${qos}`, `at ${qos}`, { qos });
      await expect(app.topic(`e2e-${qos}`)).toBeVisible();
    }
    await expect(app.publishing.getByText(/acknowledged after \d+/)).toHaveCount(2);
    await page.getByRole('textbox', { name: 'Display filter' }).fill('topic == "e2e-2"');
    // The completions cover the elements below the box.
    await expect(page.getByRole('listbox', { name: 'Completions' })).toBeVisible();
    await page.keyboard.press('Escape');
    await page.getByRole('switch', { name: 'Show acks of matches' }).click();
    await expect(app.packet('out', 'PUBLISH')).toHaveCount(1);
    await expect(app.packet('in', 'PUBLISH')).toHaveCount(1);
    for (const [direction, type] of [
      ['in', 'PUBREC'],
      ['out', 'PUBREL'],
      ['in', 'PUBCOMP'],
    ] as const) {
      await expect(app.packet(direction, type)).toHaveCount(1);
    }
  });

  await test.step('a second client from the connection list; the first resumes its session', async () => {
    await tabs.getByRole('tab').first().click();
    await app.disconnect();
    await expect(app.button('Connect')).toBeVisible();
    await app.button('New connection').first().click();
    await app.button('Broker in this tab').click();
    await app.connected();
    await app.publish('e2e-away', 'kept for you', { qos: '1' });
    await expect(app.publishing.getByText(/acknowledged after \d+/)).toHaveCount(1);
    await tabs.getByRole('tab').first().click();
    await app.button('Connect').click();
    await app.connected();
    await expect(page.getByText('session resumed')).toBeVisible();
    await expect(app.topic('e2e-away')).toBeVisible();
  });

  await test.step('a link opens it', async () => {
    const before = await app.tabs.count();
    await page.goto(`${site.url}#/connect?url=tab:broker&subscribe=e2e/#&v=4&go=1`);
    await expect(app.tabs).toHaveCount(before + 1);
    await app.connected();
    await app.publish('e2e/link', 'by link');
    await expect(app.topic('link')).toBeVisible();
  });

  // Only its own folder was requested, and every file existed or was cached by page or worker.
  for (const one of site.asked) expect(one).toMatch(/^(200|304) \/some\/where\//);
});

test('opened as a file, the page explains that it needs a web server', async ({
  page,
  complaints,
}) => {
  await page.goto(pathToFileURL(path.join(ROOT, 'dist/web/index.html')).href);
  await expect(page.getByText(/runs it from a web server \(any will do\)/)).toBeVisible();
  // Browsers do not load modules from files.
  expect(complaints.splice(0).filter((one) => !/CORS policy|ERR_FAILED/.test(one))).toEqual([]);
});
