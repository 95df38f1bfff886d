/**
 * MQTT-SN: sensors at the companion's gateway, live and in a capture file; each message with both of its
 * sides.
 */
import { createSocket } from 'node:dgram';
import { writeFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { framesOf, pcapOf } from '../../src/engine/files/frames/frames.testkit.ts';
import { udpFrame } from '../../src/engine/files/frames/udpFrame.testkit.ts';
import { encode } from '../../src/mqtt/codec/encode.ts';
import { encodeSn } from '../../src/mqttsn/encodeSn.ts';
import type { SnMessage } from '../../src/mqttsn/snMessage.ts';
import type { App } from '../kit/page/app.ts';
import { findings } from '../kit/page/axe.ts';
import { Captures } from '../kit/page/captures.ts';
import { showPanel } from '../kit/page/panels.ts';
import type { Companion } from '../kit/peers/companion.ts';
import { until } from '../kit/peers/processes.ts';
import { expect, test } from '../kit/test.ts';

const CONNECT: SnMessage = {
  type: 'connect',
  will: false,
  cleanSession: true,
  protocolId: 1,
  keepAlive: 60,
  clientId: 'soil-1',
};
const publish = (data: string, kind: 'short' | 'normal' | 'predefined', id: number): SnMessage => ({
  type: 'publish',
  dup: false,
  qos: 1,
  retain: false,
  topic: { kind, id },
  messageId: 7,
  data: new TextEncoder().encode(data),
});

async function seenAtGateway(app: App, companion: Companion): Promise<void> {
  const { page } = app;
  const port = await until(
    () => /^sn udp:\/\/127\.0\.0\.1:(\d+)$/m.exec(companion.stdout())?.[1],
    'the port of MQTT-SN',
  );
  await app.connect(companion.app, { url: companion.ws });
  await app.subscribe('ab');
  const sensor = createSocket('udp4');
  const ask = async (message: SnMessage): Promise<void> => {
    const heard = new Promise((resolve) => {
      sensor.once('message', resolve);
    });
    sensor.send(encodeSn(message), Number(port), '127.0.0.1');
    await heard;
  };
  await ask(CONNECT);
  await ask(publish('21.5', 'short', 0x6162));

  await page.keyboard.press('Alt+3');
  await page.getByRole('tab', { name: 'Sensors', exact: true }).click();
  const rows = page.getByRole('grid', { name: 'MQTT-SN messages' }).getByRole('row');
  await expect(rows.filter({ hasText: 'soil-1' })).toHaveCount(4);
  const published = rows.filter({ hasText: 'PUBLISH' });
  await expect(published).toContainText('ab');
  await expect(published.getByRole('gridcell').last()).toHaveText('PUBLISH 7');
  await published.click();
  const fields = page.getByRole('list', { name: 'Fields', exact: true });
  await fields.getByRole('button', { name: /^Data/ }).click();
  await expect(fields.getByRole('button', { name: /^Data/ })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await expect(page.getByRole('region', { name: 'MQTT side', exact: true })).toContainText(
    'PUBLISH',
  );
  expect(await findings(page)).toEqual([]);

  sensor.close();
}

/** Predefined topics. */
async function named(page: Page, topics: string): Promise<void> {
  await page.getByRole('button', { name: 'Topic names…', exact: true }).click();
  await page.getByRole('textbox', { name: 'Numbers and topics' }).fill(topics);
  await page.getByRole('button', { name: 'Use these', exact: true }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

async function tiedInFile(app: App, place: (name: string) => string): Promise<void> {
  const { page } = app;
  const [client, gateway] = [
    { address: '10.0.0.7', port: 40_000 },
    { address: '10.0.0.1', port: 1884 },
  ];
  const out = (message: SnMessage) => udpFrame(client, gateway, encodeSn(message));
  const mqtt = {
    type: 'connect',
    protocolName: 'MQTT',
    protocolLevel: 4,
    cleanStart: true,
    keepAlive: 0,
    clientId: 'soil-1',
    properties: [],
  } as const;
  const accepted = udpFrame(gateway, client, encodeSn({ type: 'connack', returnCode: 0 }));
  const onward = framesOf([{ direction: 'out', bytes: encode(mqtt, 4) }]);
  const file = place('sensors.pcap');
  await writeFile(
    file,
    pcapOf([
      out(CONNECT),
      ...onward,
      accepted,
      out(publish('x', 'normal', 9)),
      out(publish('44', 'predefined', 5)),
    ]),
  );
  await new Captures(page, place).openFile(file);
  await showPanel(page, 'Connections');
  await page.getByRole('radio', { name: 'MQTT-SN', exact: true }).click();
  const rows = page.getByRole('grid', { name: 'MQTT-SN messages' }).getByRole('row');
  const unknown = rows.filter({ hasText: 'The topic id 9 is not registered' });
  await expect(unknown).toHaveCount(1);
  await named(page, '5 soil/humidity');
  await expect(rows.filter({ hasText: 'soil/humidity' })).toHaveCount(1);
  await rows.filter({ hasText: 'CONNECT' }).click();
  await page.getByRole('button', { name: 'Show packet 1', exact: true }).click();
  await expect(page.getByRole('grid', { name: 'Packets', exact: true })).toContainText('soil-1');
  await app.kept('sensors.pcap');
  await namedAfterReload(page, file);
}

/** The file must be chosen again; the names were stored with its tab. */
async function namedAfterReload(page: Page, file: string): Promise<void> {
  await page.reload();
  await page
    .getByRole('tablist', { name: 'Connections' })
    .getByRole('tab')
    .filter({ hasText: 'sensors.pcap' })
    .click();
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose the file again', exact: true }).click();
  await (await choosing).setFiles(file);
  await showPanel(page, 'Connections');
  await page.getByRole('radio', { name: 'MQTT-SN', exact: true }).click();
  const rows = page.getByRole('grid', { name: 'MQTT-SN messages' }).getByRole('row');
  await expect(rows.filter({ hasText: 'soil/humidity' })).toHaveCount(1);
}

test.use({ viewport: { width: 1600, height: 900 } });

test('a sensor’s messages are shown at the gateway next to their MQTT packets', async ({
  app,
  startCompanion,
}) => {
  await seenAtGateway(app, await startCompanion(['--no-demo', '--sn', '0']));
});

test('a file of both sides links them', async ({ app, page, companion }, testInfo) => {
  await page.goto(companion.app);
  await tiedInFile(app, (name) => testInfo.outputPath(name));
});

test('problems of a file without MQTT packets are counted, and lead to the messages', async ({
  page,
  companion,
}, testInfo) => {
  await page.goto(companion.app);
  const file = 'e2e/cases/pub-09-sn-regack-with-topic-id-0.pcap';
  await new Captures(page, (name) => testInfo.outputPath(name)).openFile(file);
  await page.getByRole('button', { name: '2 problems in MQTT-SN', exact: true }).click();
  const messages = page.getByRole('grid', { name: 'MQTT-SN messages' });
  await expect(messages.getByRole('row').filter({ hasText: 'REGACK' }).first()).toBeVisible();
});
