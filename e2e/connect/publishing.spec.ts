/** The publish pane: other clients receive its messages, and it shows their outcomes. */
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from '@playwright/test';
import { decode } from '../../src/mqtt/codec/decode.ts';
import { Framer } from '../../src/mqtt/framing/framer.ts';
import type { PublishPacket } from '../../src/mqtt/tables/packet.ts';
import type { App } from '../kit/page/app.ts';
import { longestTask, lowest } from '../kit/page/longTasks.ts';
import { showPanel } from '../kit/page/panels.ts';
import type { OtherClient } from '../kit/peers/client.ts';
import type { Proxy } from '../kit/peers/proxy.ts';
import { expect, type Fixtures, test } from '../kit/test.ts';

const CASES = path.join(import.meta.dirname, '../cases');

type Given = Pick<Fixtures, 'companion' | 'connectOther' | 'startProxy'>;

const field = (app: App, name: string) =>
  app.publishing.getByRole('textbox', { name, exact: true });

const topicBox = (app: App) => app.publishing.getByRole('combobox', { name: 'Topic', exact: true });

const action = (app: App, name: string | RegExp): Locator =>
  app.publishing.getByRole('button', { name, exact: true });

async function choose(app: App, format: string) {
  await app.publishing.getByRole('combobox', { name: 'Payload format' }).selectOption(format);
}

/** PUBLISH packets that passed the proxy, decoded only by our code. */
function published(proxy: Proxy, direction: 'in' | 'out'): PublishPacket[] {
  const packets: PublishPacket[] = [];
  for (const recording of proxy.recordings) {
    const framer = new Framer();
    for (const bytes of recording[direction]) {
      framer.push(bytes, (packet) => {
        const read = decode(packet.slice(), 5);
        if (read.ok && read.packet.type === 'publish') packets.push(read.packet);
      });
    }
  }
  return packets;
}

/** Waits for a message that was sent after all others. */
async function settle(other: OtherClient, app: App): Promise<void> {
  const topic = `settled/${other.received.length}`;
  await app.publish(topic, '', { qos: '1' });
  await other.message(topic);
}

async function keepsSentMessage(app: App, { companion, connectOther }: Given): Promise<void> {
  const { page } = app;
  const other = await connectOther(companion.mqtt, '5');
  await other.client.subscribeAsync('#', { qos: 2 });
  await app.connect(companion.app, { url: companion.ws, version: '5' });
  await choose(app, 'Hex');
  await app.publish('keep/me', '00 ff', { qos: '2', retain: true });
  await other.message('keep/me');
  await action(app, 'Send to keep/me again').click();
  await expect.poll(() => other.received.length).toBe(2);
  expect(other.received[1]?.bytes.toString('hex')).toBe('00ff');
  expect(other.received[1]?.qos).toBe(2);

  await field(app, 'Payload').fill('');
  await topicBox(app).fill('something/else');
  await action(app, 'Load the message to keep/me').first().click();
  await expect(topicBox(app)).toHaveValue('keep/me');
  await expect(field(app, 'Payload')).toHaveValue(/^00 ?ff$/);
  await expect(app.publishing.getByRole('radio', { name: '2', exact: true })).toBeChecked();

  await action(app, 'Save…').click();
  await field(app, 'Name of the message').fill('two bytes');
  await action(app, 'Save message').click();
  await expect(action(app, 'two bytes')).toBeVisible();

  await page.reload();
  await app.button('Connect').click();
  await app.connected();
  await action(app, 'two bytes').click();
  await expect(topicBox(app)).toHaveValue('keep/me');
  await expect(app.publishing.getByRole('switch', { name: 'Retain' })).toBeChecked();
  await action(app, 'Publish').click();
  await expect.poll(() => other.received.length).toBe(3);
  expect(other.received[2]?.bytes.toString('hex')).toBe('00ff');
  await action(app, 'Actions for two bytes').click();
  await page.getByRole('menuitem', { name: 'Delete two bytes' }).click();
  await app.pointAtUndo();
  await expect(action(app, 'two bytes')).toHaveCount(0);
  await app.button('Undo').click();
  await expect(action(app, 'two bytes')).toBeVisible();
}

