import { afterEach, describe, expect, it } from 'vitest';
import { decode } from '../../mqtt/codec/decode.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import { Framer } from '../../mqtt/framing/framer.ts';
import type { Packet } from '../../mqtt/tables/packet.ts';
import type { FromClient, ToClient } from '../environment/portProtocol.ts';
import { nodeEnvironment } from '../node.testkit.ts';
import { TestTab } from './tab.testkit.ts';

/** Results arrive within a few turns. */
const OFTEN = { interval: 2 };

const KIBIBYTE = 1024;
const LIMITS = {
  backlogPause: 128 * KIBIBYTE,
  backlogDrop: 512 * KIBIBYTE,
  backlogTotal: 1024 * KIBIBYTE,
};
let tab: TestTab;

afterEach(async () => {
  await tab.close();
});

/** A client that reads only on command. */
class PortClient {
  readonly #port: MessagePort;
  readonly #framer = new Framer();
  readonly packets: Packet[] = [];
  /** Bytes received, and those not confirmed yet. */
  received = 0;
  untaken = 0;
  takes = true;
  /** Bytes sent that the broker has not consumed. */
  unsent = 0;
  over: number | undefined;

  constructor(brokerPort: MessagePort) {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    port1.onmessage = ({ data }: MessageEvent<ToClient>) => {
      if (data instanceof Uint8Array) this.#frame(data);
      else if (typeof data === 'number') this.unsent -= data;
      else if (data.kind === 'closed') {
        this.over = data.code;
        port1.close();
      }
    };
    brokerPort.postMessage(undefined, [port2]);
  }

  send(...packets: Packet[]): void {
    for (const packet of packets) {
      const bytes = encode(packet, 5);
      this.unsent += bytes.length;
      this.#tell(bytes.slice());
    }
  }

  take(): void {
    this.#tell(this.untaken);
    this.untaken = 0;
  }

  leave(): void {
    this.#tell({ kind: 'close' });
  }

  connect(clientId: string, filter?: string, qos: 0 | 1 = 0): void {
    this.send({
      type: 'connect',
      protocolName: 'MQTT',
      protocolLevel: 5,
      cleanStart: true,
      keepAlive: 60,
      clientId,
      properties: [],
    });
    if (filter === undefined) return;
    const request = { filter, qos, noLocal: false, retainAsPublished: false } as const;
    this.send({
      type: 'subscribe',
      packetId: 1,
      properties: [],
      subscriptions: [{ ...request, retainHandling: 0 }],
    });
  }

  count(type: Packet['type']): number {
    return this.packets.filter((packet) => packet.type === type).length;
  }

  #tell(message: FromClient): void {
    this.#port.postMessage(message);
  }

  #frame(bytes: Uint8Array): void {
    this.received += bytes.length;
    this.untaken += bytes.length;
    this.#framer.push(bytes, (packet) => {
      const decoded = decode(packet, 5, 'server');
      if (decoded.ok) this.packets.push(decoded.packet);
    });
    if (this.takes) this.take();
  }
}

const message = (qos: 0 | 1, packetId?: number): Packet => ({
  type: 'publish',
  dup: false,
  qos,
  retain: false,
  topic: 'flood',
  ...(packetId !== undefined && { packetId }),
  properties: [],
  payload: new Uint8Array(8 * KIBIBYTE),
});

describe('a stalled reader', () => {
  it('stays within the limits, and delays nobody else', async () => {
    tab = new TestTab(nodeEnvironment(), LIMITS);
    const brokerPort = tab.line('broker-port');
    const [stopped, reader, writer] = [
      new PortClient(brokerPort),
      new PortClient(brokerPort),
      new PortClient(brokerPort),
    ];
    stopped.takes = false;
    stopped.connect('stopped', '#');
    reader.connect('reader', '#');
    writer.connect('writer');
    await expect.poll(() => stopped.count('suback') + reader.count('suback'), OFTEN).toBe(2);
    // Three times the limit of the stopped client.
    for (let at = 0; at < 12; at += 1) {
      writer.send(...Array.from({ length: 16 }, () => message(0)));
      await expect.poll(() => writer.unsent, OFTEN).toBe(0);
    }
    await expect.poll(() => reader.count('publish'), OFTEN).toBe(192);
    expect(stopped.received).toBeGreaterThan(LIMITS.backlogDrop);
    expect(stopped.received).toBeLessThan(LIMITS.backlogDrop + 128 * KIBIBYTE);

    // Consumed bytes allow more output.
    const before = stopped.count('publish');
    stopped.take();
    writer.send(message(0));
    await expect.poll(() => stopped.count('publish'), OFTEN).toBe(before + 1);
    for (const client of [stopped, reader, writer]) client.leave();
    await expect
      .poll(() => [stopped.over, reader.over, writer.over], OFTEN)
      .toEqual([1000, 1000, 1000]);
  });

  it('keeps QoS 1 messages in its queue, and gets all of them when it resumes', async () => {
    tab = new TestTab(nodeEnvironment(), LIMITS);
    const brokerPort = tab.line('broker-port');
    const [stopped, writer] = [new PortClient(brokerPort), new PortClient(brokerPort)];
    stopped.takes = false;
    stopped.connect('stopped', '#', 1);
    writer.connect('writer');
    await expect.poll(() => stopped.count('suback'), OFTEN).toBe(1);
    for (let id = 1; id <= 100; id += 1) writer.send(message(1, id));
    await expect.poll(() => writer.count('puback'), OFTEN).toBe(100);
    expect(stopped.count('publish')).toBeLessThan(40);
    stopped.takes = true;
    stopped.take();
    await expect.poll(() => stopped.count('publish'), OFTEN).toBe(100);
    for (const client of [stopped, writer]) client.leave();
    await expect.poll(() => [stopped.over, writer.over], OFTEN).toEqual([1000, 1000]);
  });
});
