/**
 * Taps between devices and brokers: third-party programs through a tap with TLS, and its streams in the app.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { freePort } from '../../src/connection/ports.testkit.ts';
import type { App } from '../kit/page/app.ts';
import { findings } from '../kit/page/axe.ts';
import { addBreakpoint, losePuback, stoppedPacket } from '../kit/page/breakpoints.ts';
import { showPanel } from '../kit/page/panels.ts';
import { runBin } from '../kit/peers/companion.ts';
import type { Mosquitto } from '../kit/peers/mosquitto.ts';
import { cloudOf, printedDevices, startDevice } from '../kit/peers/platform.ts';
import { start, until, untilUp } from '../kit/peers/processes.ts';
import { expect, type Fixtures, test } from '../kit/test.ts';

type Given = Pick<Fixtures, 'companion' | 'connectOther' | 'folder'>;

const CLIENTS = process.env['MQTTSCOPE_MOSQUITTO_CLIENTS'] ?? 'mosquitto_pub';
const SUBSCRIBE = CLIENTS.replace(/pub$/, 'sub');
const TSHARK = process.env['MQTTSCOPE_TSHARK'] ?? 'tshark';

test('Mosquitto’s clients and mqtt.js through a tap with TLS: messages arrive and are recorded, and each end has a cause', async ({
  startMosquitto,
  connectOther,
  folder,
}) => {
  const mosquitto = await startMosquitto();
  const port = await freePort();
  const file = path.join(folder, 'tap.pcapng');
  const authority = path.join(folder, 'ca', 'tap.pem');
  const tapped = runBin([
    'tap',
    '--listen',
    `mqtts://127.0.0.1:${port}`,
    '--to',
    mosquitto.mqtt,
    '--authority-dir',
    path.join(folder, 'ca'),
    '-o',
    file,
  ]);
  await untilUp(tapped, () => /Devices connect to/.test(tapped.stderr()), 'the tap');
  const at = ['-h', 'localhost', '-p', String(port)];
  // Into a pipe, it would buffer its lines until the end.
  const subscriber = start('stdbuf', [
    '-oL',
    SUBSCRIBE,
    ...at,
    '--cafile',
    authority,
    '-t',
    'tap/#',
    '-q',
    '2',
    '-C',
    '2',
    '-i',
    'subscriber',
    '-d',
  ]);
  await until(() => /SUBACK/.test(subscriber.stdout()), 'the subscription');
  const pub = (...args: string[]) =>
    spawnSync(CLIENTS, [...at, ...args, '-m', 'from C', '-q', '2']);
  expect(pub('--cafile', authority, '-t', 'tap/c', '-i', 'publisher').status).toBe(0);
  const { client } = await connectOther(`mqtts://localhost:${port}`, '5', {
    clientId: 'script',
    ca: readFileSync(authority),
  });
  await client.publishAsync('tap/js', 'from JavaScript', { qos: 1 });
  // In either order: the message of QoS 2 is delivered at its PUBREL.
  await until(
    () => ['from C', 'from JavaScript'].every((text) => subscriber.stdout().includes(text)),
    'both messages',
  );
  client.stream.destroy();
  // A client that does not trust the tap reports it, and the tap suggests a solution.
  const distrust = pub('--cafile', '/etc/ssl/certs/ca-certificates.crt', '-t', 'tap/c');
  expect(distrust.status).not.toBe(0);
  await until(() => /unknown_ca/.test(tapped.stderr()), 'the refusal');
  await until(() => /script, after/.test(tapped.stderr()), 'the end of mqtt.js');
  await until(
    () => /publisher, after [\d.]+ s: closed by the client with DISCONNECT/.test(tapped.stderr()),
    'the end of mosquitto_pub',
  );
  expect(tapped.stderr()).toMatch(/script, after [\d.]+ s: (?:closed|reset) by the client/);
  await tapped.stop('SIGINT');
  const read = spawnSync(TSHARK, [
    '-r',
    file,
    '-Y',
    'mqtt.msgtype == 3',
    '-T',
    'fields',
    '-e',
    'mqtt.topic',
  ]);
  // Each message to the broker and from it.
  expect(read.stdout.toString().split('\n').toSorted().filter(Boolean)).toEqual([
    'tap/c',
    'tap/c',
    'tap/js',
    'tap/js',
  ]);
});

/** Starts with a connection to the companion in front. */
async function watchThroughTap(
  app: App,
  mosquitto: Mosquitto,
  connectOther: Given['connectOther'],
): Promise<void> {
  const { page } = app;
  const port = await freePort();
  const tabs = page.getByRole('tablist', { name: 'Connections' }).getByRole('tab');
  await showPanel(page, 'Broker');
  await page.getByRole('tab', { name: 'Device taps', exact: true }).click();
  await expect(page.getByText('No device tap yet')).toBeVisible();
  const form = page.getByRole('form', { name: 'New device tap' });
  await form.getByRole('textbox', { name: 'Port' }).fill(String(port));
  await form.getByRole('textbox', { name: 'Their broker' }).fill(mosquitto.mqtt);
  await form.getByRole('button', { name: 'Start tap' }).click();
  const tap = page.getByRole('listitem', { name: `Tap 127.0.0.1:${port}` });
  await expect(tap).toContainText('0 devices now, 0 ever');
  // Ends before it is viewed; how the tap ends it is not tested here.
  connect(port, '127.0.0.1')
    .on('error', () => undefined)
    .end(Buffer.of(0x0a));
  await expect(tap).toContainText('0 devices now, 1 ever');
  await expect(page.getByText(`mosquitto_sub -h 127.0.0.1 -p ${port} -t`)).toBeVisible();
  await page.getByRole('combobox', { name: 'Device or program' }).selectOption('espIdf');
  await expect(page.getByText(`"mqtt://127.0.0.1:${port}"`)).toBeVisible();
  expect(await findings(page)).toEqual([]);

  const { client, kill } = await connectOther(`mqtt://127.0.0.1:${port}`, '5', {
    clientId: 'oven-01',
    username: 'u',
    password: 'hunter2',
  });
  await expect(tap).toContainText('1 device now');
  await tap.getByRole('button', { name: 'Show in Inspect' }).click();
  await expect(app.packet('out', 'CONNECT').filter({ hasText: 'oven-01' })).toHaveCount(1);
  await client.publishAsync('plant/oven', 'hot', { qos: 1 });
  await expect(app.packet('in', 'PUBACK')).toHaveCount(1);
  kill();
  await showPanel(page, 'Connections');
  const row = page
    .getByRole('grid', { name: 'Connections' })
    .getByRole('row')
    .filter({ hasText: 'oven-01' });
  await expect(row).toContainText('by the client');
  const early = page.getByRole('grid', { name: 'Connections' }).getByRole('row');
  await expect(early.filter({ hasText: 'are not a CONNECT' })).toHaveCount(1);
  await expect(page.getByText('hunter2')).toHaveCount(0);
  expect(await findings(page)).toEqual([]);

  await tabs.first().click();
  await tap.getByRole('button', { name: 'Stop tap' }).click();
  await expect(page.getByText('No device tap yet')).toBeVisible();
}

