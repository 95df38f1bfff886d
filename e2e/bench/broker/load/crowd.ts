/** Many clients with few messages: measures end-to-end latency. */
import { performance } from 'node:perf_hooks';
import { LeanClient } from './leanClient.ts';
import type { Crowd, Load, Ways } from './order.ts';

/** Connections opened at once, so that the broker's queue of connections is not measured. */
const OPENING = 100;
/** Clients of one loopback address, fewer than the companion accepts from one. */
const SHARING = 1000;
/** ms between checks for due clients. */
const TICK = 1;

/** QoS 0, with its time of writing. */
function message(topic: string): Buffer {
  const text = Buffer.from(topic);
  const bytes = Buffer.alloc(4 + text.length + 8);
  bytes.set([0x30, bytes.length - 2, 0, text.length]);
  bytes.set(text, 4);
  bytes.writeDoubleBE(performance.now(), 4 + text.length);
  return bytes;
}

const topicOf = (client: number): string => `crowd/${client}`;

/** Requires at least one time. */
function waysOf(times: readonly number[]): Ways {
  const sorted = Float64Array.from(times).sort();
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  return { median: at(0.5), percent99: at(0.99), longest: at(1) };
}

async function open(port: number, count: number, listen: (ms: number) => void) {
  const clients: LeanClient[] = [];
  while (clients.length < count) {
    const first = clients.length;
    const localAddress = `127.0.0.${1 + Math.floor(first / SHARING)}`;
    const more = Array.from({ length: Math.min(OPENING, count - first) }, () => {
      const took = (bytes: Buffer, payload: number): void =>
        listen(performance.now() - bytes.readDoubleBE(payload));
      return new LeanClient(port, { message: took, read: () => undefined }, localAddress);
    });
    clients.push(...more);
    // Batches on purpose.
    await Promise.all(
      more.map(async (client, index) => {
        await client.begin(`crowd-${first + index}`);
        await client.subscribe(topicOf(first + index), 0);
      }),
    );
  }
  return clients;
}

export async function crowd({ port, clients: count, pace, messages }: Crowd): Promise<Load> {
  const times: number[] = [];
  const expected = count * messages;
  let arrived: () => void = () => undefined;
  const all = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const clients = await open(port, count, (ms) => {
    times.push(ms);
    if (times.length === expected) arrived();
  });
  const before = performance.eventLoopUtilization();
  const started = performance.now();
  let sent = 0;
  const timer = setInterval(() => {
    const due = Math.min(expected, Math.floor(((performance.now() - started) / pace) * count));
    for (; sent < due; sent += 1)
      clients[sent % count]?.write(message(topicOf((sent + 1) % count)));
    if (sent === expected) clearInterval(timer);
  }, TICK);
  await Promise.race([all, ...clients.map((client) => client.failed)]);
  const ms = performance.now() - started;
  const busy = performance.eventLoopUtilization(before).utilization;
  await Promise.all(clients.map((client) => client.end()));
  return { ms, busy, received: times.length, ways: waysOf(times) };
}
