import type { Locator } from '@playwright/test';
import type { App } from '../kit/page/app.ts';
import { expect, type Fixtures, test } from '../kit/test.ts';

type Given = Pick<Fixtures, 'companion' | 'connectOther'>;

/** Long lines and words are wrapped, and the drawing below the area is as high as its text. */
async function expectWraps(payload: Locator): Promise<void> {
  await payload.fill(`{\n"words": "${'long '.repeat(60)}",\n"word": "${'x'.repeat(300)}"\n}`);
  await expect
    .poll(() =>
      payload.evaluate((area) => ({
        isInPage: area.getBoundingClientRect().right < innerWidth,
        isWholeText: area.scrollHeight <= area.clientHeight && area.clientHeight > 200,
      })),
    )
    .toEqual({ isInPage: true, isWholeText: true });
  await payload.fill('');
}

async function goBackAndForward(app: App, { companion, connectOther }: Given): Promise<void> {
  const { page } = app;
  const front = page
    .getByRole('navigation', { name: 'Desks', exact: true })
    .locator('[aria-current]');
  const { client } = await connectOther(companion.mqtt, '5');
  await app.listen(companion, { version: '5', subscribe: ['back/#'], keepAlive: '0' });
  await client.publishAsync('back/lamp', 'on');
  await client.publishAsync('back/door', 'shut');
  const chosen = app.topics.getByRole('treeitem', { selected: true });
  // Chosen first, because in Watch a choice is a new history entry or not, depending on the time since Watch was
  // opened.
  await app.topic('door').click();
  await expect(chosen).toContainText('door');
  await page.keyboard.press('Alt+1');
  await expect(front).toHaveText(/^Watch/);
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
}

async function changeDesks(app: App, { companion, connectOther }: Given): Promise<void> {
  const { page } = app;
  const desks = page.getByRole('navigation', { name: 'Desks', exact: true });
  const inFront = desks.locator('[aria-current=page]');
  const { client } = await connectOther(companion.mqtt, '5');
  await app.listen(companion, { version: '5', subscribe: ['desk/#'], qos: '2', keepAlive: '0' });
  await client.publishAsync('desk/lamp', '{"on":true}', { qos: 2 });
  await expect(app.packet('out', 'PUBCOMP')).toHaveCount(1);

  await test.step('a row for each exchange, with its latency', async () => {
    await page.getByRole('radio', { name: 'Exchanges', exact: true }).check();
    const rows = app.packets.getByRole('row').filter({ has: page.getByRole('gridcell') });
    await expect(rows).toHaveText([/CONNECT/, /SUBSCRIBE/, /desk\/lamp.*ms/s]);
    await rows.last().click();
    await expect(app.fields).toContainText('desk/lamp');
  });

  await test.step('keys lead to the list of each desk', async () => {
    for (const [key, name, focused] of [
      ['Alt+1', 'Watch', 'Topics'],
      ['Alt+3', 'Broker', 'Clients'],
      ['Alt+2', 'Inspect', 'Packets'],
    ] as const) {
      await page.keyboard.press(key);
      await expect(inFront).toHaveText(new RegExp(`^${name}`));
      const role = name === 'Watch' ? 'tree' : 'grid';
      await expect(page.getByRole(role, { name: focused, exact: true })).toBeFocused();
    }
    await desks.getByRole('button', { name: 'Lab' }).click();
    await expect(page.getByRole('treeitem', { name: 'Lost PUBACK', selected: true })).toBeVisible();
    await expect(app.topics).toHaveCount(0);
  });

  await test.step('Publish opens by its key over the desk, and Escape closes it', async () => {
    await app.publishing.getByRole('button', { name: 'Close Publish' }).click();
    await expect(app.publishing).toHaveCount(0);
    await page.keyboard.press('Alt+2');
    await page.keyboard.press('p');
    await expect(app.publishing.getByRole('combobox', { name: 'Topic' })).toBeFocused();
    await app.publish('desk/lamp', 'off', { qos: '1' });
    await expect(app.publishing.getByText('acknowledged after')).toBeVisible();
    await expectWraps(app.publishing.getByRole('textbox', { name: 'Payload', exact: true }));
    await app.publishing.getByRole('button', { name: 'Auto-reply…' }).click();
    const add = app.publishing.getByRole('button', { name: 'New rule' });
    await add.click();
    await expect(page.getByRole('dialog', { name: 'New rule' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog', { name: 'New rule' })).toHaveCount(0);
    await expect(add).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(app.publishing).toHaveCount(0);
    await expect(app.packets).toBeFocused();
  });
}

test('desks change by Back and Forward, by key and by click; exchanges are rows; Publish opens over them', async ({
  app,
  companion,
  connectOther,
}) => {
  const given = { companion, connectOther };
  await test.step('Back and Forward lead through desks and selections, and the connection stays', () =>
    goBackAndForward(app, given));
  await test.step('keys and clicks put the focus into the list of a desk', () =>
    changeDesks(app, given));
});
