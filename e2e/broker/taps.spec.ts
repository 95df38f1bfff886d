import { writeFile } from 'node:fs/promises';
import { findings } from '../kit/page/axe.ts';
import { showPanel } from '../kit/page/panels.ts';
import { expect, forgiveLostServer, test } from '../kit/test.ts';

const RULES = {
  version: 1,
  rules: [
    {
      id: 'lost-puback',
      match: { client: 'mqttscope-*', packet: ['puback'], direction: 'to-client', nth: 1 },
      do: 'drop',
    },
  ],
};

test('a PUBACK that a rule dropped is marked with the rule; another client’s stream opens in the inspector', async ({
  app,
  page,
  startCompanion,
  connectOther,
  complaints,
}, testInfo) => {
  const file = testInfo.outputPath('rules.json');
  await writeFile(file, JSON.stringify(RULES));
  const companion = await startCompanion(['--no-demo', '--faults', file]);
  await app.connect(companion.app, { url: companion.ws });

  // The view Broker was never opened: the mark appears by itself.
  await app.publish('a/b', 'lost', { qos: '1' });
  const lost = page
    .getByRole('row')
    .filter({ hasText: 'dropped by rule lost-puback' })
    .filter({ hasText: 'not on the wire' });
  await expect(lost).toHaveCount(1);
  await expect(lost).toContainText('PUBACK');
  await lost.click();
  const done = page.getByRole('region', { name: 'Done on purpose', exact: true });
  await expect(done).toContainText('dropped by rule lost-puback');
  await expect(done).toContainText('It is not counted');

  expect(await findings(page)).toEqual([]);

  // Its exchange still waits and shows the reason.
  await page.getByRole('tab', { name: 'In words', exact: true }).click();
  const steps = page.getByRole('list', { name: 'QoS 1, step by step', exact: true });
  await expect(steps).toContainText('PUBACK dropped by rule lost-puback; it was not on the wire');
  await showPanel(page, 'Packets');
  const box = page.getByRole('textbox', { name: 'Display filter', exact: true });
  await box.fill('fault.rule == "lost-puback"');
  await box.press('Enter');
  await expect(
    app.packets.getByRole('row').filter({ has: page.getByRole('gridcell') }),
  ).toHaveCount(1);

  // Another client from its CONNECT on, although it was not watched then.
  const other = await connectOther(companion.mqtt, '5', {
    clientId: 'sensor-1',
    username: 'u',
    password: 'hunter2',
  });
  await other.client.subscribeAsync('news/#', { qos: 1 });
  await other.client.publishAsync('a/c', 'hello', { qos: 2 });
  await page.keyboard.press('Alt+3');
  await page.getByRole('row').filter({ hasText: 'sensor-1' }).first().click();
  await app.button('Show in Inspect').click();
  await expect(page.getByRole('region', { name: 'Seen at the broker' })).toContainText(
    'sensor-1. 1 open connection now.',
  );
  const row = (direction: 'out' | 'in', type: string) => app.packet(direction, type);
  for (const type of ['CONNECT', 'SUBSCRIBE', 'PUBLISH', 'PUBREL']) {
    await expect(row('out', type)).toHaveCount(1);
  }
  for (const type of ['CONNACK', 'SUBACK', 'PUBREC', 'PUBCOMP']) {
    await expect(row('in', type)).toHaveCount(1);
  }
  await other.client.publishAsync('a/d', 'live', { qos: 1 });
  await expect(row('in', 'PUBACK')).toHaveCount(1);
  expect(await findings(page)).toEqual([]);
  await showPanel(page, 'Exchanges');
  const filter = page.getByRole('textbox', { name: 'Display filter', exact: true });
  await filter.fill('exchange.state == complete');
  await expect(app.packets.locator('[data-index]')).toHaveCount(4);
  await filter.fill('');
  await showPanel(page, 'Problems');
  await expect(page.getByText('hunter2')).toHaveCount(0);

  // It is restored with its name and continues from then on.
  await page.reload();
  const seen = page.getByRole('region', { name: 'Seen at the broker' });
  await expect(seen).toContainText('The packets that it showed before the reload are gone.');
  await app.button('Watch again').click();
  await expect(seen).toContainText('sensor-1. 1 open connection now.');
  await other.client.publishAsync('a/e', 'again', { qos: 1 });
  await showPanel(page, 'Packets');
  await expect(app.packet('out', 'PUBLISH', 'a/e')).toHaveCount(1);

  // It ends with its client and with the broker.
  await other.client.endAsync();
  await expect(page.getByText('0 open connections now')).toBeVisible();
  await companion.stop();
  await expect(page.getByText('The broker does not respond.')).toBeVisible();
  await page.close();
  forgiveLostServer(complaints);
});
