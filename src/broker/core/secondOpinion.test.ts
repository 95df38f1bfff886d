/** Tests of the broker with an independent client, mqtt.js, over streams in memory. */
import { Duplex } from 'node:stream';
import mqtt, { type IClientOptions, type IPublishPacket, type MqttClient } from 'mqtt';
import { afterEach, describe, expect, it } from 'vitest';
import { LOCAL_PEER } from './broker.testkit.ts';
import { Broker } from './broker.ts';

const VERSIONS = [3, 4, 5] as const;
const LEVELS = [0, 1, 2] as const;

/** Hosts a broker for streams of the same process. */
class MemoryHost {
  readonly broker = new Broker({ seed: 1 });
  readonly #streams = new Map<number, Duplex>();

  open(): Duplex {
    const id = this.broker.open(LOCAL_PEER, performance.now());
    const stream = new Duplex({
      read: () => undefined,
      write: (chunk: Uint8Array, _encoding, done) => {
        this.broker.receive(id, chunk, performance.now());
        this.#collect();
        done();
      },
      destroy: (error, done) => {
        this.#streams.delete(id);
        this.broker.close(id, performance.now());
        this.#collect();
        done(error);
      },
    });
    this.#streams.set(id, stream);
    return stream;
  }

  #collect(): void {
    for (const output of this.broker.takeOutput()) {
      const stream = this.#streams.get(output.connection);
      if (output.kind === 'send') stream?.push(output.bytes);
      else stream?.push(null);
    }
  }
}

const clients: MqttClient[] = [];
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.endAsync(true)));
});

async function connect(host: MemoryHost, options: IClientOptions = {}): Promise<MqttClient> {
  const version = options.protocolVersion ?? 5;
  const client = new mqtt.MqttClient(() => host.open(), {
    protocolId: version === 3 ? 'MQIsdp' : 'MQTT',
    protocolVersion: version,
    reconnectPeriod: 0,
    keepalive: 0,
    ...options,
  });
  clients.push(client);
  await new Promise<void>((resolve, reject) => {
    client.once('connect', () => resolve());
    client.once('error', reject);
  });
  return client;
}

const nextMessage = (client: MqttClient) =>
  new Promise<IPublishPacket>((resolve) => {
    client.once('message', (_topic, _payload, packet) => resolve(packet));
  });

describe.each(VERSIONS)('mqtt.js at level %i', (protocolVersion) => {
  it.each(LEVELS)('publishes and receives at QoS %i', async (qos) => {
    const host = new MemoryHost();
    const subscriber = await connect(host, { protocolVersion, clientId: 's' });
    const publisher = await connect(host, { protocolVersion, clientId: 'p' });
    const [grant] = await subscriber.subscribeAsync('a/+', { qos });
    expect(grant?.qos).toBe(qos);
    const message = nextMessage(subscriber);
    await publisher.publishAsync('a/b', 'text', { qos });
    expect(await message).toMatchObject({ topic: 'a/b', qos, payload: Buffer.from('text') });
  });

  it('gets retained messages, and the will of a lost client', async () => {
    const host = new MemoryHost();
    const will = { topic: 'state', payload: Buffer.from('offline'), qos: 1, retain: true } as const;
    const device = await connect(host, { protocolVersion, clientId: 'device', will });
    await device.publishAsync('state', 'online', { qos: 1, retain: true });
    const watcher = await connect(host, { protocolVersion, clientId: 'watcher' });
    const first = nextMessage(watcher);
    await watcher.subscribeAsync('state', { qos: 1 });
    expect(await first).toMatchObject({ payload: Buffer.from('online'), retain: true });
    const second = nextMessage(watcher);
    device.stream.destroy();
    expect(await second).toMatchObject({ payload: Buffer.from('offline') });
  });

  it('gets missed messages when it resumes its session', async () => {
    const host = new MemoryHost();
    const options: IClientOptions = {
      protocolVersion,
      clientId: 'lasting',
      clean: false,
      ...(protocolVersion === 5 ? { properties: { sessionExpiryInterval: 100 } } : {}),
    };
    const before = await connect(host, options);
    await before.subscribeAsync('a', { qos: 2 });
    await before.endAsync(true);
    const publisher = await connect(host, { protocolVersion, clientId: 'p' });
    await publisher.publishAsync('a', 'missed', { qos: 2 });
    const seen: string[] = [];
    const after = new mqtt.MqttClient(() => host.open(), {
      protocolId: protocolVersion === 3 ? 'MQIsdp' : 'MQTT',
      reconnectPeriod: 0,
      ...options,
    });
    clients.push(after);
    after.on('message', (_topic, payload) => seen.push(payload.toString()));
    await expect.poll(() => seen).toEqual(['missed']);
  });
});

describe('mqtt.js at level 5', () => {
  it('keeps properties, and is notified of its take-over', async () => {
    const host = new MemoryHost();
    const subscriber = await connect(host, { clientId: 's' });
    await subscriber.subscribeAsync('a', { qos: 1, properties: { subscriptionIdentifier: 9 } });
    const message = nextMessage(subscriber);
    const publisher = await connect(host, { clientId: 'p' });
    const properties = {
      contentType: 'text/plain',
      correlationData: Buffer.from([0, 255]),
      responseTopic: 'r',
      userProperties: { k: ['1', '2'] },
    };
    await publisher.publishAsync('a', 'x', { qos: 1, properties });
    expect((await message).properties).toMatchObject({ ...properties, subscriptionIdentifier: 9 });
    const reason = new Promise((resolve) => {
      subscriber.once('disconnect', (packet) => resolve(packet.reasonCode));
    });
    await connect(host, { clientId: 's' });
    expect(await reason).toBe(0x8e);
  });
});
