/** Brokers of `--broker` and `MQTTSCOPE_BROKERS` on the first screen. */
import type { Page } from '@playwright/test';
import { freePort } from '../../src/connection/ports.testkit.ts';
import { App } from '../kit/page/app.ts';
import { findings } from '../kit/page/axe.ts';
import { PageSearch, storedText } from '../kit/page/pageSearch.ts';
import { expect, saveData, test } from '../kit/test.ts';

const PASSWORD = 'PLANTED-p@ss/7531';

const presets = (page: Page) => page.getByRole('region', { name: 'Brokers of this companion' });
const preset = (page: Page, name: string) => presets(page).getByRole('button', { name });

test('a preset connects with its password, which is stored nowhere, also after a reload and from the recent list', async ({
  app,
  page,
  startCompanion,
}, testInfo) => {
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const broker = await startCompanion([
    '--no-demo',
    '--user',
    `ann:${PASSWORD}`,
    '--allow-origin',
    origin,
  ]);
  const signIn = `ann:${encodeURIComponent(PASSWORD)}@`;
  const [mqtt, ws] = [broker.mqtt, broker.ws].map((url) => url.replace('//', `//${signIn}`));
  const log = testInfo.outputPath('events.log');
  const companion = await startCompanion(
    [
      '--no-demo',
      '--http',
      `${port}`,
      '--log',
      log,
      '--broker',
      `Asks=${broker.mqtt.replace('//', '//ann@')}`,
    ],
    { MQTTSCOPE_BROKERS: `Plant=${mqtt}\nDirect=${ws}` },
  );
  const search = new PageSearch(page, PASSWORD);
  await page.goto(companion.app);
  await expect(presets(page).getByRole('button')).toHaveText([/^Asks/, /^Plant/, /^Direct/]);
  expect(await findings(page)).toEqual([]);
  await search.look('the first screen');

  // Over the bridge.
  await preset(page, 'Plant').click();
  await app.connected();
  await app.publish('plant/hall', 'warm', { qos: '0' });
  await expect(app.packet('in', 'PUBLISH', 'plant/hall')).toHaveCount(1);
  // From the browser.
  await app.button('New connection').click();
  await preset(page, 'Direct').click();
  await app.connected();
  await expect.poll(() => storedText(page)).toContain('Direct');
  await search.look('two connections');

  await app.button('New connection').click();
  await preset(page, 'Asks').click();
  const password = app.connection.getByRole('textbox', { name: 'Password', exact: true });
  await expect(password).toBeFocused();
  await expect(password).toHaveValue('');

  await page.reload();
  await app.tabs.first().click();
  await app.button('Connect all').click();
  await app.connected();
  await search.look('after a reload');
  await app.button('New connection').click();
  await page.getByRole('button', { name: 'Connect to Plant' }).click();
  await app.connected();
  await search.look('a recent connection');
  expect(await storedText(page)).toContain('Plant');

  await search.end(said, companion, log);
  expect(search.found).toEqual([]);
});

test('a page without the token gets no preset until it has the token', async ({
  browser,
  startCompanion,
}) => {
  const companion = await startCompanion(['--no-demo'], {
    MQTTSCOPE_BROKERS: `Plant=mqtt://ann:${encodeURIComponent(PASSWORD)}@127.0.0.1:1`,
  });
  const context = await browser.newContext();
  await context.addInitScript(saveData);
  const page = await context.newPage();
  const answers: Promise<string>[] = [];
  page.on('response', (response) => {
    if (response.url().endsWith('.json')) answers.push(response.text());
  });
  await page.goto(companion.app);
  await expect(new App(page).button('How to get access')).toBeVisible();
  await expect(presets(page)).toHaveCount(0);
  const asked = await page.evaluate(async () => {
    const response = await fetch('presets.json');
    return `${response.status} ${await response.text()}`;
  });
  expect(asked).toMatch(/^401 /);
  const bodies = await Promise.all(answers);
  expect(bodies).toHaveLength(2);
  const whole = [asked, ...bodies, await page.content(), await storedText(page)].join('\n');
  expect(whole).not.toMatch(/PLANTED|Plant|ann@|127\.0\.0\.1:1\b/);

  await page.goto(companion.printed);
  await expect(preset(page, 'Plant')).toContainText('mqtt://127.0.0.1:1');
  expect((await Promise.all(answers)).at(-1)).toContain(PASSWORD);
  expect(await storedText(page)).not.toContain('PLANTED');
  await context.close();
});
