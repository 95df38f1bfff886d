/** The app asks before data is lost, and only then. */
import { expect, test } from '../kit/test.ts';

const PUBACK = 4;

test('closing and disconnecting ask before data is lost, and a capture survives its connection', async ({
  app,
  page,
  companion,
  startProxy,
}) => {
  await test.step('closing a tab asks only when a capture would be lost', async () => {
    await page.goto(companion.app);
    const tabs = page.getByRole('tablist', { name: 'Connections' }).getByRole('tab');
    await app.button('New connection').first().click();
    await expect(tabs).toHaveCount(2);
    await app.button('Close New connection').click();
    await expect(tabs).toHaveCount(1);

    await app.openForm('Appearance and profile');
    await app.connection.getByRole('textbox', { name: 'URL', exact: true }).fill(companion.ws);
    await app.connection.getByRole('textbox', { name: 'Name', exact: true }).fill('plant');
    await app.button('Connect').click();
    await app.connected();
    await expect.poll(() => app.count('packets')).toBeGreaterThan(0);
    await app.button('Close plant').click();
    const question = page.getByRole('dialog', { name: 'Close plant?' });
    await expect(question).toContainText('is lost');
    await page.keyboard.press('Escape');
    await expect(question).toHaveCount(0);
    await app.connected({ stays: true });
    await app.button('Close plant').click();
    await question.getByRole('button', { name: 'Close connection' }).click();
    await expect(tabs).toHaveCount(0);
    await expect(page.getByText('No connection open')).toBeVisible();
    await app.button('New connection').last().click();
    await expect(app.connection).toBeVisible();
  });

  await test.step('Disconnect asks while a message awaits its answer', async () => {
    const proxy = await startProxy(companion.ws);
    await app.connect(companion.app, { url: proxy.ws, version: '5' });
    proxy.withhold = (direction, packet) => direction === 'in' && (packet[0] ?? 0) >> 4 === PUBACK;
    await app.publish('unanswered', 'x', { qos: '1' });
    // The second text appears after ten seconds.
    await expect(app.publishing.getByText(/^(?:awaiting answer|timed out)$/)).toBeVisible();
    await app.disconnect();
    const question = page.getByRole('dialog', { name: 'Disconnect?' });
    await expect(question).toContainText('1 message has no answer yet');
    await question.getByRole('button', { name: 'Cancel' }).click();
    await expect(question).toHaveCount(0);
    await app.disconnect();
    await question.getByRole('button', { name: 'Disconnect', exact: true }).click();
    await expect(app.packet('out', 'DISCONNECT')).toHaveCount(1);
    await expect(app.button('Connect')).toBeVisible();
  });

  await test.step('a capture survives Disconnect', async () => {
    await app.listen(companion, { version: '5', subscribe: ['left/#'] });
    await app.publish('left/behind', '{"a":1}', { qos: '1' });
    await expect(app.packet('in', 'PUBLISH', 'left/behind')).toHaveCount(1);
    // Otherwise the app would ask.
    await expect(app.publishing.getByText(/acknowledged after/)).toHaveCount(1);
    await app.disconnect();
    await expect(app.packet('out', 'DISCONNECT')).toHaveCount(1);
    await app.packet('in', 'PUBLISH', 'left/behind').click();
    await expect(app.fields.getByRole('treeitem', { name: /^Topic name/i })).toContainText(
      'left/behind',
    );
    await expect(app.topic('behind')).toHaveAttribute('aria-selected', 'true');
    const before = await app.count('packets');
    await app.button('Connect').click();
    await expect.poll(() => app.count('packets')).toBeGreaterThan(before);
    await expect(app.packet('in', 'PUBLISH', 'left/behind')).toHaveCount(1);
  });
});
