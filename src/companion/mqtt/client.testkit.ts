/** Third-party clients for tests: mqtt.js, used like in any program. */
import type { Duplex } from 'node:stream';
import mqtt, {
  type IClientOptions,
  type IConnackPacket,
  type IPublishPacket,
  MqttClient,
} from 'mqtt';
import { onTestFinished } from 'vitest';

interface Received {
  readonly topic: string;
  readonly payload: string;
  readonly packet: IPublishPacket;
}

export interface TestClient {
  readonly client: MqttClient;
  /** The received CONNACK. */
  readonly connack: IConnackPacket;
  /** The next message that was not requested yet, in order of arrival. */
  readonly next: () => Promise<Received>;
  /** Number of received messages that were not requested yet. */
  readonly waiting: () => number;
}

const ONCE: IClientOptions = { reconnectPeriod: 0, connectTimeout: 5000 };

/** Connects without reconnecting, and closes after the test. */
export function connectClient(url: string, options: IClientOptions = {}): Promise<TestClient> {
  return follow(mqtt.connect(url, { ...ONCE, ...options }));
}

/** The same over any byte stream. */
export function connectThrough(stream: () => Duplex, options: IClientOptions): Promise<TestClient> {
  return follow(new MqttClient(stream, { ...ONCE, ...options }));
}

async function follow(client: MqttClient): Promise<TestClient> {
  onTestFinished(() => {
    client.end(true);
  });
  const queue: Received[] = [];
  const asking: ((received: Received) => void)[] = [];
  client.on('message', (topic, payload, packet) => {
    const received = { topic, payload: payload.toString(), packet };
    const asker = asking.shift();
    if (asker === undefined) queue.push(received);
    else asker(received);
  });
  const connack = await new Promise<IConnackPacket>((resolve, reject) => {
    client.once('connect', resolve);
    client.once('error', reject);
    client.once('close', () => reject(new Error('closed before CONNACK')));
  });
  client.on('error', () => undefined);
  const next = (): Promise<Received> => {
    const first = queue.shift();
    if (first !== undefined) return Promise.resolve(first);
    return new Promise((resolve) => asking.push(resolve));
  };
  return { client, connack, next, waiting: () => queue.length };
}

/** Resolves to the error of the rejected connection. */
export async function refusalOf(url: string, options: IClientOptions): Promise<unknown> {
  try {
    await connectClient(url, options);
  } catch (error) {
    return error;
  }
  throw new Error('the connection was accepted');
}
