/** Filters and templates that exceed their budgets report it, and the connection continues. */
import { expect, test } from '../kit/test.ts';

/** A sequence of a and b that no short pattern describes. */
function unpredictable(length: number): string {
  let state = 12_345;
  const letter = (): string => {
    state = (state * 1_103_515_245 + 12_345) % 0x8000_0000;
    return (state >> 16) & 1 ? 'a' : 'b';
  };
  return Array.from({ length }, letter).join('');
}

test('a display filter and a template that exceed their budgets report it, and the connection continues', async ({
  app,
  page,
  companion,
  connectOther,
}) => {
  const other = await connectOther(companion.mqtt, '5');
  await app.listen(companion, { subscribe: ['plant/#'] });

  await test.step('the filter counts the packets that it could not check', async () => {
    await other.client.publishAsync('plant/large', unpredictable(100_000));
    await expect(app.packet('in', 'PUBLISH')).toHaveCount(1);
    const box = page.getByRole('textbox', { name: 'Display filter', exact: true });
    await box.fill('payload matches "(a|b)*a(a|b){20}c"');
    await box.press('Enter');
    await expect(
      page.getByText('1 packet hidden. The filter takes too long: use fewer comparisons'),
    ).toBeVisible();
    await box.fill('');
    await box.press('Enter');
  });

  await test.step('the template is not sent, and the reason is shown', async () => {
    const payload = app.publishing.getByRole('textbox', { name: 'Payload', exact: true });
    await app.publishing.getByRole('combobox', { name: 'Topic', exact: true }).fill('plant/made');
    await payload.fill('{{last plant/large}}'.repeat(161));
    await expect(app.publishing.getByRole('switch', { name: 'Fill in {{…}}' })).toBeChecked();
    const why = 'a filled-in text has at most 16,000,000 characters';
    await expect(app.publishing).toContainText(why);
  });

  await test.step('the next message arrives', async () => {
    await other.client.publishAsync('plant/next', '1');
    await expect(app.packet('in', 'PUBLISH')).toHaveCount(2);
    await app.connected();
  });
});