test('the vendor’s package for Alibaba Cloud IoT through a tap with TLS: it signs in, posts, and receives', async ({
  startCompanion,
  folder,
}) => {
  const companion = await startCompanion(['--no-demo', '--alibaba', '--seed', '7']);
  const [device] = printedDevices(companion);
  if (device === undefined) throw new Error('no device was printed');
  const port = await freePort();
  const ca = path.join(folder, 'ca');
  const tapped = runBin([
    'tap',
    '--listen',
    `mqtts://127.0.0.1:${port}`,
    '--to',
    companion.mqtt,
    '--authority-dir',
    ca,
  ]);
  await untilUp(tapped, () => /Devices connect to/.test(tapped.stderr()), 'the tap');
  const program = startDevice('vendorDevice', device, `mqtts://localhost:${port}`, {
    NODE_EXTRA_CA_CERTS: path.join(ca, 'tap.pem'),
  });
  expect(await program.next('reply')).toMatchObject({ code: 200 });
  const cloud = cloudOf(companion);
  await cloud.setProperty(device, { powerSwitch: 1 }, false);
  expect(await program.next('set')).toMatchObject({ params: { powerSwitch: 1 } });
  await program.stop();
  await until(() => new RegExp(`${device.deviceName}.*, after`).test(tapped.stderr()), 'its end');
  await tapped.stop('SIGINT');
});

