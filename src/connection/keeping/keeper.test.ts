/** Packets that are kept over a reload: what the files have, and what a worker after the reload shows. */
import { expect, test } from 'vitest';
import { Lazy } from '../../base/lazy.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import { alibabaSignIn } from '../../conventions/alibaba/signIn.ts';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import type { ChangeRow } from '../../engine/streams/changeRows.ts';
import { fileWords } from '../../i18n/en/captures/fileWords.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import type { Packet } from '../../mqtt/tables/packet.ts';
import type { Environment, KeptFile, KeptFiles } from '../environment/environment.ts';
import { nodeEnvironment } from '../node.testkit.ts';
import type { ConnectionEvent } from '../protocol/protocol.ts';
import { loadedSignIn } from '../signIn/signing.ts';
import { KEEPING } from '../worker/commandParts.ts';
import { Dispatch } from '../worker/dispatch.ts';

await KEEPING.load();

const MIB = 1024 * 1024;
const TYPES = new Map([
  [1, 'connect'],
  [2, 'connack'],
]);

class MemoryFile implements KeptFile {
  bytes = new Uint8Array(0);

  read() {
    return this.bytes.slice();
  }

  write(bytes: Uint8Array<ArrayBuffer>, at: number): boolean {
    const larger = new Uint8Array(Math.max(this.bytes.length, at + bytes.length));
    larger.set(this.bytes);
    larger.set(bytes, at);
    this.bytes = larger;
    return true;
  }

  empty(): void {
    this.bytes = new Uint8Array(0);
  }
}

/** Files that outlive the workers of one tab. */
class Disk {
  readonly files = [new MemoryFile(), new MemoryFile()] as const;
  isRemoved = false;

  get text(): string {
    return this.files.map(({ bytes }) => Buffer.from(bytes).toString('latin1')).join('');
  }

  get size(): number {
    return this.files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  }

  open(): KeptFiles {
    return {
      files: this.files,
      remove: async () => {
        for (const file of this.files) file.empty();
        this.isRemoved = true;
      },
    };
  }
}

/** A worker whose seconds pass when the test says so. */
class Worker {
  readonly dispatch: Dispatch;
  readonly events: ConnectionEvent[] = [];
  #timers: (() => void)[] = [];
  #turns: (() => void)[] = [];
  time = 0;
  stream = 0;

  constructor(disk: Disk, origin: number, used: readonly string[] = []) {
    const environment: Environment = {
      ...nodeEnvironment(),
      origin,
      now: () => this.time,
      after: (_ms, run) => {
        this.#timers.push(run);
        return () => {
          this.#timers = this.#timers.filter((one) => one !== run);
        };
      },
      nextTurn: (run) => {
        this.#turns.push(run);
      },
      keptFiles: async (id) => (used.includes(id) ? 'used' : disk.open()),
    };
    this.dispatch = new Dispatch(
      environment,
      (event) => this.events.push(event),
      Lazy.of(fileWords),
      CONVENTIONS,
      loadedSignIn(alibabaSignIn),
    );
  }

  async keep(id: string | undefined, isReload?: true): Promise<void> {
    const before = this.events.length;
    this.dispatch.command({ kind: 'keep', id, ...(isReload && { isReload }) });
    for (let round = 0; round < 50; round += 1) {
      if (this.events.slice(before).some(({ kind }) => kind === 'keeping')) return;
      if (isReload === undefined) await this.second();
      await this.settle();
    }
    throw new Error('The files were not opened.');
  }

  async settle(): Promise<void> {
    for (let round = 0; round < 5; round += 1) {
      for (const run of this.#turns.splice(0)) run();
      await Promise.resolve();
    }
  }

  async second(): Promise<void> {
    this.time += 1_000_000;
    for (const run of this.#timers.splice(0)) run();
    await this.settle();
  }

  open(clientId = 'me', password = 'hunter2-geheim'): void {
    const { capture, files } = this.dispatch;
    this.stream = capture.openStream({ version: 5, time: this.time });
    files.origins.opened(this.stream, {
      carrier: 'tcp',
      server: { address: 'broker.example', port: 1883 },
      opened: this.time,
    });
    this.packet('out', {
      type: 'connect',
      protocolName: 'MQTT',
      protocolLevel: 5,
      cleanStart: true,
      keepAlive: 60,
      clientId,
      userName: 'device?x=1&token=c2lnbmF0dXJl',
      password: encodeUtf8(password),
      properties: [],
    });
    this.packet('in', { type: 'connack', sessionPresent: false, reasonCode: 0, properties: [] });
  }

  packet(direction: 'in' | 'out', packet: Packet): void {
    this.time += 1000;
    this.dispatch.capture.packet(this.stream, direction, this.time, encode(packet, 5));
  }

  publish(topic: string, payload: string | Uint8Array = '21'): void {
    const bytes = typeof payload === 'string' ? encodeUtf8(payload) : payload;
    const rest = { dup: false, retain: false, properties: [] };
    this.packet('in', { type: 'publish', qos: 0, topic, payload: bytes, ...rest });
  }

  close(): void {
    this.dispatch.capture.closeStream(this.stream, this.time);
    this.dispatch.files.origins.closed(this.stream, this.time);
  }

  shown() {
    const range = { first: 0, count: 10_000 };
    const reply = this.dispatch.capture.window(
      {
        packets: range,
        streams: { first: 0, count: 100 },
        problems: { rule: undefined, ...range },
      },
      this.time,
    );
    return {
      topics:
        reply.packets?.rows.map(({ topic, packetType }) => topic ?? TYPES.get(packetType) ?? '?') ??
        [],
      times: reply.packets?.rows.map(({ time }) => time) ?? [],
      changes: (reply.packets?.changes?.rows ?? []) as readonly ChangeRow[],
      problems: reply.counters.problems,
      streams: reply.streams?.rows ?? [],
    };
  }
}

const ORIGIN = Date.UTC(2026, 10, 30, 12);

/** The worker of the tab after a reload, some seconds later. */
async function reloaded(disk: Disk, seconds = 60): Promise<Worker> {
  const worker = new Worker(disk, ORIGIN + seconds * 1000);
  await worker.keep('tab', true);
  return worker;
}

async function running(disk: Disk): Promise<Worker> {
  const worker = new Worker(disk, ORIGIN);
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
  const worker = new Worker(disk, ORIGIN);
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

test('a duplicated tab leaves the files of the other alone', async () => {
  const disk = new Disk();
  const worker = new Worker(disk, ORIGIN, ['tab']);
  await worker.keep('tab', true);
  const ids = worker.events.flatMap((event) => (event.kind === 'keeping' ? [event.id] : []));
  expect(ids).toHaveLength(1);
  expect(ids[0]).toMatch(/^[0-9a-f]{8,}$/);
});
