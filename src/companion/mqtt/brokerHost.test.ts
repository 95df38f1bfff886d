import { setImmediate } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { eventually } from '../../base/eventually.testkit.ts';
import type { Peer } from '../../broker/core/contract/parties.ts';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import { BrokerHost, type HostOptions } from './brokerHost.ts';
import type { Transport } from './hostConnection.ts';

const PEER: Peer = { transport: 'tcp', address: 'test', loopback: true, secure: false };
const OPTIONS: HostOptions = {
  secrets: CONVENTIONS.secrets,
  seed: 1,
  facts: { programVersion: '1.2.3', host: 'companion', origin: 0 },
};
/** Never ends a turn early on a slow machine. */
const UNHURRIED = { longWork: Number.POSITIVE_INFINITY };
const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');
/** MQTT 3.1.1, clean session, no keep alive, client id of one character. */
const connectAs = (id: string): Buffer =>
  Buffer.concat([hex('100d 0004 4d515454 04 02 0000 0001'), Buffer.from(id)]);
const CONNACK = '20020000';
const SUBSCRIBE_T = hex('8206 0001 0001 74 00');
const PUBLISH_T = hex('3004 0001 74 78');
const PINGREQ = hex('c000');
const THOUSAND = Buffer.alloc(1000);
/** To the topic t, 1006 bytes. */
const LARGE_T = Buffer.concat([hex('30eb07 0001 74'), THOUSAND]);
/** QoS 1 without subscribers, 1008 bytes; the response has four. */
const LARGE_ACKNOWLEDGED = Buffer.concat([hex('32ed07 0001 6e 0001'), THOUSAND]);
const times = (count: number, packet: Buffer): Buffer =>
  Buffer.concat(Array.from({ length: count }, () => packet));

/** A transport that takes bytes only on demand. */
class HeldTransport implements Transport {
  readonly isFramed = false;
  readonly writes: Buffer[] = [];
  readonly events: string[] = [];
  backlog = 0;
  #written: (() => void)[] = [];

  write(bytes: Uint8Array, written: () => void): void {
    this.writes.push(Buffer.from(bytes));
    this.backlog += bytes.length;
    this.#written.push(written);
  }

