import { expect, test } from './kit/test.ts';

test('Back and Forward lead through desks and selections, and the connection stays', async ({
  app,
  page,
  companion,
  connectOther,
}) => {
  const front = page
    .getByRole('navigation', { name: 'Desks', exact: true })
    .locator('[aria-current]');
  const { client } = await connectOther(companion.mqtt, '5');
  await app.listen(companion, { version: '5', subscribe: ['back/#'], keepAlive: '0' });
  await client.publishAsync('back/lamp', 'on');
  await client.publishAsync('back/door', 'shut');
  const chosen = page.getByRole('treeitem', { selected: true });
  await page.keyboard.press('Alt+1');
  await expect(front).toHaveText(/^Watch/);
  await page.getByRole('treeitem', { name: /door/ }).click();
  await expect(chosen).toContainText('door');
  await page.keyboard.press('Alt+4');
  await expect(front).toHaveText(/^Lab/);

  await page.goBack();
  await expect(front).toHaveText(/^Watch/);
  await expect(chosen).toContainText('door');
  await page.goBack();
  await expect(front).toHaveText(/^Inspect/);
  await page.goForward();
  await expect(front).toHaveText(/^Watch/);
  await page.goForward();
  await expect(front).toHaveText(/^Lab/);

  await page.keyboard.press('Alt+2');
  await client.publishAsync('back/lamp', 'off');
  await expect(app.packet('in', 'PUBLISH')).toHaveCount(3);
});
