import type { App } from '../kit/page/app.ts';
import { findings } from '../kit/page/axe.ts';
import { stoppedPacket } from '../kit/page/breakpoints.ts';
import { showExperiment, showPanel } from '../kit/page/panels.ts';
import type { connectOther } from '../kit/peers/client.ts';
import type { Companion } from '../kit/peers/companion.ts';
import { expect, test } from '../kit/test.ts';

async function createsRules(app: App, companion: Companion): Promise<void> {
  const { page } = app;
  await app.connect(companion.app, { url: companion.ws });
  await showPanel(page, 'Fault rules');
  await app.button('Add rule').click();
  const form = page.getByRole('form', { name: 'New fault rule', exact: true });
  await form.getByRole('textbox', { name: 'Topic filter', exact: true }).fill('a/#/b');
  await form.getByRole('button', { name: 'PUBLISH', exact: true }).click();
  await form.getByRole('combobox', { name: 'What happens', exact: true }).selectOption('answer');
  await app.button('Add this rule').click();
  await expect(form.getByText(/is not a topic filter/)).toBeVisible();
  expect(await findings(page)).toEqual([]);
  await form.getByRole('textbox', { name: 'Topic filter', exact: true }).fill('a/#');
  await app.button('Add this rule').click();
  await expect(page.getByText('PUBLISH · topic a/# → answer 0x97')).toBeVisible();
  await app.publish('a/b', 'refused', { qos: '1' });
  await expect(page.getByText('matched 1, treated 1')).toBeVisible();
  await expect(page.getByText(/refused: 0x97 Quota exceeded/)).toBeVisible();

  await app.button('As JSON').click();
  const json = page.getByRole('textbox', { name: /^Rules as JSON/ });
  await expect(json).toHaveValue(/"topic": "a\/#"/);
  await json.fill('{"version": 1,\n "rules": [{"id": "x", "do": "burn"}]}');
  await expect(page.getByText(/^line 2, column 30: rules\[0\]\.do must be/)).toBeVisible();
  await json.fill('{"version": 1, "rules": []}');
  await app.button('Apply').click();
  await expect(page.getByText('No fault rules')).toBeVisible();
}

async function stepsThrough(app: App, companion: Companion): Promise<void> {
  const { page } = app;
  await app.connect(companion.app, { url: companion.ws, version: '3.1.1' });
  await showPanel(page, 'Step mode');
  await app.button('Start step mode').click();
  await expect(app.button('Start step mode')).toHaveCount(0);
  await app.publish('walk', 'step by step', { qos: '2' });
  const waiting = page.getByRole('region', { name: 'Waiting packets', exact: true });
  const passed = page.getByRole('region', { name: 'Released', exact: true });
  // The second text appears after ten seconds.
  const open = app.publishing.getByText(/^(?:awaiting answer|timed out)$/);
  for (const [at, type] of ['PUBLISH', 'PUBREC', 'PUBREL', 'PUBCOMP'].entries()) {
    await expect(waiting.getByRole('listitem')).toHaveCount(1);
    await expect(waiting.getByRole('listitem')).toContainText(type);
    await expect(open).toBeVisible();
    if (at === 1) expect(await findings(page)).toEqual([]);
    // In the field of the publish form, keys are text.
    await page.keyboard.press('Alt+4');
    await expect(page.getByRole('treeitem', { name: 'Step mode', exact: true })).toBeFocused();
    await page.keyboard.press('g');
    await expect(passed.getByRole('listitem')).toHaveCount(at + 1);
  }
  await expect(page.getByText(/^acknowledged after/)).toBeVisible();
  await expect(page.getByText(`0 packets wait`)).toBeVisible();

  // On other views, a strip explains why nothing moves.
  await showPanel(page, 'Packets');
  // Two effects of one rule share a tag.
  await expect(app.packet('out', 'PUBREL', 'held in step mode, released in step mode')).toHaveCount(
    1,
  );
  await app.publish('walk', 'again', { qos: '0' });
  await expect(page.getByText('PUBLISH from the client waits')).toBeVisible();
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(page.getByText('PUBLISH from the client waits')).toHaveCount(0);
}

/** Words of a drawing that are inside it, line by line. */
const words = (drawing: Element): string => {
  const box = drawing.getBoundingClientRect();
  return [...drawing.querySelectorAll('text, tspan')]
    .filter((text) => text.children.length === 0)
    .filter((text) => {
      const { left, right } = text.getBoundingClientRect();
      return left >= box.left && right <= box.right;
    })
    .map((text) => text.textContent)
    .join(' ');
};

