/** Pastes that would freeze the page are refused with the reason, in every field. */
import { longestTask } from '../kit/page/longTasks.ts';
import { expect, test } from '../kit/test.ts';

/** ms of processor time; without the limits a single paste takes over 20 s. */
const LONGEST = 3000;

test('fields reject pastes that would freeze the page', async ({
  app,
  page,
  browser,
  companion,
}) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await app.listen(companion, { version: '5', subscribe: ['#'] });
  const put = (text: string, times: number) =>
    page.evaluate(([part, count]) => navigator.clipboard.writeText(part.repeat(count)), [
      text,
      times,
    ] as const);
  const topic = app.publishing.getByRole('combobox', { name: 'Topic', exact: true });
  const payload = app.publishing.getByRole('textbox', { name: 'Payload', exact: true });
  const filter = app.topicFilter;
  const longest = await longestTask(browser, page, async () => {
    for (const [field, part, times, why] of [
      [topic, 'a\u05d0', 30_000, /draws slowly/],
      [filter, '\u202e', 60_000, /draws slowly/],
      [topic, 'x', 5_000_000, /at most 65,535 characters/],
    ] as const) {
      await put(part, times);
      // Its form is in the page while it is used.
      if (field === filter) await app.fillTopicFilter('');
      await field.focus();
      await page.keyboard.press('ControlOrMeta+v');
      await expect(page.getByText(why)).toBeVisible();
      await expect(field).toHaveValue('');
    }
    // A payload is published without being drawn.
    await put('a\u05d0', 30_000);
    await payload.focus();
    await page.keyboard.press('ControlOrMeta+v');
    await expect(payload).toHaveCount(0);
  });
  expect(longest).toBeLessThan(LONGEST);
});
