import { App } from './kit/app.ts';
import { expect, test } from './kit/test.ts';

test('a first visit leads to live data with one button, which Pause and Clear treat', async ({
  page,
  startCompanion,
}) => {
  const companion = await startCompanion();
  const app = new App(page);

  await test.step('a first visit leads to live data with one button', async () => {
    await page.goto(companion.app);
    await app.button('Try live demo').click();
    await expect(app.topics.getByRole('treeitem').first()).toBeVisible();
    await expect.poll(() => app.count('messages')).toBeGreaterThan(20);
    await expect.poll(() => app.count('topics')).toBeGreaterThan(10);
    await expect.poll(() => app.count('oldest packets discarded')).toBe(0);
    await expect(app.packet('PUBLISH').first()).toBeVisible();
  });

  await test.step('Pause freezes the views and not the counts; Clear sets the counts to 0', async () => {
    await app.button('Pause').click();
    await expect(page.getByText('Paused: views frozen, still recording').first()).toBeVisible();
    const shown = await app.packets.getByRole('row').last().innerText();
    const counted = await app.count('messages');
    await expect.poll(() => app.count('messages')).toBeGreaterThan(counted + 20);
    expect(await app.packets.getByRole('row').last().innerText()).toBe(shown);
    await app.button('Pause').click();
    await expect.poll(() => app.packets.getByRole('row').last().innerText()).not.toBe(shown);

    const before = await app.count('packets');
    await app.button('Clear').click();
    await expect.poll(() => app.count('packets')).toBeLessThan(before);
  });
});
