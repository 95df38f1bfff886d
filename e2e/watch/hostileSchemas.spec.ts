/** Schemas that are unusable or never end affect only themselves. */

import { showPanel } from '../kit/page/panels.ts';
import { expect, test } from '../kit/test.ts';

/** Each schema refers to the next one twice. */
function doubling(levels: number): string {
  const twice = (n: number) => ({
    allOf: [{ $ref: `#/$defs/level${n + 1}` }, { $ref: `#/$defs/level${n + 1}` }],
  });
  const $defs: Record<string, unknown> = { [`level${levels}`]: { type: 'object' } };
  for (let n = 0; n < levels; n += 1) $defs[`level${n}`] = twice(n);
  return JSON.stringify({ $ref: '#/$defs/level0', $defs }, undefined, 2);
}

test('a schema is rejected at its field, reports mismatches, or is switched off with a message', async ({
  app,
  page,
  companion,
}) => {
  await app.connect(companion.app, { url: companion.ws, version: '5', subscribe: ['plant/#'] });
  await app.publish('plant/line1', '{"temp":21.5}');
  const row = page.locator('[role=treeitem][data-path="plant/line1"]');
  await row.dblclick();
  await showPanel(page, 'Topic');
  const open = async () => {
    await page.getByRole('button', { name: 'More about the topic' }).click();
    await page.getByRole('menuitem', { name: 'Payload formats…' }).click();
  };
  await open();
  const dialog = page.getByRole('dialog', { name: 'How payloads are read' });
  const schema = dialog.getByRole('textbox', { name: 'JSON Schema' });
  await dialog.getByRole('button', { name: 'Add a schema' }).click();

  await test.step('errors are reported at the field', async () => {
    for (const id of ['https://', 'http://[', '//']) {
      await schema.fill(`{"$id":"${id}"}`);
      await expect(dialog).toContainText(`${id} at #/$id is not a URI`);
      await expect(dialog.getByRole('button', { name: 'Use' })).toBeDisabled();
    }
    await schema.fill('{"items":{"$ref":"https://example.com/a.json"}}');
    await expect(dialog).toContainText('https://example.com/a.json at #/items/$ref is not in');
    await schema.fill('{"pattern":"("}');
    await expect(dialog).toContainText('#/pattern is not of the format "regex"');
    await schema.fill('');
    await schema.pressSequentially('{"$id":"https://example.com/a","enum":null}');
    await expect(dialog).toContainText('#/enum is not of type "array"');
  });

  await test.step('a message that violates its schema is a problem', async () => {
    await schema.fill('{"properties":{"temp":{"type":"number"}}}');
    await dialog.getByRole('button', { name: 'Use' }).click();
    await app.publish('plant/line1', '{"temp":"hot"}');
    await showPanel(page, 'Problems');
    await page.getByText('Message does not match its schema').first().click();
    await expect(page.getByText('payload.temp is not of type "number"').first()).toBeVisible();
    await row.dblclick();
    await showPanel(page, 'Topic');
    await open();
  });

  await test.step('schemas that never end are switched off, and the others are used', async () => {
    await schema.fill(doubling(40));
    await dialog.getByRole('button', { name: 'Add a schema' }).click();
    await dialog.getByRole('textbox', { name: 'JSON Schema' }).nth(1).fill('{"pattern":"^(a+)+$"}');
    await dialog.getByRole('textbox', { name: 'Topic filter' }).last().fill('plant/line2');
    await dialog.getByRole('button', { name: 'Add a schema' }).click();
    await dialog.getByRole('textbox', { name: 'JSON Schema' }).nth(2).fill('{"type":"object"}');
    await dialog.getByRole('textbox', { name: 'Topic filter' }).last().fill('plant/line3');
    await dialog.getByRole('button', { name: 'Use' }).click();
    await app.publish('plant/line2', `"${'a'.repeat(60)}!"`);
    await app.publish('plant/line3', '7');
    await showPanel(page, 'Problems');
    await expect(page.getByRole('button', { name: /^Schema switched off/ })).toBeVisible();
    await expect(page.getByText('payload is not of type "object"').first()).toBeVisible();
    await row.dblclick();
    await showPanel(page, 'Topic');
    await open();
    await expect(
      dialog.getByText(/Switched off since packet \d+: there was no result within 1 s/),
    ).toHaveCount(2);
    // All were sent and received.
    await expect(dialog).toContainText('4 messages were not judged');
    await expect(dialog).toContainText('2 messages were not judged');
  });
});
