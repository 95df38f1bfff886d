/** A second client on the same broker over TCP: the third-party mqtt.js. */
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';
import { until } from './processes.ts';

interface Received {
  readonly topic: string;
  readonly payload: string;
  readonly bytes: Buffer;
  readonly qos: number;
  readonly retain: boolean;
}

export interface OtherClient {
  readonly client: MqttClient;
  readonly received: Received[];
  /** Waits for a message on that topic. */
  readonly message: (topic: string) => Promise<Received>;
  /** Closes the socket like a crash, without DISCONNECT. */
  readonly kill: () => void;
}

export async function connectOther(
  url: string,
  version: '3.1.1' | '5',
  options: IClientOptions = {},
): Promise<OtherClient> {
  const client = await mqtt.connectAsync(url, {
    protocolVersion: version === '5' ? 5 : 4,
    reconnectPeriod: 0,
    ...options,
  });
  const received: Received[] = [];
  client.on('message', (topic, payload, packet) => {
    const { qos, retain } = packet;
    received.push({ topic, payload: payload.toString(), bytes: payload, qos, retain });
  });
  return {
    client,
    received,
    message: (topic) =>
      until(() => received.find((m) => m.topic === topic), `a message on ${topic}`),
    kill: () => client.stream.destroy(),
  };
}