async function losesPuback(
  app: App,
  companion: Companion,
  connect: typeof connectOther,
): Promise<void> {
  const { page } = app;
  const subscriber = await connect(companion.mqtt, '3.1.1', { clientId: 'subscriber' });
  await subscriber.client.subscribeAsync('mqttscope/#', { qos: 1 });
  await app.connect(companion.app, { url: companion.ws });
  await showPanel(page, 'Lab');
  await expect(page.getByRole('combobox', { name: 'Client', exact: true })).toHaveValue('own');
  const note = page.getByText('first reconnects with a session that is kept');
  await expect(note).toBeVisible();

  // The session is persistent from now on, and the test message follows by itself.
  await app.button('Start').click();
  await expect(note).toBeHidden();
  await expect(page.getByText(/PUBACK to .* was lost, and its connection was cut/)).toBeVisible();
  await app.connectedAgain();
  // QoS 1: the broker and its subscribers receive it twice.
  await expect.poll(() => subscriber.received.length).toBe(2);
  expect(await findings(page)).toEqual([]);
  const required = page.getByRole('region', { name: 'Required, and what happened' });
  await expect(required).toContainText('5 of 5');
  await expect(page.getByRole('region', { name: 'Live ladder' })).toContainText('DUP');
  await app.button('Show in Packets').click();
  await expect(app.packet('out', 'PUBLISH')).toHaveCount(2);
  await expect(app.packet('out', 'PUBLISH', 'DUP')).toHaveCount(1);
  // The lost one is listed, too, with its recipe.
  const lost = app.packets.getByRole('row').filter({ hasText: 'cut by rule lost-puback' });
  await expect(lost).toContainText('PUBACK');
  await expect(app.packet('in', 'PUBACK')).toHaveCount(2);
  await page.setViewportSize({ width: 1280, height: 720 });
  await app.choose(app.packet('out', 'PUBLISH').first());
  const exchange = page.getByRole('region', { name: 'Exchange', exact: true });
  const ladder = exchange.getByRole('group').locator('svg');
  await expect.poll(() => ladder.evaluate(words)).toContain('lost-puback: cut');
  expect(await ladder.evaluate(words)).toContain(
    'Connection lost · cut by the fault rule or recipe lost-puback',
  );

  await page.keyboard.press('Alt+4');
  await app.button('Show both ends').click();
  const messages = page.getByRole('grid', { name: 'Messages', exact: true });
  // The newest has DUP.
  await messages.getByRole('row').nth(1).click();
  const steps = page.getByRole('list', { name: 'Packets of both ends' }).getByRole('listitem');
  const ofSubscriber = steps.filter({ hasText: 'subscriber' });
  await expect(ofSubscriber).toHaveText([/PUBLISH/, /PUBACK/]);
  const ofPublisher = steps.filter({ hasNotText: 'subscriber' });
  await expect(ofPublisher).toHaveText([/PUBLISH .* DUP/, /PUBACK/]);
}

test('over the bridge, the session that a recipe keeps at Mosquitto ends with it', async ({
  app,
  companion,
  connectOther,
  startMosquitto,
}) => {
  const { page } = app;
  const { mqtt } = await startMosquitto({ settings: ['sys_interval 1'] });
  const watcher = await connectOther(mqtt, '5');
  const total = '$SYS/broker/clients/total';
  await watcher.client.subscribeAsync(total);
  /** Clients and sessions at the broker. */
  const clients = () => watcher.received.findLast(({ topic }) => topic === total)?.payload;
  const about = page.getByText(/^Start publishes a test message to mqttscope\/test at QoS 1/);
  const required = page.getByRole('region', { name: 'Required, and what happened' });
  for (const version of ['3.1.1', '5'] as const) {
    await test.step(`MQTT ${version}: a recipe that is done, and a tab that is closed`, async () => {
      await app.connect(companion.app, { url: mqtt, version });
      await showExperiment(page, 'Lost PUBACK');
      await expect(about).toContainText(`at ${new URL(mqtt).host}.`);
      await app.button('Start').click();
      await expect(required).toContainText('5 of 5');
      await showPanel(page, 'Packets');
      // The user's, for the session, after the cut, and the user's again.
      await expect(app.packet('out', 'CONNECT')).toHaveCount(4);
      await app.connected({ stays: true });

      await showExperiment(page, 'Lost PUBACK');
      await expect.poll(clients).toBe('2');
      await app.button('Start').click();
      await page.getByRole('button', { name: /^Close 127/ }).click();
      await app.button('Close connection').click();
      await expect.poll(clients).toBe('1');
      await app.dismissUndo();
    });
  }
});

test('rules, step mode and a recipe: each affects only the named packets', async ({
  app,
  companion,
  connectOther,
}) => {
  await test.step('rules are created in a form and as JSON, with marked mistakes', () =>
    createsRules(app, companion));
  await test.step('step mode walks through a QoS 2 handshake, one key per packet', () =>
    stepsThrough(app, companion));
  await test.step('one click loses a PUBACK: both ends show DUP and its acknowledgement', () =>
    losesPuback(app, companion, connectOther));
});

test('one click stops the next message on the topic of a packet; edited, it is sent with one click', async ({
  app,
  companion,
  connectOther,
}) => {
  const { page } = app;
  const { client } = await connectOther(companion.mqtt, '5', { clientId: 'oven' });
  await app.listen(companion, { version: '5', subscribe: ['hall/#'] });
  await client.publishAsync('hall/set', '{"target":18}', { qos: 1 });
  await page.keyboard.press('Alt+2');
  await app.fromDetail('Break on this topic');
  await expect(page.getByText('0 packets stopped')).toBeVisible();
  const sent = client.publishAsync('hall/set', '{"target":99}', { qos: 1 });
  const payload = stoppedPacket(page).getByRole('textbox', { name: 'Payload', exact: true });
  await expect(payload).toBeFocused();
  await payload.fill('{"target":21}');
  await app.button('Send').click();
  await sent;
  await page.keyboard.press('Alt+2');
  await expect(app.packet('in', 'PUBLISH', 'target 21')).toBeVisible();
});
