/** Reads the file of a log on disk without the log, complete or in part. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sameBytes } from '../../base/bytes.ts';
import { tries } from '../../base/runs.testkit.ts';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import { Capture } from '../../engine/capture/capture.ts';
import { spillTo } from '../../engine/capture/spillTo.ts';
import { readCaptureFile } from '../../engine/files/captureFile.ts';
import { type CaptureEvent, UnreadableFile } from '../../engine/files/events/captureEvents.ts';
import { DECODERS } from '../../engine/files/tls/allDecoders.ts';
import { MemoryFile } from '../../engine/log/spill/spillFile.testkit.ts';
import { encodeHead, HEAD_SIZE, readHead } from '../../engine/log/spill/spillFormat.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import { inOrder } from './spilledFile.ts';

const BUDGET = 64 * 1024;
const NONE = new Uint8Array(0);
const ORIGIN = 1_700_000_000_000;
const id = Uint8Array.from({ length: 16 }, (_, at) => at + 1);

function logged(limit = Infinity) {
  const file = new MemoryFile();
  const capture = new Capture({
    conventions: CONVENTIONS,
    originWallClock: ORIGIN,
    logBudget: BUDGET,
  });
  const facts = {
    carrier: 'websocket',
    server: { address: 'broker', port: 9001 },
    fromStart: true,
  };
  capture.join((parts) => spillTo(parts, { file, limit, id, factsOf: () => facts }));
  file.write(encodeHead({ id, origin: ORIGIN, name: 'factory', begun: ORIGIN + 5 }), 0);
  const stream = capture.openStream(5);
  let time = 0;
  const connect = encode(
    {
      type: 'connect',
      protocolName: 'MQTT',
      protocolLevel: 5,
      clientId: 'c',
      cleanStart: true,
      keepAlive: 0,
      properties: [],
      userName: 'ann',
      password: new TextEncoder().encode('hunter2'),
    },
    5,
  );
  capture.packet(stream, 'out', time, connect);
  return {
    file,
    capture,
    publish: (n: number, size: number) => {
      time += 1000;
      const payload = new Uint8Array(size).fill(n % 251);
      const rest = { dup: false, retain: false, properties: [], payload };
      const bytes = encode({ type: 'publish', qos: 0, topic: `t/${n % 7}`, ...rest }, 5);
      capture.packet(stream, n % 3 === 0 ? 'out' : 'in', time, bytes);
    },
  };
}

async function read(bytes: Uint8Array): Promise<CaptureEvent[]> {
  const events: CaptureEvent[] = [];
  const reader = readCaptureFile((event) => {
    // Views are valid until the next event.
    events.push('bytes' in event ? { ...event, bytes: event.bytes.slice() } : event);
  }, DECODERS);
  const whole = await inOrder(new Blob([bytes.slice()]));
  const all = new Uint8Array(await whole.arrayBuffer());
  for (let at = 0; at < all.length; at += 1000) reader.push(all.subarray(at, at + 1000));
  reader.end();
  return events;
}

const packetsOf = (events: readonly CaptureEvent[]) =>
  events.flatMap((event) => (event.kind === 'packet' ? [event] : []));
const notesOf = (events: readonly CaptureEvent[]) =>
  events.flatMap((event) => (event.kind === 'note' ? [event.fact] : []));

test('reads packets on disk with times, directions and bytes, and counts those only in memory', async () => {
  const { file, capture, publish } = logged();
  for (let n = 1; n <= 2000; n += 1) publish(n, 60 + (n % 90));
  const events = await read(file.bytes);
  expect(events.slice(0, 2)).toMatchObject([
    { kind: 'origin', wallClock: ORIGIN },
    { kind: 'opened', carrier: 'websocket', server: { port: 9001 }, version: 5, fromStart: true },
  ]);
  const packets = packetsOf(events);
  expect(packets.length).toBeGreaterThan(1000);
  expect(notesOf(events).map(({ key }) => key)).toEqual(['disk-memory']);
  const others = packets.filter(({ bytes, time, direction }, at) => {
    const n = time / 1000;
    const isSame = n === 0 || sameBytes(bytes, capture.bytesOf(n + 1) ?? NONE);
    return !isSame || (at < 900 && n !== at) || direction !== (n % 3 === 0 ? 'out' : 'in');
  });
  expect(others).toEqual([]);
  const [lost] = notesOf(events);
  const counters = readHead(file.bytes);
  expect(counters).toMatchObject({
    head: { name: 'factory' },
    counters: { packets: packets.length },
  });
  const count = lost?.key === 'disk-memory' ? lost.args.count : 0;
  expect(count).toBeGreaterThan(100);
  expect(count).toBeLessThanOrEqual(2001 - packets.length);
});

test('omits secrets from the file, and marks the packet', async () => {
  const { file, publish } = logged();
  for (let n = 1; n <= 1500; n += 1) publish(n, 100);
  expect(new TextDecoder('latin1').decode(file.bytes)).not.toContain('hunter2');
  expect(packetsOf(await read(file.bytes))[0]).toMatchObject({ masked: true, direction: 'out' });
});

test('reads a wrapped file in order', async () => {
  const { file, publish } = logged(BUDGET);
  for (let n = 1; n <= 6000; n += 1) publish(n, 60 + (n % 40));
  const times = packetsOf(await read(file.bytes)).map(({ time }) => time);
  expect(times.length).toBeGreaterThan(100);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
});

test('omits cleared packets', async () => {
  const { file, capture, publish } = logged();
  for (let n = 1; n <= 1500; n += 1) publish(n, 100);
  capture.clear();
  capture.forgetCleared();
  capture.freeForgotten(() => true);
  for (let n = 1501; n <= 3000; n += 1) publish(n, 100);
  const packets = packetsOf(await read(file.bytes));
  expect(packets.length).toBeGreaterThan(500);
  expect(packets[0]?.time).toBeGreaterThanOrEqual(1501 * 1000);
});

test('reads only packets as written from a cut or overwritten file, and reports the damage', async () => {
  const { file, capture, publish } = logged();
  for (let n = 1; n <= 700; n += 1) publish(n, 60 + (n % 90));
  const whole = file.bytes.slice();
  const all = packetsOf(await read(whole)).length;
  const damage = fc.record({
    cut: fc.integer({ min: 0, max: whole.length }),
    at: fc.integer({ min: HEAD_SIZE, max: whole.length }),
    length: fc.integer({ min: 0, max: 5000 }),
    isCut: fc.boolean(),
  });
  const property = fc.asyncProperty(damage, async ({ cut, at, length, isCut }) => {
    const bytes = isCut ? whole.slice(0, cut) : whole.slice();
    if (!isCut) bytes.fill(0xff, at, at + length);
    const events = await read(bytes).catch((error: unknown) => {
      if (!(error instanceof UnreadableFile) || !isCut || cut >= HEAD_SIZE) throw error;
      return undefined;
    });
    if (events === undefined) return true;
    const packets = packetsOf(events);
    const isTrue = packets.every(
      (one) => one.time === 0 || sameBytes(one.bytes, capture.bytesOf(one.time / 1000 + 1) ?? NONE),
    );
    return isTrue && (packets.length === all || notesOf(events).length > 0);
  });
  await expect(fc.assert(property, { numRuns: tries(90), seed: 7 })).resolves.toBeUndefined();
});

test('does not change another file', async () => {
  const other = new Blob(['{"time":1}\n']);
  expect(await inOrder(other)).toBe(other);
  const empty = new Blob([]);
  expect(await inOrder(empty)).toBe(empty);
});
