/** The tour from the built files on a plain web server: every step, by keyboard only. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { findings } from '../kit/page/axe.ts';
import { showPanel } from '../kit/page/panels.ts';
import { expect, test } from '../kit/test.ts';
import { ROOT } from '../run/step.ts';

function tourOf(page: Page) {
  const tour = page.getByRole('region', { name: 'Tour' });
  const press = async (name: string | RegExp) => {
    const button = tour.getByRole('button', { name });
    await expect(button).toBeEnabled();
    await button.press('Enter');
  };
  return { tour, press };
}

test('eight steps lead from watching to the inspector’s explanation of a lost PUBACK', async ({
  app,
  page,
  serveStatically,
}) => {
  const site = await serveStatically('/tour/', { areForEver: true });
  const { tour, press } = tourOf(page);
  await page.goto(site.url);
  await app.button('Take the tour').click();

  const status = tour.getByRole('status');

  await test.step('watch: a topic with messages is shown', async () => {
    await expect(tour.getByRole('heading')).toHaveText('Step 1 of 8 Watch');
    await expect.poll(() => app.count('topics')).toBeGreaterThan(5);
    await expect(status).toHaveText('');
    await expect(tour).toContainText('“Show a value of oven-01” on the right');
    await press('Show a value of oven-01');
    await expect(status).toHaveText(/^Value, chart and history of this topic/);
    await expect(tour).not.toContainText('on the right');
    await press('Next');
  });

  await test.step('subscribe', async () => {
    await expect(tour.getByRole('heading')).toHaveText('Step 2 of 8 Subscribe');
    await press('Subscribe to tour/#');
    await expect(status).toHaveText(/SUBACK received/);
    await press('Next');
  });

  await test.step('publish by hand', async () => {
    await app.publish('tour/by/hand', 'hello', { qos: '1' });
    await expect(status).toHaveText(/PUBACK received/);
    await page.getByRole('searchbox', { name: 'Find topic' }).fill('by');
    await expect(app.topic('hand')).toBeVisible();
    expect(await findings(page)).toEqual([]);
    await press('Next');
  });

  await test.step('inspect: the user’s own message is selected', async () => {
    await expect(status).toHaveText('');
    await press('Show your message');
    await expect(status).toHaveText(/^This is your message/);
    await press('Next');
  });

  await test.step('broker: a client is selected', async () => {
    await expect(status).toHaveText('');
    await press('Show this client');
    await expect(status).toHaveText(/^This is the client/);
    await press('Next');
  });

  await test.step('QoS 2 step by step, with its ladder', async () => {
    await press('Publish at QoS 2 in step mode');
    for (const packet of ['PUBLISH', 'PUBREC', 'PUBREL', 'PUBCOMP']) {
      await expect(status).toHaveText(new RegExp(`^${packet} waits`));
      await press('Release');
    }
    await expect(status).toHaveText(/all four have passed/);
    await expect(page.getByRole('region', { name: 'Live ladder' })).toContainText('PUBCOMP');
    await press('Next');
  });

  await test.step('lose a PUBACK', async () => {
    await press('Publish, and lose the PUBACK');
    await expect(status).toHaveText(/sent again with DUP/);
    await showPanel(page, 'Packets');
    await app.button('Follow').click();
    await expect(app.packet('out', 'PUBLISH', 'cmd/tour-qos1/ack')).toHaveCount(2);
    await expect(app.packet('out', 'PUBLISH', 'cmd/tour-qos1/ack', 'DUP')).toHaveCount(1);
    await expect(app.packet('in', 'PUBACK', 'lost-puback')).toHaveCount(1);
    await showPanel(page, 'Problems');
    await expect(page.getByText('No subscribers for this topic')).toHaveCount(0);
    await press('Next');
  });

  await test.step('read', async () => {
    await press('Show the exchange');
    await expect(status).toHaveText(/This is the exchange/);
    const exchange = page.getByRole('region', { name: 'Exchange', exact: true });
    await expect(exchange).toContainText('DUP');
    // The recipe cut the connection, so the broker is blamed nowhere.
    await expect(exchange).toContainText('cut by the fault rule or recipe lost-puback');
    await expect(page.getByText(/closed by the broker|check what this client may do/)).toHaveCount(
      0,
    );
    // All of the ladder is in view.
    await expect(exchange.getByText(/^done · id/).first()).toBeInViewport({ ratio: 1 });
    await press('Finish');
    await expect(tour).toBeHidden();
    await expect(app.packets).toBeFocused();
  });
});

test('the tour can be left in the middle, and the devices continue', async ({
  app,
  page,
  serveStatically,
}) => {
  const site = await serveStatically('/tour/', { areForEver: true });
  const { tour, press } = tourOf(page);
  await page.goto(site.url);
  await app.button('Try the live demo').click();
  await app.connected();
  await page.keyboard.press('Control+K');
  await page.keyboard.type('Take the tour');
  await expect(page.getByRole('option', { name: 'Take the tour', selected: true })).toBeVisible();
  await page.keyboard.press('Enter');
  // If a step is done already, the button says Next.
  for (let step = 1; step <= 5; step++) {
    await expect(tour.getByRole('heading')).toContainText(`Step ${step} of 8`);
    await press(/^(Skip|Next)$/);
  }
  await press('Publish at QoS 2 in step mode');
  await expect(tour.getByRole('status')).toHaveText(/^PUBLISH waits/);
  await page.keyboard.press('Escape');
  await expect(tour).toBeHidden();
  const before = await app.count('messages');
  await expect.poll(() => app.count('messages')).toBeGreaterThan(before + 20);
});

for (const [locale, page] of [
  ['en-GB', 'README.md'],
  ['zh-CN', 'README.zh.md'],
] as const) {
  test(`the first screen has the buttons that ${page} names`, async ({
    browser,
    serveStatically,
  }) => {
    const site = await serveStatically('/readme/');
    const context = await browser.newContext({ locale });
    const tab = await context.newPage();
    await tab.goto(site.url);
    const text = readFileSync(path.join(ROOT, page), 'utf8');
    const [line = ''] = /^.*`npm start`.*\*\*.*$/m.exec(text) ?? [];
    const names = [...line.matchAll(/\*\*(.+?)\*\*/g)].map(([, name = '']) => name);
    expect(names).toHaveLength(2);
    for (const name of names)
      await expect(tab.getByRole('button', { name: new RegExp(`^${name}`) })).toBeVisible();
    await context.close();
  });
}
