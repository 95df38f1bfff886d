/** A capture mostly spilled to a file: its memory, random windows, and filters. */

import { ftruncateSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { encodeUtf8 } from '../../../src/base/utf8.ts';
import { CONVENTIONS } from '../../../src/conventions/conventions.ts';
import { Capture } from '../../../src/engine/capture/capture.ts';
import { spillTo } from '../../../src/engine/capture/spillTo.ts';
import { compileFilter } from '../../../src/engine/filter/compile.ts';
import { FilteredRows } from '../../../src/engine/filtering/filteredRows.ts';
import { BYTES_PER_ROW } from '../../../src/engine/log/columns/packetColumns.ts';
import type { SpillFile } from '../../../src/engine/log/spill/spillFile.ts';
import { encode } from '../../../src/mqtt/codec/encode.ts';
import { median, whole } from '../figures.ts';
import { record } from '../results.ts';
import { memory } from './heldMemory.ts';

/** This many fit in memory, too. */
const PACKETS = 2_000_000;
const TOPICS = 1000;
const MIB = 1024 * 1024;
const BUDGET = 64 * MIB;
const ROWS = 40;
const WINDOWS = 300;
const ROUNDS = 3;

const CONNECT = {
  type: 'connect',
  protocolName: 'MQTT',
  protocolLevel: 4,
  cleanStart: true,
  keepAlive: 0,
  clientId: 'bench',
  properties: [],
} as const;

function frames(): readonly Uint8Array[] {
  return Array.from({ length: TOPICS }, (_, n) => {
    const topic = `plant/line-${n % 50}/device-${n}`;
    const payload = encodeUtf8(JSON.stringify({ n, t: n % 60 }).padEnd(100, ' '));
    const rest = { dup: false, retain: false, properties: [] };
    return encode({ type: 'publish', qos: 0, topic, payload, ...rest }, 4);
  });
}

/** @returns processor time per packet, µs */
function fill(capture: Capture, count: number): number {
  const stream = capture.openStream({ version: 4, time: 0 });
  capture.packet(stream, 'out', 0, encode(CONNECT, 4));
  const connack = {
    type: 'connack',
    sessionPresent: false,
    reasonCode: 0,
    properties: [],
  } as const;
  capture.packet(stream, 'in', 0, encode(connack, 4));
  const subscription = { filter: '#', qos: 0, noLocal: false, retainAsPublished: false } as const;
  const subscriptions = [{ ...subscription, retainHandling: 0 as const }];
  const subscribe = { type: 'subscribe', packetId: 1, subscriptions, properties: [] } as const;
  capture.packet(stream, 'out', 0, encode(subscribe, 4));
  const suback = { type: 'suback', packetId: 1, reasonCodes: [0], properties: [] } as const;
  capture.packet(stream, 'in', 0, encode(suback, 4));
  const packets = frames();
  const begin = process.cpuUsage();
  for (let n = 0; n < count; n += 1) {
    const packet = packets[(n * 7) % TOPICS];
    if (packet !== undefined) capture.packet(stream, 'in', n * 100, packet);
  }
  return processorSince(begin) / count;
}

function processorSince(begin: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(begin);
  return user + system;
}

/** Elapsed ms of windows at random positions. */
function windows(capture: Capture, count: number): readonly number[] {
  return Array.from({ length: WINDOWS }, (_, n) => {
    const first = (n * 1_234_577) % (count - ROWS);
    const begin = performance.now();
    const { packets } = capture.window({ packets: { first, count: ROWS } }, 0);
    const took = performance.now() - begin;
    if (packets?.rows.length !== ROWS || packets.rows[0]?.number !== first + 1) {
      throw new Error(`the window at ${first} is not there`);
    }
    return took;
  });
}

/** Processor time over all packets in µs, the median of several rounds. */
function filtered(capture: Capture, text: string): number {
  const rounds = Array.from({ length: ROUNDS }, () => {
    capture.filter.set(compileFilter(''), FilteredRows);
    const error = capture.filter.set(compileFilter(text), FilteredRows);
    if (error) throw new Error(error.fact.key);
    const begin = process.cpuUsage();
    while (!capture.filter.advance(() => true));
    return processorSince(begin);
  });
  return median(rounds);
}

function captureOf(logBudget: number): Capture {
  return new Capture({ conventions: CONVENTIONS, originWallClock: 0, logBudget, topicBudget: MIB });
}

/**
 * Processor time of filters in the file and, if it has as many packets, in memory. Returns the lowest rate in
 * GB of columns per second.
 */
function filters(capture: Capture, inMemory: Capture | undefined, count: number): number {
  const rate = (took: number): number => (count * BYTES_PER_ROW) / took / 1000;
  let least = Number.POSITIVE_INFINITY;
  for (const text of [
    'size > 139',
    'topic == "plant/line-7/device-7"',
    'time > 100s and time < 101s',
  ]) {
    const took = rate(filtered(capture, text));
    least = Math.min(least, took);
    const wanted = inMemory && `, ${rate(filtered(inMemory, text)).toFixed(2)} in memory`;
    console.log(`  ${took.toFixed(2)} GB of columns a second${wanted ?? ''}: ${text}`);
  }
  const onPayloads = (held: Capture): string =>
    whole((filtered(held, 'payload.t == 59') + filtered(held, 'nowhere')) / 1000);
  const wanted = inMemory && `, ${onPayloads(inMemory)} in memory`;
  console.log(`  ${onPayloads(capture)} ms for two filters on payloads${wanted ?? ''}`);
  return least;
}

/** @param count packets; above `PACKETS`, memory without a file is not measured */
export async function benchSpilled(count = PACKETS): Promise<void> {
  if (globalThis.gc === undefined) throw new Error('memory is measured with --expose-gc only');
  console.log(`\nA log of ${BUDGET / MIB} MiB with ${whole(count)} packets, the oldest in a file`);
  const before = await memory();
  const capture = captureOf(BUDGET);
  capture.join((parts) => {
    const limit = Number.POSITIVE_INFINITY;
    const id = new Uint8Array(16);
    spillTo(parts, { file: temporaryFile(), limit, id, factsOf: () => undefined });
  });
  const cost = fill(capture, count);
  const perPacket = ((await memory()) - before - BUDGET - MIB) / count;
  const { discarded, onDisk } = capture.counters(0);
  if (discarded > 0 || onDisk?.error !== undefined) throw new Error('packets are missing');
  console.log(`  ${whole((onDisk?.bytes ?? 0) / MIB)} MiB in the file`);
  record('spilledPacket', perPacket);
  const times = windows(capture, count).toSorted((a, b) => a - b);
  console.log(`  ${median(times).toFixed(2)} ms a window of ${ROWS} rows anywhere, in the median`);
  record('spilledWindow', times[Math.floor(times.length * 0.99)] ?? Number.NaN);
  const inMemory = count > PACKETS ? undefined : captureOf(1024 * MIB);
  const wanted = inMemory && `, ${fill(inMemory, count).toFixed(2)} in memory`;
  console.log(`  ${cost.toFixed(2)} µs to receive a packet${wanted ?? ''}`);
  record('spilledColumns', filters(capture, inMemory, count));
}

/** A spill file in Node for a log's oldest packets, removed with the process. */
function temporaryFile(): SpillFile {
  const folder = mkdtempSync(path.join(tmpdir(), 'mqttscope-bench-'));
  const file = openSync(path.join(folder, 'log'), 'wx+', 0o600);
  rmSync(folder, { recursive: true });
  return {
    write: (bytes, at) => writeSync(file, bytes, 0, bytes.length, at) === bytes.length,
    read: (into, at) => readSync(file, into, 0, into.length, at) === into.length,
    truncate: (size) => {
      ftruncateSync(file, size);
    },
  };
}
