/** Automatic publishing: replies by rule, and repeats at a rate. */
import type { Locator } from '@playwright/test';
import type { App } from '../kit/page/app.ts';
import { expect, test } from '../kit/test.ts';

const action = (app: App, name: string | RegExp): Locator =>
  app.publishing.getByRole('button', { name, exact: true });

test('messages are published automatically: repeated at a rate, and as replies by rule', async ({
  app,
  page,
  companion,
  connectOther,
}) => {
  await test.step('a repeat to several topics runs until stopped, and shows its actual rate', async () => {
    const other = await connectOther(companion.mqtt, '5');
    await other.client.subscribeAsync('many/#', { qos: 0 });
    await app.connect(companion.app, { url: companion.ws, version: '5' });
    await app.publishing.getByRole('combobox', { name: 'Topic', exact: true }).fill('many/a');
    await action(app, 'Repeat…').click();
    await app.publishing
      .getByRole('textbox', { name: 'Topics, one per line' })
      .fill('many/a\nmany/b');
    await app.publishing.getByRole('radio', { name: '1/s', exact: true }).check();
    await app.publishing.getByRole('textbox', { name: 'Per second' }).fill('2500');
    await app.publishing.getByRole('textbox', { name: 'Times' }).fill('');
    await expect(app.publishing.getByText('5,000/s in all')).toBeVisible();
    await action(app, 'Start').click();
    await expect(app.publishing.getByText(/[\d,]+ sent to 2 topics · [\d,]+\/s/)).toBeVisible();
    await expect.poll(() => other.received.length).toBeGreaterThan(5000);
    await action(app, 'Stop').click();
    await expect(action(app, 'Stop')).toHaveCount(0);
    const row = app.publishing.getByText(/^[\d,]+ sent to 2 topics$/);
    const missing = async (): Promise<number> => {
      const [, sent = ''] = /^([\d,]+) sent/.exec((await row.textContent()) ?? '') ?? [];
      return Number(sent.replaceAll(',', '')) - other.received.length;
    };
    await expect.poll(missing).toBe(0);
    const of = (topic: string) =>
      other.received.filter((message) => message.topic === topic).length;
    expect(Math.abs(of('many/a') - of('many/b'))).toBeLessThanOrEqual(1);
  });

  await test.step('a rule replies to requests, and never to messages of its own connection', async () => {
    const other = await connectOther(companion.mqtt, '5');
    await other.client.subscribeAsync(['back/#', 'ping/#'], { qos: 1 });
    await app.listen(companion, { version: '5', subscribe: ['#'] });
    await action(app, 'Auto-reply…').click();
    const dialog = page.getByRole('dialog', { name: 'New rule' });
    const write = async (when: string, topic: string, payload: string) => {
      await action(app, 'New rule').click();
      await dialog.getByRole('textbox', { name: 'Topic filter' }).fill(when);
      await dialog.getByRole('combobox', { name: 'Topic', exact: true }).fill(topic);
      await dialog.getByRole('textbox', { name: 'Payload', exact: true }).fill(payload);
      await dialog.getByRole('button', { name: 'Save rule' }).click();
      await expect(dialog).toBeHidden();
    };
    await write('get/+', '{{response}}', '{"of": "{{topic 2}}", "at": {{payload t}}}');
    await expect(app.publishing.getByText('1 auto-reply on · 0 answered')).toBeVisible();
    await other.client.publishAsync('get/lamp', '{"t": 21.50}', {
      properties: { responseTopic: 'back/7', correlationData: Buffer.from('c-1') },
    });
    const answer = await other.message('back/7');
    expect(answer.payload).toBe('{"of": "lamp", "at": 21.50}');
    await expect(app.publishing.getByText('1 answered', { exact: true })).toBeVisible();
    await expect(app.publishing.getByText('1 auto-reply on · 1 answered')).toBeVisible();

    await write('ping/#', 'ping/again', 'x');
    await expect(app.publishing.getByText('2 auto-replies on · 1 answered')).toBeVisible();
    await other.client.publishAsync('ping/first', '');
    const own = () => other.received.filter(({ topic }) => topic === 'ping/again').length;
    await expect.poll(own).toBe(1);
    await expect(app.packet('in', 'PUBLISH', 'ping/again')).toHaveCount(1);

    // Rules continue after a reload.
    await app.keepNoPackets();
    await page.reload();
    await app.button('Connect').click();
    await app.connected();
    await expect(app.packet('in', 'SUBACK')).toHaveCount(1);
    await expect(app.publishing.getByText('2 auto-replies on · 0 answered')).toBeVisible();
    await other.client.publishAsync('get/door', '{"t": 1}', {
      properties: { responseTopic: 'back/8' },
    });
    expect((await other.message('back/8')).payload).toBe('{"of": "door", "at": 1}');
    expect(own()).toBe(1);
  });
});
