/** Deep links: the values that `#/connect?…` fills in, and the actions that it never starts. */
import type { Page } from '@playwright/test';
import type { App } from '../kit/page/app.ts';
import { expect, test } from '../kit/test.ts';

const link = (app: string, query: string) => `${app.replace(/\/$/, '')}/#/connect?${query}`;

const box = (app: App, name: string) => app.connection.getByRole('textbox', { name, exact: true });

/** Filters for the connect, with QoS, as shown in the editor. */
const filters = async (app: App) =>
  (await app.connection.getByRole('listitem').allInnerTexts()).map((text) =>
    text.trim().replace(/\s+/g, ' '),
  );

test('a link fills the editor without secrets; it connects automatically only to loopback', async ({
  app,
  page,
  companion,
}) => {
  await test.step('go=1 to a foreign host never connects, in any spelling, and explains why', async () => {
    // The first opens the page; the others are links in an open page.
    for (const host of [
      'broker.example:9001',
      '127.0.0.1.example.com',
      'localhost.example.com',
      '127.0.0.1@example.com',
    ]) {
      await page.goto(link(companion.app, `url=ws://${host}/mqtt&go=1`));
      await expect(box(app, 'URL')).toHaveValue(`ws://${host.replace(/.*@/, '')}/mqtt`);
      await expect(page.getByText('Check the address, then choose Connect')).toBeVisible();
      await expect(app.button('Connect')).toBeVisible();
      await expect(app.button('Retry now')).toHaveCount(0);
    }
  });

  await test.step('every part: a plus is a plus, # and %23 both mean #', async () => {
    await page.goto(
      link(
        companion.app,
        'url=ws://broker.example:9001/mqtt&subscribe=sensors/+/temp&subscribe=a/#&subscribe=b/%23&subscribe=c%2Fd%20e&qos=2&v=4',
      ),
    );
    await expect(box(app, 'URL')).toHaveValue('ws://broker.example:9001/mqtt');
    await expect(app.connection.getByRole('radio', { name: '3.1.1', exact: true })).toBeChecked();
    await expect
      .poll(() => filters(app))
      .toEqual(['sensors/+/temp QoS 2', 'a/# QoS 2', 'b/# QoS 2', 'c/d e QoS 2']);
    await expect(app.button('Connect')).toBeVisible();
  });

  await test.step('v is 3, 4 or 5', async () => {
    for (const [v, name] of [
      ['3', '3.1'],
      ['4', '3.1.1'],
      ['5', '5'],
    ] as const) {
      await page.goto(link(companion.app, `url=ws://127.0.0.1:9/mqtt&v=${v}`));
      await expect(app.connection.getByRole('radio', { name, exact: true })).toBeChecked();
    }
  });

  await test.step('and lists unknown parts', async () => {
    await page.goto(
      link(companion.app, 'url=ws://127.0.0.1:9/mqtt&qos=7&v=6&colour=%3Cb%3Ered&subscribe=x'),
    );
    await expect(page.getByText('qos=7')).toBeVisible();
    await expect(page.getByText('v=6')).toBeVisible();
    await expect(page.getByText('“colour”')).toBeVisible();
    await expect.poll(() => filters(app)).toEqual(['x QoS 0']);
  });

  await test.step('and never fills in secrets, and says so', async () => {
    await page.goto(
      link(
        companion.app,
        'url=ws://ann:hunter2@127.0.0.1:9/mqtt&password=hunter2&deviceSecret=hunter2',
      ),
    );
    await expect(box(app, 'User name')).toHaveValue('ann');
    await expect(box(app, 'Password')).toHaveValue('');
    await expect(page.getByText('“password”').first()).toBeVisible();
    await expect(page.getByText('“deviceSecret”')).toBeVisible();
    expect(await shownText(page)).not.toContain('hunter2');
  });

  await test.step('and accepts percent signs that encode nothing', async () => {
    await page.goto(
      link(
        companion.app,
        'url=ws://127.0.0.1:9/%&subscribe=100%&subscribe=%E4%B8%BB&subscribe=%FF/a&%',
      ),
    );
    await expect.poll(() => filters(app)).toEqual(['100% QoS 0', '主 QoS 0', '%FF/a QoS 0']);
    await expect(app.button('Connect')).toBeEnabled();
  });

  await test.step('a second link in the same page replaces the first', async () => {
    await page.goto(link(companion.app, 'url=ws://127.0.0.1:9/one'));
    await expect(box(app, 'URL')).toHaveValue('ws://127.0.0.1:9/one');
    await page.goto(link(companion.app, 'url=ws://127.0.0.1:9/two&subscribe=two'));
    await expect(box(app, 'URL')).toHaveValue('ws://127.0.0.1:9/two');
    await expect.poll(() => filters(app)).toEqual(['two QoS 0']);
  });

  await test.step('go=1 to loopback connects and subscribes', async () => {
    await page.goto(
      link(companion.app, `url=${companion.ws}&subscribe=sensors/+/temp&subscribe=#&qos=1&go=1`),
    );
    await app.connected();
    await expect(app.packet('in', 'SUBACK').first()).toBeVisible();
    await app.showSubscriptions();
    for (const filter of ['sensors/+/temp', '#']) {
      await expect(page.getByRole('button', { name: `Unsubscribe from ${filter}` })).toBeVisible();
    }
    const chips = page.getByRole('region', { name: 'Subscriptions' }).getByRole('listitem');
    await expect(chips.filter({ hasText: 'Requested QoS 1, granted 1' })).toHaveCount(2);
  });

  await test.step('without go=1, Connect uses the link’s values', async () => {
    await page.goto(link(companion.app, `url=${companion.ws}&subscribe=only/this&v=4`));
    await app.button('Connect').click();
    await app.connected({ stays: true });
    await expect(
      page.getByRole('button', { name: 'Unsubscribe from only/this', exact: true }),
    ).toBeVisible();
    await expect(page.getByText('MQTT 3.1.1').first()).toBeVisible();
  });
});

/** All visible text, including input values. */
async function shownText(page: Page): Promise<string> {
  return page.evaluate(() => {
    const boxes = [...document.querySelectorAll('input, textarea')].map((element) =>
      element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement
        ? element.value
        : '',
    );
    return [document.body.innerText, ...boxes].join('\n');
  });
}