async function editThroughTap(
  app: App,
  mosquitto: Mosquitto,
  { companion, connectOther, folder }: Given,
): Promise<void> {
  const { page } = app;
  const watcher = await connectOther(mosquitto.mqtt, '5', { clientId: 'watcher' });
  await watcher.client.subscribeAsync('plant/#', { qos: 1 });
  const port = await freePort();
  await app.connect(companion.app, { url: companion.ws });
  await page.keyboard.press('Alt+3');
  await page.getByRole('tab', { name: 'Device taps', exact: true }).click();
  const form = page.getByRole('form', { name: 'New device tap' });
  await form.getByRole('combobox', { name: 'Devices connect with' }).selectOption('mqtts');
  await form.getByRole('textbox', { name: 'Port' }).fill(String(port));
  await form.getByRole('textbox', { name: 'Their broker' }).fill(mosquitto.mqtt);
  await form.getByRole('button', { name: 'Start tap' }).click();
  const coming = page.waitForEvent('download');
  await app.button('Certificate (PEM)').click();
  const authority = path.join(folder, 'tap.pem');
  await (await coming).saveAs(authority);
  const tabs = page.getByRole('tablist', { name: 'Connections' }).getByRole('tab');
  const before = await tabs.count();
  await app.button('Show in Inspect').click();
  await expect(tabs).toHaveCount(before + 1);
  await tabs.nth(before - 1).click();

  await showPanel(page, 'Breakpoints');
  const where = page.getByRole('combobox', { name: 'Where' });
  await where.selectOption({ label: `Tap mqtts://127.0.0.1:${port} → ${mosquitto.mqtt}` });
  await addBreakpoint(page, 'type == publish and topic == "plant/c"');
  const at = ['-h', 'localhost', '-p', String(port), '--cafile', authority];
  const said = ['-t', 'plant/c', '-q', '1', '-m', '{"temp": 71.8}'];
  const publisher = start(CLIENTS, [...at, '-i', 'c-device', ...said]);
  const stopped = stoppedPacket(page);
  await stopped.getByRole('textbox', { name: 'Payload', exact: true }).fill('{"temp": 171.8}');
  await expect(stopped.getByText('Both ends stay in step.')).toBeVisible();
  expect(await findings(page)).toEqual([]);
  await stopped.getByRole('textbox', { name: 'Payload', exact: true }).press('Control+Enter');
  expect((await watcher.message('plant/c')).payload).toBe('{"temp": 171.8}');
  // It received its PUBACK and ended cleanly.
  await until(publisher.isOver, 'the end of mosquitto_pub');
  expect(publisher.child.exitCode).toBe(0);

  await app.button('Remove breakpoint-1').click();
  await expect(page.getByText('Add a breakpoint first.')).toBeVisible();
  const device = await connectOther(`mqtts://localhost:${port}`, '5', {
    clientId: 'device',
    clean: false,
    properties: { sessionExpiryInterval: 600 },
    reconnectPeriod: 100,
    ca: readFileSync(authority),
  });
  await losePuback(page, device, 'plant/js', 'type == puback');
  await tabs.last().click();
  // The same message twice on the device's side, the second time as a redelivery.
  await expect(app.packet('out', 'PUBLISH').filter({ hasText: 'plant/js' })).toHaveCount(2);
  // The client received nothing, and the tree shows its messages.
  await expect(app.topic('js')).toBeVisible();
  const copies = (): number => watcher.received.filter(({ topic }) => topic === 'plant/js').length;
  await expect.poll(copies).toBe(2);
}

test('a tap is started in the app; a device’s connection is a stream there, with the cause of its end', async ({
  app,
  companion,
  startMosquitto,
  connectOther,
}) => {
  await app.connect(companion.app, { url: companion.ws });
  await watchThroughTap(app, await startMosquitto(), connectOther);
});

test('through a tap with TLS, a device’s PUBLISH stops and is edited, both ends stay in step; a PUBACK is dropped, and the message is retransmitted', async ({
  app,
  companion,
  startMosquitto,
  connectOther,
  folder,
}) => editThroughTap(app, await startMosquitto(), { companion, connectOther, folder }));
