/** Packets that are kept over a reload: what the files have, and what a worker after the reload shows. */
import { expect, test } from 'vitest';
import { encodeUtf8 } from '../../base/utf8.ts';
import { Disk, ORIGIN, reloaded, TabWorker } from './keptTab.testkit.ts';

const MIB = 1024 * 1024;

async function running(disk: Disk): Promise<TabWorker> {
  const worker = new TabWorker(disk, ORIGIN);
  await worker.keep('tab');
  worker.open();
  return worker;
}

test('shows the packets again after a reload, with a line, and continues after it', async () => {
  const disk = new Disk();
  const before = await running(disk);
  for (let n = 0; n < 5; n += 1) before.publish(`a/${n}`);
  await before.second();
  before.publish('a/late');
  await before.second();
  before.publish('a/lost');
  const times = before.shown().times.slice(0, -1);

  const after = await reloaded(disk);
  after.open('me-again');
  after.publish('b/0');
  const { topics, changes, times: shifted, streams } = after.shown();
  const old = ['connect', 'connack', 'a/0', 'a/1', 'a/2', 'a/3', 'a/4', 'a/late'];
  expect(topics).toEqual([...old, 'connect', 'connack', 'b/0']);
  expect(shifted.slice(0, old.length)).toEqual(times.map((time) => time - 60_000_000));
  expect(changes).toEqual([
    expect.objectContaining({ kind: 'reloaded', position: old.length, time: 0, skipped: 0 }),
  ]);
  expect(streams.map(({ server }) => server)).toContain('broker.example:1883');
  expect(after.dispatch.capture.counters(after.time).inRate).toBe(1);
});

test('keeps the packets of the second before the files are open', async () => {
  const disk = new Disk();
  const worker = new TabWorker(disk, ORIGIN);
  worker.open();
  worker.publish('early');
  await worker.keep('tab');
  await worker.second();
  expect((await reloaded(disk)).shown().topics).toEqual(['connect', 'connack', 'early']);
});

test('only what a copy without secrets has reaches the files', async () => {
  const disk = new Disk();
  const worker = await running(disk);
  const topic = '/sys/a1B2c3D4e5F/lamp/thing/sub/register_reply';
  const secret = { deviceSecret: 'delivered-geheim', deviceName: 'sub', productKey: 'a1B2c3D4e5F' };
  worker.publish(topic, JSON.stringify({ id: '1', code: 200, data: [secret] }));
  worker.packet('in', {
    type: 'publish',
    qos: 0,
    dup: false,
    retain: false,
    topic: 'plain',
    payload: encodeUtf8('seen'),
    properties: [{ name: 'userProperty', value: ['api-token', 'hush-hush'] }],
  });
  await worker.second();
  expect(disk.text).toContain('plain');
  expect(disk.text).toContain('seen');
  for (const planted of ['hunter2', 'geheim', 'c2lnbmF0dXJl', 'hush-hush'])
    expect(disk.text).not.toContain(planted);
});

test('two files take turns, and each can be read by itself', async () => {
  const disk = new Disk();
  const worker = await running(disk);
  const payload = new Uint8Array(MIB).fill(0x61);
  for (let n = 0; n < 11; n += 1) {
    worker.publish(`m/${n}`, payload);
    await worker.second();
  }
  expect(disk.size).toBeLessThanOrEqual(8 * MIB);
  const after = await reloaded(disk);
  const { topics, problems } = after.shown();
  expect(topics.slice(0, 2)).toEqual(['connect', 'connack']);
  const kept = topics.slice(2);
  expect(kept.length).toBeGreaterThanOrEqual(4);
  expect(kept).toEqual(Array.from(kept, (_, n) => `m/${11 - kept.length + n}`));
  expect(problems).toMatchObject({ total: 0 });

  disk.files[1].empty();
  const one = await reloaded(disk);
  expect(one.shown().topics.slice(0, 2)).toEqual(['connect', 'connack']);
  expect(one.shown().problems).toMatchObject({ total: 0 });
});

test('skips the older packets of a flood, and says how many', async () => {
  const disk = new Disk();
  const worker = await running(disk);
  await worker.second();
  const payload = new Uint8Array(MIB).fill(0x61);
  for (let n = 0; n < 10; n += 1) worker.publish(`m/${n}`, payload);
  await worker.second();
  const after = await reloaded(disk);
  const { topics, changes } = after.shown();
  expect(topics).toEqual(['connect', 'connack', 'm/7', 'm/8', 'm/9']);
  expect(changes.at(-1)).toMatchObject({ kind: 'reloaded', skipped: 7 });
});

