/** Tests fault rules with real sockets and a third-party client. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IPublishPacket, Packet } from 'mqtt';
import { expect, it } from 'vitest';
import { parseRulesFile } from '../../broker/faults/rulesFile.ts';
import { cli } from '../../i18n/cli/en/texts.ts';
import { connectClient } from '../mqtt/client.testkit.ts';
import { parseCommandLine } from '../serve/commandLine.ts';
import { startTestCompanion, temporaryFolder } from '../serve/companion.testkit.ts';
import { readSettings, type Settings } from '../serve/settings.ts';

function settingsWith(content: string): Promise<Settings> {
  const path = join(temporaryFolder(), 'faults.json');
  writeFileSync(path, content);
  const surroundings = {
    texts: cli,
    version: '1',
    users: undefined,
    token: undefined,
    print: () => undefined,
  };
  const parsed = parseCommandLine(['--faults', path], surroundings);
  if (parsed === 'answered') throw new Error('help was printed');
  return readSettings(parsed);
}

const LOST_PUBACK = `{"version": 1, "rules": [
  {"id": "lost-puback", "match": {"packet": "PUBACK", "nth": 1}, "do": "drop"}]}`;

it.each(['mqtt', 'ws'] as const)(
  'over %s, a lost PUBACK: the client sees none, and resends with DUP after reconnecting [MQTT-4.4.0-1]',
  async (transport) => {
    const { faults } = await settingsWith(LOST_PUBACK);
    const companion = await startTestCompanion({ faults });
    const url = companion[transport];
    const watcher = await connectClient(url);
    await watcher.client.subscribeAsync('#', { qos: 0 });
    const options = { clientId: 'loser', clean: false, reconnectPeriod: 1 };
    const { client } = await connectClient(url, options);
    const acknowledgements: number[] = [];
    const said: string[] = [];
    client.on('packetreceive', ({ cmd }: Packet) => said.push(cmd));
    client.publish('t', 'x', { qos: 1 }, () => acknowledgements.push(1));
    expect(await watcher.next()).toMatchObject({ topic: 't' });
    // The PINGRESP follows the lost PUBACK.
    const answered = new Promise<void>((resolve) => client.once('packetreceive', () => resolve()));
    client.sendPing();
    await answered;
    expect(said).toEqual(['pingresp']);
    expect(acknowledgements).toEqual([]);

    const acknowledged = new Promise<void>((resolve) => {
      client.on('packetreceive', ({ cmd }: Packet) => cmd === 'puback' && resolve());
    });
    client.stream.destroy();
    await acknowledged;
    expect(await watcher.next()).toMatchObject({ topic: 't', payload: 'x' });
    expect(acknowledgements).toEqual([1]);
    expect(companion.notices).toEqual(['Fault rule lost-puback: drop, PUBACK to "loser".']);
  },
);

it('a lost PUBACK of the subscriber: the broker redelivers with DUP [MQTT-3.3.1-1]', async () => {
  const file = parseRulesFile(
    LOST_PUBACK.replace('"nth": 1', '"nth": 1, "direction": "from-client"'),
  );
  if (!file.ok) throw new Error(JSON.stringify(file.error));
  const { mqtt } = await startTestCompanion({ faults: file.rules });
  const options = { clientId: 'sleepy', clean: false, reconnectPeriod: 1 };
  const { client, next } = await connectClient(mqtt, options);
  await client.subscribeAsync('t', { qos: 1 });
  await client.publishAsync('t', 'x', { qos: 0 });
  const publisher = await connectClient(mqtt);
  await publisher.client.publishAsync('t', 'y', { qos: 1 });
  expect(await next()).toMatchObject({ payload: 'x' });
  const first: { packet: IPublishPacket } = await next();
  expect(first.packet).toMatchObject({ dup: false, qos: 1 });
  client.stream.destroy();
  const again = await next();
  expect(again).toMatchObject({ payload: 'y', packet: { dup: true } });
  expect(again.packet.messageId).toBe(first.packet.messageId);
});

it.each([
  ['{"version": 1,\n "rules": [}', /^\S+faults\.json \(--faults\), line 2, column 12: not JSON, /],
  [
    '{"version": 1, "rules": [\n  {"id": "x", "do": "dropp"}]}',
    /line 2, column 21: rules\[0\]\.do must be "delay" or "drop" /,
  ],
])('an invalid file, %j, is reported with place and reason', async (content, message) => {
  await expect(settingsWith(content)).rejects.toThrow(message);
  await expect(settingsWith(content)).rejects.toThrow(
    expect.objectContaining({ name: 'StartError' }),
  );
});

it('a failing network resets the selected clients, and the others continue', async () => {
  const { network } = await settingsWith(
    '{"version": 1, "rules": [], "network": {"client": "victim", "resetAfter": 500}}',
  );
  if (network === undefined) throw new Error('no network was read');
  const { mqtt } = await startTestCompanion({ network });
  const { client: other } = await connectClient(mqtt, { clientId: 'other' });
  const { client: victim } = await connectClient(mqtt, { clientId: 'victim', reconnectPeriod: 0 });
  const ended = new Promise<void>((resolve) => victim.once('close', () => resolve()));
  const codes: unknown[] = [];
  victim.on('error', (error) => codes.push('code' in error ? error.code : error.message));
  victim.publish('t', Buffer.alloc(1000), { qos: 1 });
  await ended;
  expect(codes).toEqual(['ECONNRESET']);
  await other.publishAsync('t', Buffer.alloc(1000), { qos: 1 });
  expect(other.connected).toBe(true);
});

it('a fast sender on a narrow network is read slower, and all data arrives', async () => {
  const network = { client: 'fast', up: 4_000_000 } as const;
  const { mqtt } = await startTestCompanion({ network });
  const watcher = await connectClient(mqtt);
  await watcher.client.subscribeAsync('t', { qos: 0 });
  const { client } = await connectClient(mqtt, { clientId: 'fast' });
  client.publish('t', Buffer.alloc(4_000_000), { qos: 0 });
  // Except for socket buffers, less than half has arrived.
  await expect.poll(() => client.stream.writableLength).toBeGreaterThan(0);
  expect((await watcher.next()).packet.payload).toHaveLength(4_000_000);
});