async function sendsEachFormat(app: App, { companion, connectOther }: Given): Promise<void> {
  const other = await connectOther(companion.mqtt, '5');
  await other.client.subscribeAsync(['format/#', 'settled/#'], { qos: 2 });
  await app.connect(companion.app, { url: companion.ws, version: '5' });
  for (const [format, typed, hex] of [
    ['JSON', '{ "a":1.0,\n\t"ü": "✓" }\n', '7b202261223a312e302c0a0922c3bc223a2022e29c9322207d0a'],
    ['Auto (text)', ' blanks \n\n', '20626c616e6b73200a0a'],
    ['Hex', '00 ff 0A\n8081', '00ff0a8081'],
    ['Base64', 'AP8K gIE=', '00ff0a8081'],
    ['Auto (text)', '', ''],
  ] as const) {
    const topic = `format/${format}/${hex.length}`;
    await field(app, 'Payload').fill('');
    await choose(app, format);
    await app.publish(topic, typed, { qos: '1' });
    expect((await other.message(topic)).bytes.toString('hex')).toBe(hex);
  }

  const before = other.received.length;
  for (const [format, typed, said] of [
    ['Hex', '00 f', /Line 1, column \d/],
    ['Hex', '0g', /Line 1, column \d/],
    ['Base64', 'AP8\n*', /Line 2, column 1/],
  ] as const) {
    await field(app, 'Payload').fill('');
    await choose(app, format);
    await app.publish('format/wrong', typed);
    await expect(app.publishing.getByText(said)).toBeVisible();
    await expect(field(app, 'Payload')).toHaveAttribute('aria-invalid', 'true');
  }
  await field(app, 'Payload').fill('');
  await settle(other, app);
  expect(other.received).toHaveLength(before + 1);

  // The same bytes in another format.
  await choose(app, 'Auto (text)');
  await field(app, 'Payload').fill('hé');
  await choose(app, 'Hex');
  await expect(field(app, 'Payload')).toHaveValue(/^68 ?c3 ?a9$/i);
  await choose(app, 'Base64');
  await expect(field(app, 'Payload')).toHaveValue('aMOp');
  await choose(app, 'Auto (text)');
  await expect(field(app, 'Payload')).toHaveValue('hé');
}

async function sendsProperties(app: App, { companion, startProxy }: Given): Promise<void> {
  const proxy = await startProxy(companion.ws);
  await app.listen(companion, { url: proxy.ws, version: '5', subscribe: ['p/#'], qos: '1' });
  await action(app, 'MQTT 5 properties').click();
  await field(app, 'Content type').fill('text/plain');
  await field(app, 'Response topic').fill('p/answer');
  await field(app, 'Correlation data, hex or "text"').fill('00 ff');
  await field(app, 'Message expiry, s').fill('3600');
  await app.publishing.getByRole('switch', { name: 'Payload is UTF-8 text' }).click();
  const pairs = [
    ['z', '1'],
    ['a', '2'],
    ['z', '1'],
    ['', ''],
    ['z', '0'],
  ] as const;
  for (const [at, [name, value]] of pairs.entries()) {
    await action(app, 'Add user property').click();
    await field(app, `Name ${at + 1}`).fill(name);
    await field(app, `Value ${at + 1}`).fill(value);
  }
  await app.publish('p/all', 'x', { qos: '1' });
  await expect(app.packet('in', 'PUBLISH', 'p/all')).toHaveCount(1);
  await expect(app.packet('in', 'PUBACK')).toHaveCount(1);

  const [sent] = published(proxy, 'out');
  const [received] = published(proxy, 'in');
  const users = pairs.map((value) => ({ name: 'userProperty', value }));
  expect(sent?.properties.filter(({ name }) => name === 'userProperty')).toEqual(users);
  expect(received?.properties.filter(({ name }) => name === 'userProperty')).toEqual(users);
  for (const packet of [sent, received]) {
    expect(packet?.properties).toEqual(
      expect.arrayContaining([
        { name: 'payloadFormatIndicator', value: 1 },
        { name: 'contentType', value: 'text/plain' },
        { name: 'responseTopic', value: 'p/answer' },
        { name: 'correlationData', value: new Uint8Array([0, 255]) },
      ]),
    );
  }
  expect(sent?.properties).toContainEqual({ name: 'messageExpiryInterval', value: 3600 });

  // Invalid values are marked next to their field and not sent.
  await field(app, 'Message expiry, s').fill('4294967296');
  await field(app, 'Response topic').fill('p/#');
  await action(app, 'Publish').click();
  await expect(app.publishing.getByText('A whole number of seconds')).toBeVisible();
  await expect(app.publishing.getByText('must not contain the wildcard #')).toBeVisible();
  await expect(app.packet('out', 'PUBLISH')).toHaveCount(1);
}

