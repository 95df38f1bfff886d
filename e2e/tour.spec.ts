/** The tour from the built files on a plain web server: every step, by keyboard only. */
import type { Locator } from '@playwright/test';
import { findings } from './kit/axe.ts';
import { showPanel } from './kit/panels.ts';
import { expect, test } from './kit/test.ts';

test('six steps lead from watching to the inspector’s explanation of a lost PUBACK', async ({
  app,
  page,
  serveStatically,
}) => {
  const site = await serveStatically('/tour/');
  const tour = page.getByRole('region', { name: 'Tour' });
  const press = async (name: string | RegExp) => {
    const button = tour.getByRole('button', { name });
    await expect(button).toBeEnabled();
    await button.press('Enter');
  };
  await page.goto(site.url);
  await app.button('Lose a PUBACK').click();

  await test.step('watch', async () => {
    await expect(tour.getByRole('heading')).toHaveText('Step 1 of 6 Watch');
    await expect(tour.getByRole('status')).toHaveText('Messages are arriving.');
    await expect.poll(() => app.count('topics')).toBeGreaterThan(5);
    await press('Next');
  });

  await test.step('subscribe', async () => {
    await expect(tour.getByRole('heading')).toHaveText('Step 2 of 6 Subscribe');
    await press('Subscribe to tour/#');
    await expect(tour.getByRole('status')).toHaveText(/SUBACK received/);
    await press('Next');
  });

  await test.step('publish by hand', async () => {
    await app.publish('tour/by/hand', 'hello', { qos: '1' });
    await expect(tour.getByRole('status')).toHaveText(/PUBACK received/);
    await page.getByRole('searchbox', { name: 'Find topic' }).fill('by');
    await expect(app.topic('hand')).toBeVisible();
    expect(await findings(page)).toEqual([]);
    await press('Next');
  });

  await test.step('QoS 2 step by step', async () => {
    await press('Publish at QoS 2 in step mode');
    for (const packet of ['PUBLISH', 'PUBREC', 'PUBREL', 'PUBCOMP']) {
      await expect(tour.getByRole('status')).toHaveText(new RegExp(`^${packet} waits`));
      await press('Let it go');
    }
    await expect(tour.getByRole('status')).toHaveText(/all four have passed/);
    // A packet held long enough has a separate row besides the one on the wire.
    await expect(app.packet('in', 'PUBCOMP', 'QoS 2 complete in')).toHaveCount(1);
    await press('Next');
  });

  await test.step('lose a PUBACK', async () => {
    await press('Publish, and lose the PUBACK');
    await expect(tour.getByRole('status')).toHaveText(/sent again with DUP/);
    await expect(app.packet('out', 'PUBLISH', 'cmd/tour-qos1/ack')).toHaveCount(2);
    await expect(app.packet('out', 'PUBLISH', 'cmd/tour-qos1/ack', 'DUP')).toHaveCount(1);
    await expect(app.packet('in', 'PUBACK', 'lost-puback')).toHaveCount(1);
    await showPanel(page, 'Problems');
    await expect(page.getByText('Nobody has subscribed to this topic')).toHaveCount(0);
    await press('Next');
  });

  await test.step('read', async () => {
    await press('Show the exchange');
    await expect(tour.getByRole('status')).toHaveText(/This is the exchange/);
    const handshakes = page.getByRole('grid', { name: 'Handshakes' });
    await expect(handshakes).toBeVisible();
    // On a phone there is also space for the parts that it describes.
    await page.setViewportSize({ width: 390, height: 844 });
    const height = async (what: Locator) => (await what.boundingBox())?.height ?? Number.NaN;
    const row = handshakes.getByRole('row').nth(1);
    // Two of them below the list's header.
    await expect
      .poll(async () => (await height(handshakes)) / (await height(row)))
      .toBeGreaterThanOrEqual(3);
    await page.setViewportSize({ width: 1440, height: 900 });
    await press('Finish');
    await expect(tour).toBeHidden();
    await expect(handshakes).toBeFocused();
  });

  await test.step('it can be left in the middle, and the devices continue', async () => {
    await page.keyboard.press('Control+K');
    await page.keyboard.type('Take the tour');
    await expect(page.getByRole('option', { name: 'Take the tour', selected: true })).toBeVisible();
    await page.keyboard.press('Enter');
    // If a step is done already, as the first soon is, the button says Next.
    for (let step = 1; step <= 3; step++) {
      await expect(tour.getByRole('heading')).toContainText(`Step ${step} of 6`);
      await press(/^(Skip|Next)$/);
    }
    await press('Publish at QoS 2 in step mode');
    await expect(tour.getByRole('status')).toHaveText(/^PUBLISH waits/);
    await page.keyboard.press('Escape');
    await expect(tour).toBeHidden();
    const before = await app.count('messages');
    await expect.poll(() => app.count('messages')).toBeGreaterThan(before + 20);
  });
});
