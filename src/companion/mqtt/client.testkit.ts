/** Clients that nobody here wrote: mqtt.js, as any program would use it. */
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
  /** How it was let in. */
  readonly connack: IConnackPacket;
  /** The next message that nobody has asked for yet, in order of arrival. */
  readonly next: () => Promise<Received>;
  /** How many messages wait to be asked for. */
  readonly waiting: () => number;
}

const ONCE: IClientOptions = { reconnectPeriod: 0, connectTimeout: 5000 };

/** Connects, does not reconnect, and is gone after the test. */
export function connectClient(url: string, options: IClientOptions = {}): Promise<TestClient> {
  return follow(mqtt.connect(url, { ...ONCE, ...options }));
}

/** The same over whatever carries bytes. */
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

/** Resolves to the error with which the connection was refused. */
export async function refusalOf(url: string, options: IClientOptions): Promise<unknown> {
  try {
    await connectClient(url, options);
  } catch (error) {
    return error;
  }
  throw new Error('the connection was accepted');
}