async function refusesTopics(app: App, { companion }: Given): Promise<void> {
  await app.connect(companion.app, { url: companion.ws, version: '3.1.1' });
  for (const [topic, said] of [
    ['a/+', 'must not contain the wildcard +'],
    ['a/#', 'must not contain the wildcard #'],
    ['', 'at least one character'],
    ['主'.repeat(21_846), 'at most 65535 bytes'],
  ] as const) {
    await topicBox(app).fill(topic);
    if (topic === '') await action(app, 'Publish').click();
    else await expect(action(app, 'Publish')).toBeDisabled();
    await expect(app.publishing.getByText(said)).toBeVisible();
    await expect(topicBox(app)).toHaveAttribute('aria-invalid', 'true');
  }
  await app.publish('a/b', 'x', { qos: '1' });
  await expect(app.packet('in', 'PUBACK')).toHaveCount(1);
  await expect(app.packet('out', 'PUBLISH')).toHaveCount(1);
}

async function sendsLater(app: App, { companion, connectOther }: Given): Promise<void> {
  const other = await connectOther(companion.mqtt, '5');
  await other.client.subscribeAsync('late/#', { qos: 2 });
  await app.connect(companion.app, { url: companion.ws, version: '5' });
  await app.disconnect();
  await expect(app.button('Connect')).toBeVisible();
  const topics = ['late/0', 'late/1', 'late/2'];
  await app.publish('late/0', 'zero', { qos: '0' });
  await app.publish('late/1', 'one', { qos: '1' });
  await app.publish('late/2', 'two', { qos: '2' });
  await expect(app.publishing.getByText('queued', { exact: true })).toHaveCount(3);
  expect(other.received).toEqual([]);
  await app.button('Connect').click();
  for (const topic of topics) await other.message(topic);
  expect(other.received.map(({ topic, qos }) => [topic, qos])).toEqual([
    ['late/0', 0],
    ['late/1', 1],
    ['late/2', 2],
  ]);
  await expect(app.publishing.getByText(/acknowledged after/)).toHaveCount(2);
  await expect(app.publishing.getByText('sent', { exact: true })).toHaveCount(1);
  await expect(app.publishing.getByText('queued', { exact: true })).toHaveCount(0);
}

async function sendsByKey(app: App, { companion, connectOther }: Given): Promise<void> {
  const other = await connectOther(companion.mqtt, '3.1.1');
  await other.client.subscribeAsync(['quick', 'settled/#'], { qos: 1 });
  await app.connect(companion.app, { url: companion.ws, version: '3.1.1' });
  await topicBox(app).fill('quick');
  await field(app, 'Payload').fill('now');
  await field(app, 'Payload').press('Control+Enter');
  expect(await other.message('quick')).toMatchObject({ payload: 'now' });
  await topicBox(app).press('Control+Enter');
  await settle(other, app);
  expect(other.received.filter(({ topic }) => topic === 'quick')).toHaveLength(2);
}

