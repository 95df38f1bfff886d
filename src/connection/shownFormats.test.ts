import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { publishBytes } from '../engine/topics/messages.testkit.ts';
import { type Absent, absent } from '../payload/formats/absent.testkit.ts';
import { gzip } from '../payload/formats/compressed/deflated.ts';
import { TestClient } from './client.testkit.ts';

let client: TestClient;
let ofGzip: Absent;
beforeEach(() => {
  ofGzip = absent(gzip);
  client = new TestClient();
  const { capture } = client.dispatch;
  const packed = new Uint8Array(gzipSync('{"a":1}'));
  capture.packet(capture.openStream(4), 'in', 1000, publishBytes('t', packed));
});
afterEach(() => vi.restoreAllMocks());

const shown = async () => {
  const request = { topics: { first: 0, count: 10 } };
  const { topics } = await client.ask({ kind: 'window', request });
  return topics?.rows.map(({ preview }) => preview);
};
const WAITING = { key: 'waiting', args: { text: 'gzip', bytes: 27, format: 'gzip' } };

test('loads the code of a format with the first visible value, and then shows the value', async () => {
  expect(ofGzip.asked()).toBe(0);
  expect(await shown()).toEqual([WAITING]);
  expect(await shown()).toEqual([WAITING]);
  expect(ofGzip.asked()).toBe(1);
  await ofGzip.arrive();
  expect(await shown()).toEqual([{ key: 'whole', args: { text: 'gzip {"a":1}' } }]);
});

test.each([
  [
    'beside a pinned topic',
    async () => {
      const reply = await client.ask({ kind: 'window', request: { pinned: ['t'] } });
      return reply.pinned?.[0]?.preview;
    },
  ],
] as const)('a value %s is shown by its format, too', async (_where, look) => {
  expect(await look()).toEqual(WAITING);
  expect(ofGzip.asked()).toBe(1);
  await ofGzip.arrive();
  expect(await look()).toEqual({ key: 'whole', args: { text: 'gzip {"a":1}' } });
});

test('loads nothing while no such value is visible', async () => {
  await client.ask({ kind: 'window', request: {} });
  expect(ofGzip.asked()).toBe(0);
});

test('retries a failed load only at the user’s request', async () => {
  await shown();
  await ofGzip.fail('gone');
  const command = { kind: 'load-format', format: 'gzip' } as const;
  expect(client.events).toEqual([{ kind: 'not-loaded', message: 'gone', command }]);
  expect(await shown()).toEqual([WAITING]);
  expect(ofGzip.asked()).toBe(1);
  client.send(command);
  await ofGzip.arrive();
  expect(await shown()).toEqual([{ key: 'whole', args: { text: 'gzip {"a":1}' } }]);
});