test('judges no timeout while the packets are read, and none of their connections afterwards', async () => {
  const disk = new Disk();
  const worker = await running(disk);
  worker.subscribe('#');
  worker.packet('out', { type: 'pingreq' });
  for (let n = 0; n < 6_000; n += 1) worker.publish(`m/${n}`, 'x'.repeat(50));
  await worker.second();
  const after = new TabWorker(disk, ORIGIN + 60_000);
  after.isBusy = true;
  after.dispatch.command({ kind: 'keep', id: 'tab', isReload: true });
  let windows = 0;
  while (!after.events.some(({ kind }) => kind === 'keeping')) {
    await after.settle(1);
    after.time += 2_000_000;
    if (after.shown().topics.length > 0) windows += 1;
  }
  expect(windows).toBeGreaterThan(2);
  expect(after.shown().problems).toMatchObject({ total: 0 });
});

test('claims nothing about a session that was used before a reload', async () => {
  const disk = new Disk();
  const before = new TabWorker(disk, ORIGIN);
  await before.keep('tab');
  const connect = (worker: TabWorker): void => {
    worker.open('me', 'secret', false);
    if (worker === before) {
      worker.packet('out', { type: 'disconnect' });
      worker.close();
    }
  };
  connect(before);
  await before.second();
  const after = await reloaded(disk);
  connect(after);
  expect(after.shown().problems).toMatchObject({ total: 0 });
});

test('a second reload shows the packets before both', async () => {
  const disk = new Disk();
  const first = await running(disk);
  first.publish('first');
  await first.second();
  const second = await reloaded(disk, 60);
  second.open('other');
  second.publish('second');
  await second.second();
  const third = await reloaded(disk, 120);
  expect(third.shown().topics.filter((one) => one.endsWith('st') || one === 'second')).toEqual([
    'first',
    'second',
  ]);
  expect(third.shown().changes.map(({ kind, time }) => [kind, time])).toEqual([
    ['reloaded', -60_000_000],
    ['reloaded', 0],
  ]);
});

test('Clear empties the files, and Undo fills them again', async () => {
  const disk = new Disk();
  const worker = await running(disk);
  worker.publish('a');
  await worker.second();
  worker.dispatch.command({ kind: 'clear' });
  expect(disk.size).toBe(0);
  await worker.second();
  expect((await reloaded(disk)).shown().topics).toEqual([]);
  worker.dispatch.command({ kind: 'undo-clear' });
  await worker.second();
  expect((await reloaded(disk)).shown().topics).toEqual(['connect', 'connack', 'a']);
});

test('writes nothing while nothing is new, and the end of a connection once', async () => {
  const disk = new Disk();
  const worker = await running(disk);
  worker.publish('a');
  await worker.second();
  const { size } = disk;
  await worker.second();
  expect(disk.size).toBe(size);
  worker.close();
  await worker.second();
  const closed = disk.size;
  expect(closed).toBeGreaterThan(size);
  await worker.second();
  expect(disk.size).toBe(closed);
  const { changes } = (await reloaded(disk)).shown();
  expect(changes.map(({ kind }) => kind)).toEqual(['closed', 'reloaded']);
});

test('turning it off and closing the tab delete the files; a damaged file shows what is whole', async () => {
  const disk = new Disk();
  const worker = await running(disk);
  worker.publish('a');
  await worker.second();
  const [, current] = disk.files;
  current.bytes.fill(0xff, current.bytes.length - 8);
  expect((await reloaded(disk)).shown().topics.slice(0, 2)).toEqual(['connect', 'connack']);
  await worker.keep(undefined);
  expect(disk.isRemoved).toBe(true);
  expect(worker.events.at(-1)).toEqual({ kind: 'keeping', id: undefined });

  const other = new Disk();
  const closing = await running(other);
  await closing.dispatch.ended();
  expect(other.isRemoved).toBe(true);
});

test('on a full disk, the files are deleted, and keeping says once that it has ended', async () => {
  const disk = new Disk();
  const worker = await running(disk);
  worker.publish('a');
  await worker.second();
  for (const file of disk.files) file.isFull = true;
  worker.publish('b');
  await worker.second();
  expect(disk.isRemoved).toBe(true);
  worker.publish('c');
  await worker.second();
  const ends = worker.events.filter((event) => event.kind === 'keeping' && event.hasEnded);
  expect(ends).toEqual([{ kind: 'keeping', id: undefined, hasEnded: true }]);
  expect(worker.shown().topics).toEqual(['connect', 'connack', 'a', 'b', 'c']);

  // Turned off and on again, once there is room.
  for (const file of disk.files) file.isFull = false;
  await worker.keep(undefined);
  await worker.keep('tab');
  expect(worker.events.at(-1)).toEqual({ kind: 'keeping', id: 'tab' });
  await worker.second();
  expect((await reloaded(disk)).shown().topics.at(-1)).toBe('c');
});

test('a duplicated tab leaves the files of the other alone', async () => {
  const disk = new Disk();
  const worker = new TabWorker(disk, ORIGIN, ['tab']);
  await worker.keep('tab', true);
  const ids = worker.events.flatMap((event) => (event.kind === 'keeping' ? [event.id] : []));
  expect(ids).toHaveLength(1);
  expect(ids[0]).toMatch(/^[0-9a-f]{8,}$/);
});