async function repeats(app: App, { companion, connectOther }: Given): Promise<void> {
  const other = await connectOther(companion.mqtt, '5');
  await other.client.subscribeAsync(['five', 'many', 'settled/#'], { qos: 2 });
  await app.connect(companion.app, { url: companion.ws, version: '5' });
  const of = (topic: string) => other.received.filter((message) => message.topic === topic).length;

  await topicBox(app).fill('five');
  await app.publishing.getByRole('radio', { name: '1', exact: true }).click();
  await action(app, 'Repeat…').click();
  await field(app, 'Every, ms').fill('20');
  await field(app, 'Times').fill('5');
  await action(app, 'Start').click();
  await expect.poll(() => of('five')).toBe(5);
  await expect(app.publishing.getByText('5 of 5')).toBeVisible();
  await expect(action(app, 'Stop')).toHaveCount(0);

  await field(app, 'Every, ms').fill('0');
  await expect(action(app, 'Start')).toBeDisabled();
  await field(app, 'Every, ms').fill('10');
  await field(app, 'Times').fill('100000');
  await topicBox(app).fill('many');
  await action(app, 'Start').click();
  await expect.poll(() => of('many')).toBeGreaterThan(5);
  await action(app, 'Stop').click();
  await expect(action(app, 'Stop')).toHaveCount(0);
  await settle(other, app);
  const sent = of('many');
  expect(sent).toBeLessThan(100_000);
  await settle(other, app);
  await settle(other, app);
  expect(of('many')).toBe(sent);
  expect(of('five')).toBe(5);
}

async function sendsLines(app: App, { companion, connectOther }: Given): Promise<void> {
  const other = await connectOther(companion.mqtt, '5');
  await other.client.subscribeAsync(['lines', 'slow'], { qos: 1 });
  await app.connect(companion.app, { url: companion.ws, version: '5' });
  const of = (topic: string) =>
    other.received.filter((message) => message.topic === topic).map(({ payload }) => payload);
  const file = readFileSync(path.join(CASES, 'p5-07-one-message-per-line.ndjson'), 'utf8');
  const lines = file.trimEnd().split('\n');

  await topicBox(app).fill('lines');
  await choose(app, 'json');
  await field(app, 'Payload').fill(`${file}\n{"t":}`);
  await action(app, 'Repeat…').click();
  await app.publishing.getByRole('switch', { name: 'Each line is a message' }).click();
  await expect(app.publishing.getByText('5 messages; 1 empty line is skipped')).toBeVisible();
  await field(app, 'Every, ms').fill('10');
  await action(app, 'Start').click();
  await expect(app.publishing.getByText(/^Line 6: .* Nothing was sent\.$/)).toBeVisible();
  expect(of('lines')).toEqual([]);

  await field(app, 'Payload').fill(file);
  await field(app, 'Times all lines').fill('2');
  await action(app, 'Start').click();
  await expect.poll(() => of('lines')).toEqual([...lines, ...lines]);

  // Stop keeps the place.
  await topicBox(app).fill('slow');
  await choose(app, 'text');
  const many = Array.from({ length: 200 }, (_, at) => `message ${at + 1}`);
  await field(app, 'Payload').fill(many.join('\n'));
  await field(app, 'Times all lines').fill('1');
  await action(app, 'Start').click();
  await expect.poll(() => of('slow').length).toBeGreaterThan(3);
  await action(app, 'Stop').click();
  await expect(action(app, 'From the first line')).toBeVisible();
  await action(app, /^Go on at message \d+$/).click();
  await expect.poll(() => of('slow').length).toBe(200);
  expect(of('slow')).toEqual(many);
  await expect(action(app, 'Start')).toBeVisible();
}

