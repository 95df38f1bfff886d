/** Schemas that are unusable or too expensive affect only themselves. */

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

test('a schema is rejected with its field, or switched off with a message', async ({
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

  await test.step('partially typed identifiers do not blank anything', async () => {
    for (const id of ['https://', 'http://[', '//']) {
      await schema.fill(`{"$id":"${id}"}`);
      await expect(dialog).toContainText(`${id} at #/$id is not a URI`);
      await expect(dialog.getByRole('button', { name: 'Use' })).toBeDisabled();
    }
    await schema.fill('');
    await schema.pressSequentially('{"$id":"https://example.com/a","enum":null}');
    await expect(dialog).toContainText('at #/enum, expected a list');
  });

  await test.step('a schema that doubles with each level is switched off', async () => {
    await schema.fill(doubling(40));
    await dialog.getByRole('button', { name: 'Use' }).click();
    await app.publish('plant/line1', '{"temp":22}');
    await app.publish('plant/line1', '{"temp":22.5}');
    await showPanel(page, 'Problems');
    const rule = page.getByRole('heading', { name: 'Schema switched off: too expensive' });
    await expect(rule).toBeVisible();
    await row.dblclick();
    await showPanel(page, 'Topic');
    await open();
    await expect(dialog).toContainText(
      /Switched off since packet \d+: the schema is too expensive/,
    );
    // All were sent and received.
    await expect(dialog).toContainText('6 messages were not judged');
  });
});