  /** The system has taken everything. */
  take(): void {
    this.backlog = 0;
    for (const written of this.#written.splice(0)) written();
  }

  end(): void {
    this.events.push('end');
  }

  destroy(): void {
    this.events.push('destroy');
  }

  pause(): void {
    this.events.push('pause');
  }

  resume(): void {
    this.events.push('resume');
  }
}

async function connect(host: BrokerHost, id: string) {
  const transport = new HeldTransport();
  const link = host.open(transport, PEER);
  onTestFinished(() => link.closed());
  link.received(connectAs(id));
  // With many connections, each has its turn.
  while (transport.writes.length === 0) await setImmediate();
  expect(transport.writes.map((bytes) => bytes.toString('hex'))).toEqual([CONNACK]);
  transport.take();
  transport.writes.length = 0;
  return { transport, link };
}

describe('the host of the broker', () => {
  it('writes once per turn of the event loop and connection', async () => {
    const host = new BrokerHost(OPTIONS);
    const subscriber = await connect(host, 's');
    const [one, other] = [await connect(host, 'a'), await connect(host, 'b')];
    subscriber.link.received(SUBSCRIBE_T);
    await setImmediate();
    expect(subscriber.transport.writes.map((bytes) => bytes.toString('hex'))).toEqual([
      '9003000100',
    ]);
    subscriber.transport.take();
    one.link.received(Buffer.concat([PUBLISH_T, PUBLISH_T]));
    other.link.received(PUBLISH_T);
    one.link.received(PUBLISH_T);
    expect(subscriber.transport.writes).toHaveLength(1);
    await setImmediate();
    expect(subscriber.transport.writes.slice(1)).toEqual([
      Buffer.concat([PUBLISH_T, PUBLISH_T, PUBLISH_T, PUBLISH_T]),
    ]);
  });

  it('writes early in a turn with much input', async () => {
    const host = new BrokerHost(OPTIONS, UNHURRIED);
    const { transport, link } = await connect(host, 'a');
    link.received(times(60, LARGE_ACKNOWLEDGED));
    expect(transport.writes).toHaveLength(0);
    link.received(times(60, LARGE_ACKNOWLEDGED));
    expect(transport.writes).toHaveLength(1);
    transport.take();
    await link.deciding();
    await setImmediate();
    expect(Buffer.concat(transport.writes)).toHaveLength(120 * 4);
  });

  it('gives others their turn while one client’s input takes long', async () => {
    const host = new BrokerHost(OPTIONS, { longWork: 0 });
    const [busy, other] = [await connect(host, 'a'), await connect(host, 'b')];
    busy.link.received(times(60, LARGE_ACKNOWLEDGED));
    other.link.received(PINGREQ);
    await setImmediate();
    expect(Buffer.concat(other.transport.writes)).toEqual(hex('d000'));
    const answered = Buffer.concat(busy.transport.writes).length;
    expect(answered).toBeGreaterThan(0);
    expect(answered).toBeLessThan(60 * 4);
    await busy.link.deciding();
    await setImmediate();
    busy.transport.take();
    expect(Buffer.concat(busy.transport.writes)).toHaveLength(60 * 4);
  });

  it('counts transport overhead as work', async () => {
    const host = new BrokerHost(OPTIONS, { longWork: 0 });
    const { transport, link } = await connect(host, 'a');
    let read = 0;
    const wrapped: Transport = Object.assign(transport, {
      unwrap: (bytes: Uint8Array) => {
        read += bytes.length;
        return bytes.subarray(0, bytes[0] === PINGREQ[0] ? PINGREQ.length : 0);
      },
    });
    expect(wrapped).toBe(transport);
    const chunk = Buffer.alloc(100_000);
    link.received(chunk);
    link.received(PINGREQ);
    expect(read).toBeGreaterThan(0);
    expect(read).toBeLessThan(chunk.length / 10);
    while (transport.writes.length === 0) await setImmediate();
    expect(read).toBe(chunk.length + PINGREQ.length);
    expect(Buffer.concat(transport.writes)).toEqual(hex('d000'));
  });

  it('counts transport overhead as input', async () => {
    const host = new BrokerHost(OPTIONS, UNHURRIED);
    const { transport, link } = await connect(host, 'a');
    let read = 0;
    Object.assign(transport, {
      unwrap: (bytes: Uint8Array) => {
        read += bytes.length;
        return bytes.subarray(0, 0);
      },
    } satisfies Pick<Transport, 'unwrap'>);
    const chunk = Buffer.alloc(200_000);
    link.received(chunk);
    expect(read).toBeGreaterThan(chunk.length / 4);
    expect(read).toBeLessThan(chunk.length / 2);
    await eventually(() => expect(read).toBe(chunk.length));
  });

  it('divides a turn among all clients with much input, so a round is no longer', async () => {
    const answers = async (busyOnes: number): Promise<number> => {
      const host = new BrokerHost(OPTIONS, { longWork: 20 });
      const clients = await Promise.all(
        Array.from({ length: busyOnes + 1 }, (_, at) =>
          connect(host, String.fromCharCode(97 + at)),
        ),
      );
      // Each reading of the clock adds a millisecond.
      let time = performance.now();
      const clock = vi.spyOn(performance, 'now').mockImplementation(() => (time += 1));
      for (const { link } of clients) link.received(times(60, LARGE_ACKNOWLEDGED));
      clock.mockRestore();
      return Buffer.concat(clients.at(-1)?.transport.writes ?? []).length / 4;
    };
    expect(await answers(0)).toBeGreaterThan(5 * (await answers(19)));
    expect(await answers(19)).toBeGreaterThan(0);
  });

  it('reads less from each of many clients with much input, so a round stays short', async () => {
    const allAtOnce = { begin: () => Number.POSITIVE_INFINITY, more: () => 0, few: 256 };
    const host = new BrokerHost({ ...OPTIONS, pace: allAtOnce }, { longWork: 0 });
    const clients = await Promise.all(
      Array.from({ length: 64 }, (_, at) => connect(host, String.fromCharCode(48 + at))),
    );
    for (const { link } of clients) link.received(times(4000, PINGREQ));
    const answers = clients.map(({ transport }) => Buffer.concat(transport.writes).length);
    const [first = 0, last = 0] = [answers[0], answers.at(-1)];
    expect(last).toBeGreaterThan(0);
    expect(first).toBeGreaterThan(5 * last);
  });

  it('processes everything that a client sent before it disconnected', async () => {
    const host = new BrokerHost(OPTIONS, { longWork: 0 });
    const [subscriber, publisher] = [await connect(host, 's'), await connect(host, 'p')];
    subscriber.link.received(SUBSCRIBE_T);
    await setImmediate();
    subscriber.transport.take();
    subscriber.transport.writes.length = 0;
    const messages = times(60, LARGE_T);
    publisher.link.received(messages);
    publisher.link.closed();
    const received = (): Buffer => Buffer.concat(subscriber.transport.writes);
    while (received().length < messages.length) {
      await setImmediate();
      subscriber.transport.take();
    }
    expect(received().equals(messages)).toBe(true);
  });

  it('continues to read a client with much input after the others’ turn', async () => {
    const host = new BrokerHost(OPTIONS, UNHURRIED);
    const { transport, link } = await connect(host, 'a');
    link.received(times(70, LARGE_ACKNOWLEDGED));
    expect(transport.events).toEqual(['pause']);
    await setImmediate();
    expect(transport.events).toEqual(['pause', 'resume']);
  });

  it('holds small pieces for a transport with a backlog, and loses none', async () => {
    const host = new BrokerHost(OPTIONS, UNHURRIED);
    const { transport, link } = await connect(host, 'a');
    for (let time = 0; time < 100; time++) {
      link.received(PINGREQ);
      await setImmediate();
    }
    expect(transport.writes).toHaveLength(1);
    transport.take();
    expect(transport.writes).toHaveLength(2);
    expect(Buffer.concat(transport.writes)).toEqual(times(100, hex('d000')));
  });

  it('passes pending data to a transport with a backlog once it is large, and before the end', async () => {
    const host = new BrokerHost(OPTIONS, UNHURRIED);
    const [{ transport, link }, publisher] = [await connect(host, 's'), await connect(host, 'p')];
    link.received(SUBSCRIBE_T);
    await setImmediate();
    transport.take();
    transport.writes.length = 0;
    const sizes = (): number[] => transport.writes.map(({ length }) => length);
    for (let time = 0; time < 6; time++) {
      publisher.link.received(times(20, LARGE_T));
      await setImmediate();
    }
    expect(sizes()).toEqual([20_120, 80_480]);
    link.received(hex('f000'));
    await setImmediate();
    expect(sizes()).toEqual([20_120, 80_480, 20_120]);
    expect(transport.events).toEqual(['end']);
  });

  it('stops reading from a client that does not read responses', async () => {
    const host = new BrokerHost(OPTIONS, { ...UNHURRIED, stopReading: 100_000 });
    const { transport, link } = await connect(host, 'a');
    const pings = times(10_001, PINGREQ);
    for (let time = 0; time < 5; time++) {
      expect(transport.events).toEqual([]);
      link.received(pings);
      await setImmediate();
    }
    expect(transport.events).toEqual(['pause']);
    transport.take();
    expect(transport.events).toEqual(['pause', 'resume']);
  });

  it('writes pending data before it ends a connection, and ignores further input', async () => {
    const host = new BrokerHost(OPTIONS);
    const transport = new HeldTransport();
    const link = host.open(transport, PEER);
    onTestFinished(() => link.closed());
    link.received(hex('100d 0004 4d515454 63 02 0000 0001 78'));
    await setImmediate();
    expect(transport.writes.map((bytes) => bytes.toString('hex'))).toEqual(['20020001']);
    expect(transport.events).toEqual(['end']);
    link.received(PINGREQ);
    await setImmediate();
    expect(transport.writes).toHaveLength(1);
  });

  it('cuts off clients that do not close', async () => {
    const host = new BrokerHost(OPTIONS);
    const { transport, link } = await connect(host, 'a');
    transport.destroy = () => link.closed();
    await host.close();
    expect(transport.events).toEqual(['end']);
    const late = new HeldTransport();
    host.open(late, PEER);
    expect(late.events).toEqual(['destroy']);
  });
});