async function fillsIn(app: App, { companion, connectOther }: Given): Promise<void> {
  const { page } = app;
  const other = await connectOther(companion.mqtt, '5');
  await other.client.subscribeAsync('tpl/#', { qos: 1 });
  await app.listen(companion, { version: '5', subscribe: ['src/#'] });
  await other.client.publishAsync('src/a', '{"t": 21.50}', { qos: 1 });
  await expect(app.topic('a')).toBeVisible();

  // Braces of another template language and of mqttscope: both are sent unchanged.
  const foreign = '{"value_template": "{{ value_json.t }}", "n": "{{n}}"}';
  await app.publish('tpl/foreign', foreign, { qos: '1' });
  expect((await other.message('tpl/foreign')).payload).toBe(foreign);

  // When enabled, foreign placeholders are errors with a position, and nothing is sent.
  const fillIn = app.publishing.getByRole('switch', { name: 'Fill in {{…}}' });
  await fillIn.click();
  await expect(app.publishing.getByText(/line 1, column 24: “value_json.t”/)).toBeVisible();
  const before = other.received.length;
  await action(app, 'Publish').click();

  // A name of mqttscope turns it on, and the form says what is wrong with it, once.
  await field(app, 'Payload').fill('');
  await fillIn.waitFor({ state: 'detached' });
  await field(app, 'Payload').pressSequentially('{"target": {{sine 416 424}}}');
  await expect(fillIn).toBeChecked();
  await expect(app.publishing.getByText(/Not valid JSON/)).toHaveCount(0);
  await action(app, 'Publish').click();
  await expect(app.publishing.getByText(/Payload, line 1, column 19: write it like/)).toBeVisible();
  const spoken = page.locator('[aria-live=polite]').filter({ hasText: 'write it like' });
  await expect(spoken).toHaveCSS('width', '1px');
  await fillIn.click();
  await expect(app.publishing.getByText('Off: {{…}} is sent exactly as written.')).toBeVisible();
  await expect(app.publishing.getByText(/Not valid JSON/)).toHaveCount(0);
  await field(app, 'Payload').fill('');

  const preview = app.publishing.getByRole('status', { name: 'Next message, for example' });
  await field(app, 'Payload').fill('{{n}} {{last src/a t}} {{{{x}}');
  await expect(preview).toHaveText('1 21.50 {{x}}');
  await app.publish('tpl/once/{{n}}', '{{n}} {{last src/a t}} {{{{x}}', { qos: '1' });
  expect((await other.message('tpl/once/1')).payload).toBe('1 21.50 {{x}}');
  expect(other.received).toHaveLength(before + 1);

  // Completion inserts a valid placeholder.
  await field(app, 'Payload').fill('{"t": {{ra');
  await expect(page.getByRole('option', { name: '{{random 20.0..25.0}}' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(field(app, 'Payload')).toHaveValue('{"t": {{random 20.0..25.0}}');

  await topicBox(app).fill('tpl/{{choice rep}}');
  await field(app, 'Payload').fill('{"n": {{n}}, "t": {{random 20.0..25.0}}}');
  await action(app, 'Repeat…').click();
  await field(app, 'Every, ms').fill('1');
  await field(app, 'Times').fill('300');
  await action(app, 'Start').click();
  const of = () => other.received.filter(({ topic }) => topic === 'tpl/rep');
  await expect.poll(() => of().length).toBe(300);
  const values = of().map(({ payload }) => payload);
  for (const [at, value] of values.entries()) {
    expect(value).toMatch(new RegExp(`^\\{"n": ${at + 1}, "t": 2[0-5]\\.\\d\\}$`));
  }
  expect(new Set(values.map((value) => value.slice(value.indexOf('t')))).size).toBeGreaterThan(5);
}

async function doubtsJson(app: App, { companion, connectOther }: Given): Promise<void> {
  const other = await connectOther(companion.mqtt, '5');
  await other.client.subscribeAsync('doubt', { qos: 1 });
  await app.connect(companion.app, { url: companion.ws, version: '5' });
  const note = app.publishing.getByText('Not valid JSON, line 1, column 27');
  await field(app, 'Payload').fill('{"temp": 21.5, "unit": "C"}');
  await expect(app.publishing.getByText('valid JSON')).toBeVisible();
  await expect(note).toHaveCount(0);
  await app.publish('doubt', '{"temp": 21.5, "unit": "C"', { qos: '1' });
  await expect(app.publishing.getByRole('combobox', { name: 'Payload format' })).toHaveValue(
    'text',
  );
  await expect(note).toBeVisible();
  expect((await other.message('doubt')).payload).toBe('{"temp": 21.5, "unit": "C"');
  await field(app, 'Payload').fill('21.5,');
  await expect(app.publishing.getByText(/Not valid JSON/)).toHaveCount(0);
}

async function clearsRetained(app: App, { companion, connectOther }: Given): Promise<void> {
  const { page } = app;
  await app.connect(companion.app, { url: companion.ws, version: '5' });
  await app.publish('kept/state', 'on', { qos: '1', retain: true });
  await expect(app.packet('in', 'PUBACK')).toHaveCount(1);
  await app.subscribe('kept/#', '1');
  await expect(app.packet('in', 'PUBLISH', 'kept/state', 'RETAIN')).toHaveCount(1);
  const subscriber = async () => {
    const other = await connectOther(companion.mqtt, '5');
    await other.client.subscribeAsync('kept/#', { qos: 1 });
    await other.client.publishAsync('kept/marker', '', { qos: 1 });
    await other.message('kept/marker');
    return other.received.filter(({ retain }) => retain).map(({ payload }) => payload);
  };
  expect(await subscriber()).toEqual(['on']);

  await app.topic('state').click();
  await showPanel(page, 'Topic');
  await app.button('Clear retained').click();
  await expect(app.publishing.getByText(/acknowledged after/)).toHaveCount(2);
  expect(await subscriber()).toEqual([]);
  await expect(app.button('Clear retained')).toHaveCount(0);
  await app.button('Undo').click();
  await expect.poll(subscriber).toEqual(['on']);

  await test.step('the page names the client that sets it again', async () => {
    await app.button('Clear retained').click();
    await expect(app.button('Clear retained')).toHaveCount(0);
    const { client } = await connectOther(companion.mqtt, '5', { clientId: 'thermostat' });
    await client.publishAsync('kept/state', 'on', { qos: 1, retain: true });
    await expect(page.getByRole('tabpanel', { name: 'Topic' })).toContainText('by thermostat');
  });
}

test('a message is composed in any format, sent again, loaded and saved', async ({
  app,
  companion,
  connectOther,
  startProxy,
}) => {
  const given = { companion, connectOther, startProxy };
  await test.step('a sent message is sent again, loaded, saved under a name and restored after a reload', () =>
    keepsSentMessage(app, given));
  await test.step('each format arrives unchanged; invalid input is not sent', () =>
    sendsEachFormat(app, given));
});

test('a message is checked, and sent with its properties, by key or after connecting', async ({
  app,
  companion,
  connectOther,
  startProxy,
}) => {
  const given = { companion, connectOther, startProxy };
  await test.step('MQTT 5 properties arrive complete and in order, also repeated names', () =>
    sendsProperties(app, given));
  await test.step('an invalid topic is reported, and nothing is sent', () =>
    refusesTopics(app, given));
  await test.step('messages written offline are queued, and sent in order on the next connection', () =>
    sendsLater(app, given));
  await test.step('Ctrl+Enter sends once, also from the payload, without adding a line', () =>
    sendsByKey(app, given));
});

test('a message is repeated, filled in from a template, and retained until cleared', async ({
  app,
  companion,
  connectOther,
  startProxy,
}) => {
  const given = { companion, connectOther, startProxy };
  await test.step('repeats the given number of times, and Stop stops', () => repeats(app, given));
  await test.step('sends each line, and goes on where it was stopped', () =>
    sendsLines(app, given));
  await test.step('templates are filled in only when enabled, again for each message of a repeat', () =>
    fillsIn(app, given));
  await test.step('broken JSON typed as text is reported, and can be sent', () =>
    doubtsJson(app, given));
  await test.step('the broker keeps a retained message until Clear retained, and again after Undo', () =>
    clearsRetained(app, given));
});

/** Simulates a paste, because Playwright fills in line by line. The cursor is behind the first character. */
async function paste(box: Locator, text: string): Promise<void> {
  await box.evaluate((element: HTMLTextAreaElement, value) => {
    element.select();
    element.setRangeText(value);
    element.setSelectionRange(1, 1);
    element.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }, text);
}

test('typing in a payload of 250 kB with many lines or one does not block the page', async ({
  browser,
  app,
  page,
  companion,
}) => {
  await app.connect(companion.app, { url: companion.ws, version: '5' });
  const box = field(app, 'Payload');
  await page.evaluate(() => {
    const plain = document.createElement('textarea');
    plain.id = 'plain';
    plain.style.cssText = 'position: fixed; inset: 0 auto auto 0; font: 13px monospace';
    document.body.append(plain);
  });
  const plain = page.locator('#plain');
  /** The longest task of ten keys, in ms of processor time. */
  const typing = (into: Locator) =>
    longestTask(browser, page, async () => {
      for (let key = 0; key < 10; key += 1) {
        await into.press('Space');
        await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
      }
    });
  for (const end of ['\n', ' ']) {
    const item = `{"id":1234,"name":"press-07","value":21.5},${end}`;
    const text = `[${item.repeat(Math.floor(250_000 / item.length))}1]`;
    await paste(box, text);
    await expect(app.publishing.getByText('valid JSON')).toBeVisible();
    await paste(plain, text);
    // The browser's own layout takes about half of the time.
    const most = 4 * (await typing(plain));
    const long = await lowest(most, () => typing(box));
    expect(long, end === ' ' ? 'one line' : 'many lines').toBeLessThan(most);
    await expect(box).toHaveValue(/^\[ {10}/);
  }
});

test('a file of 20 MB is shown by name, arrives unchanged over WebSocket and the bridge without blocking the page, and can be removed', async ({
  browser,
  app,
  page,
  startCompanion,
  connectOther,
  folder,
}) => {
  const companion = await startCompanion(['--no-demo', '--maximum-packet-size', '33554432']);
  const other = await connectOther(companion.mqtt, '5');
  await other.client.subscribeAsync('firmware/#', { qos: 1 });
  const file = path.join(folder, 'firmware.bin');
  await app.connect(companion.app, { url: companion.ws, version: '5' });
  await app.publishing.getByRole('radio', { name: '1', exact: true }).click();
  /** Publishes and views it. Returns the longest task meanwhile, in ms. */
  const send = (topic: string, payload: Buffer, size: string) =>
    longestTask(browser, page, async () => {
      await topicBox(app).fill(topic);
      const chosen = page.waitForEvent('filechooser');
      await action(app, 'From file…').click();
      writeFileSync(file, payload);
      await (await chosen).setFiles(file);
      await expect(app.publishing.getByText('firmware.bin')).toBeVisible();
      await expect(app.publishing.getByText(`${size} · `)).toBeVisible();
      await expect(field(app, 'Payload')).toHaveCount(0);
      const before = await app.publishing.getByText(/acknowledged after/).count();
      await action(app, 'Publish').click();
      const { bytes } = await other.message(topic);
      expect(bytes.equals(payload)).toBe(true);
      await expect(app.publishing.getByText(/acknowledged after/)).toHaveCount(before + 1);
      await app.packet('out', 'PUBLISH').first().click();
      await expect(app.bytes).toBeVisible();
    });
  const short = await send('firmware/short', randomBytes(300_000), '300,000 B');
  const most = Math.max(50, 1.5 * short);
  /** Checks the tab in front. */
  const isQuick = async (way: string) => {
    const long = await lowest(most, async (attempt) => {
      const remove = action(app, 'Remove payload');
      if (await remove.isVisible()) await remove.click();
      return send(`firmware/${way}/${attempt}`, randomBytes(20_000_000), '20,000,000 B');
    });
    expect(long, way).toBeLessThan(most);
  };
  await isQuick('websocket');
  await app.open(companion.app, { url: companion.mqtt, version: '5' });
  await app.button('Connect').click();
  await app.connected();
  await app.publishing.getByRole('radio', { name: '1', exact: true }).click();
  await isQuick('bridge');
  await action(app, 'Remove payload').click();
  await expect(field(app, 'Payload')).toHaveValue('');
  // Pasted text that is too long is not inserted into a box.
  await field(app, 'Payload').evaluate((box: HTMLTextAreaElement) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', 'é'.repeat(1_000_000));
    box.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    );
  });
  await expect(app.publishing.getByText('2,000,000 B')).toBeVisible();
  await other.client.endAsync();
});
