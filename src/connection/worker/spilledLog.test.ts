/** A file for packets beyond the memory of a connection's log. */
import { expect, test } from 'vitest';
import { MemoryFile } from '../../engine/log/spill/spillFile.testkit.ts';
import { HEAD_SIZE } from '../../engine/log/spill/spillFormat.ts';
import { TestClient } from '../client.testkit.ts';
import { ManualClock } from '../clock.testkit.ts';
import { countedSlices } from '../countedSlices.testkit.ts';
import type { OwnFile } from '../environment/environment.ts';

class GivenFile extends MemoryFile implements OwnFile {
  readonly limit = 1_000_000_000;
  isRemoved = false;

  async remove(): Promise<void> {
    this.isRemoved = true;
  }
}

function clientWith(ownFile?: () => Promise<OwnFile | undefined>) {
  const { environment } = new ManualClock();
  return new TestClient({ ...environment, ...(ownFile && { ownFile }) });
}

async function onDisk(client: TestClient) {
  const { counters } = await client.ask({ kind: 'window', request: {} });
  return counters.onDisk;
}

const MEMORY = 8 * 1024 * 1024;
/** µs. */
const SLICE = 6_000;

/** Sends more than that. */
function flood({ dispatch }: TestClient): void {
  const stream = dispatch.capture.openStream(4);
  const packet = new Uint8Array(1_000_000);
  packet.set([0x30, 0xbd, 0x84, 0x3d, 0, 1, 0x61]);
  for (let at = 0; at < 20; at += 1) dispatch.capture.packet(stream, 'in', at, packet);
}

test('if allowed, continues the log in a file, which is removed with the connection', async () => {
  const file = new GivenFile();
  const client = clientWith(async () => file);
  client.send({ kind: 'spill', file: 'f', called: 'factory', memory: 2 * MEMORY });
  client.send({ kind: 'spill', file: 'f', called: 'factory', memory: MEMORY });
  await expect.poll(() => onDisk(client)).toEqual({ bytes: 0 });
  flood(client);
  const { counters } = await client.ask({ kind: 'window', request: {} });
  expect(counters.discarded).toBe(0);
  expect(counters.logBudget).toBe(MEMORY);
  expect(counters.onDisk?.bytes).toBeGreaterThan(10_000_000);
  await client.dispatch.ended();
  expect(file.isRemoved).toBe(true);
});

test.each([
  ['nothing gives files', undefined],
  ['the browser has none for this page', async () => undefined],
  ['it rejects', () => Promise.reject(new Error('no'))],
])('if %s, reports it and uses only memory', async (_, ownFile) => {
  const client = clientWith(ownFile);
  client.send({ kind: 'spill', file: 'f', called: 'factory', memory: MEMORY });
  await expect.poll(() => onDisk(client)).toEqual({ bytes: 0, error: 'unopened' });
  flood(client);
  const { counters } = await client.ask({ kind: 'window', request: {} });
  expect(counters.logBudget).toBeGreaterThan(MEMORY);
  expect(counters.onDisk).toEqual({ bytes: 0, error: 'unopened' });
  await client.dispatch.ended();
});

test('moves earlier packets to the file once it exists, and later ones above the memory limit', async () => {
  const file = new GivenFile();
  let give = (): void => undefined;
  const given = new Promise<OwnFile>((resolve) => {
    give = () => resolve(file);
  });
  const client = clientWith(() => given);
  client.send({ kind: 'spill', file: 'f', called: 'factory', memory: 2 * MEMORY });
  flood(client);
  give();
  await expect.poll(async () => (await onDisk(client))?.bytes).toBeGreaterThan(3_000_000);
  client.send({ kind: 'spill', file: 'f', called: 'factory', memory: MEMORY });
  await expect.poll(async () => (await onDisk(client))?.bytes).toBeGreaterThan(10_000_000);
  await client.dispatch.ended();
});

test('frees cleared packets that cannot be restored in slices, and their disk space', async () => {
  const { environment, turn, longest } = countedSlices();
  const file = new GivenFile();
  const client = new TestClient({ ...environment, ownFile: async () => file });
  client.send({ kind: 'spill', file: 'f', called: 'factory', memory: MEMORY });
  await expect.poll(() => onDisk(client)).toEqual({ bytes: 0 });
  const stream = client.dispatch.capture.openStream(4);
  const packet = new Uint8Array(503);
  packet.set([0x30, 0xf4, 0x03, 0, 1, 0x61]);
  for (let at = 0; at < 30_000; at += 1) client.dispatch.capture.packet(stream, 'in', at, packet);
  expect(file.bytes.length).toBeGreaterThan(5_000_000);
  client.send({ kind: 'clear' });
  turn();
  client.send({ kind: 'forget-cleared' });
  expect(file.bytes.length).toBeGreaterThan(0);
  let turns = 1;
  while (turn() > 0) turns += 1;
  expect(turns).toBeGreaterThan(5);
  expect(longest()).toBeLessThanOrEqual(SLICE + 2_000);
  expect(file.bytes.length).toBe(HEAD_SIZE);
  await client.dispatch.ended();
});
