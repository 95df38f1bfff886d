import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { eventually } from '../../base/eventually.testkit.ts';
import { Scene } from '../../broker/core/broker.testkit.ts';
import { ask } from '../http/http.testkit.ts';
import { connectClient } from '../mqtt/client.testkit.ts';
import { startTestCompanion, temporaryFolder } from '../serve/companion.testkit.ts';
import { type DataDisk, DISK } from './dataDisk.ts';
import { DataFolder, type DataTuning } from './dataFolder.ts';

const failed = (): never => {
  throw Object.assign(new Error('too many open files'), { code: 'EMFILE' });
};

/** A companion on that disk, whose file is renewed at almost every message. */
async function startOn(disk: DataDisk, tuning: Partial<DataTuning> = {}) {
  const data = temporaryFolder();
  const dataTuning = { disk, pause: 1, slack: 0, ...tuning };
  const started = await startTestCompanion({ data, dataTuning });
  const { client } = await connectClient(started.mqtt, { protocolVersion: 5 });
  const publish = (text: string) => client.publishAsync('t', text, { qos: 1, retain: true });
  // The first file is complete before anything fails.
  await publish('first');
  return { ...started, data, publish };
}

/** The retained message that a process finds if it is started after this one was killed. */
async function leftIn(data: string): Promise<unknown> {
  const copy = temporaryFolder();
  cpSync(join(data, 'state.log'), join(copy, 'state.log'));
  const { mqtt } = await startTestCompanion({ data: copy });
  const { client, next } = await connectClient(mqtt);
  await client.subscribeAsync('#');
  return (await next()).payload;
}

describe('when a new file of --data', () => {
  it('is in place but perhaps not durable, nothing is acknowledged before another is', async () => {
    let replaced = 0;
    const { data, publish, notices } = await startOn({
      ...DISK,
      replace: async (...names) => {
        await DISK.replace(...names);
        replaced += 1;
        if (replaced === 2) failed();
      },
    });
    while (replaced < 2) await publish('x'.repeat(1000)).catch(() => undefined);
    await eventually(() => publish('last'));
    expect(await leftIn(data)).toBe('last');
    expect(notices.join('\n')).toContain('can be written again');
  });

  it.each<readonly [string, (isRefused: () => boolean) => Partial<DataDisk>]>([
    [
      'take its place',
      (isRefused) => ({
        replace: async (...names) => (isRefused() ? failed() : await DISK.replace(...names)),
      }),
    ],
    [
      'be made',
      (isRefused) => ({
        make: async (path) => (isRefused() ? failed() : await DISK.make(path)),
      }),
    ],
  ])('cannot %s, the old one stays in use', async (_what, refusing) => {
    let refused = 0;
    let isRefusing = false;
    const isRefused = (): boolean => {
      if (isRefusing) refused += 1;
      return isRefusing;
    };
    const { app, data, publish, notices } = await startOn({ ...DISK, ...refusing(isRefused) });
    isRefusing = true;
    while (refused < 2) await publish('x'.repeat(1000));
    await publish('last');
    expect(await leftIn(data)).toBe('last');
    expect((await ask(app, '/healthz')).status).toBe(200);
    expect(notices.join('\n')).not.toContain('cannot be written');
  });
});

it('a complete new file of --data is read if the other file is missing', async () => {
  const { data, publish } = await startOn(DISK);
  await publish('last');
  const copy = temporaryFolder();
  cpSync(join(data, 'state.log'), join(copy, 'state.new'));
  const again = await startTestCompanion({ data: copy });
  const { client, next } = await connectClient(again.mqtt);
  await client.subscribeAsync('#');
  expect((await next()).payload).toBe('last');
});

it('a moved folder of --data keeps its files apart from those of the next with its name', async () => {
  let made = 0;
  const { data, publish } = await startOn({
    ...DISK,
    make: async (path) => {
      made += 1;
      return await DISK.make(path);
    },
  });
  const moved = join(temporaryFolder(), 'moved');
  renameSync(data, moved);
  mkdirSync(data);
  made = 0;
  while (made < 3) await publish('x'.repeat(1000));
  await publish('last');
  expect(readdirSync(data)).toEqual([]);
  expect(await leftIn(moved)).toBe('last');
});

it.each([
  ['forward, like after a night asleep', 86_400_000],
  ['back', -86_400_000],
])('sessions and messages expire in time although the clock was set %s', async (_how, by) => {
  const data = temporaryFolder();
  const { mqtt } = await startTestCompanion({ data });
  const now = Date.now.bind(Date);
  const clock = vi.spyOn(Date, 'now').mockImplementation(() => now() + by);
  onTestFinished(() => clock.mockRestore());
  const session = { clean: false, clientId: 'asleep', protocolVersion: 5 } as const;
  const properties = { sessionExpiryInterval: 3600 };
  const before = await connectClient(mqtt, { ...session, properties });
  await before.client.endAsync();
  const { client } = await connectClient(mqtt, { protocolVersion: 5 });
  const expiring = { messageExpiryInterval: 3600 };
  await client.publishAsync('t', 'x', { qos: 1, retain: true, properties: expiring });
  const copy = temporaryFolder();
  cpSync(join(data, 'state.log'), join(copy, 'state.log'));
  const again = await startTestCompanion({ data: copy });
  const after = await connectClient(again.mqtt, { ...session, properties });
  expect(after.connack.sessionPresent).toBe(true);
  await after.client.subscribeAsync('#', { qos: 1 });
  const { properties: left } = (await after.next()).packet;
  expect(left?.messageExpiryInterval).toBeGreaterThan(3500);
  expect(left?.messageExpiryInterval).toBeLessThanOrEqual(3600);
});

describe('the file of --data stays readable', () => {
  const LARGEST = 20_000;
  const LONG = 'x'.repeat(10_000);
  const sizeIn = (data: string): number => statSync(join(data, 'state.log')).size;

  it('when four times its size would be too much', async () => {
    const { data, publish } = await startOn(DISK, { largest: LARGEST });
    for (let count = 0; count < 20; count += 1) {
      await publish(LONG);
      expect(sizeIn(data)).toBeLessThan(LARGEST + 1.5 * LONG.length);
    }
  });

  it('when no new one can be created: nothing more is accepted', async () => {
    let isRefusing = false;
    const disk: DataDisk = {
      ...DISK,
      make: async (path) => (isRefusing ? failed() : await DISK.make(path)),
    };
    const { data, publish, notices } = await startOn(disk, { largest: LARGEST });
    isRefusing = true;
    const many = async (): Promise<void> => {
      for (let count = 0; count < 20; count += 1) await publish(LONG);
    };
    // The last is rejected or waits for its acknowledgement.
    const ended = many().catch(() => undefined);
    const isTold = () => expect(notices.join('\n')).toContain('cannot be written');
    await eventually(isTold);
    expect(sizeIn(data)).toBeLessThan(LARGEST + 1.5 * LONG.length);
    isRefusing = false;
    await ended;
    await eventually(() => publish('last'));
    expect(await leftIn(data)).toBe('last');
  });
});

it('performs one write at a time, also during the close', async () => {
  let writing = 0;
  let most = 0;
  const disk: DataDisk = {
    ...DISK,
    make: async (path) => {
      const file = await DISK.make(path);
      return {
        write: async (bytes, at) => {
          writing += 1;
          most = Math.max(most, writing);
          await file.write(bytes, at);
          writing -= 1;
        },
        truncate: (size) => file.truncate(size),
        sync: () => file.sync(),
        close: () => file.close(),
      };
    },
  };
  const ignored = (): void => undefined;
  const folder = await DataFolder.open(temporaryFolder(), {
    disk,
    origin: () => 0,
    notice: ignored,
    report: ignored,
  });
  const { broker } = new Scene();
  await new Promise<void>((kept) => folder.begin({ broker, kept }));
  // The writer finds nothing more and becomes idle.
  await new Promise((done) => setImmediate(done));
  folder.keeper.append({ kind: 'nothing' });
  const closing = folder.close();
  folder.write();
  await closing;
  expect(most).toBe(1);
});

it.skipIf(process.platform === 'win32')(
  'does not replace files in a folder that it cannot sync',
  async () => {
    const folder = temporaryFolder();
    const from = join(folder, 'from');
    writeFileSync(from, '');
    const replaced = vi.fn<() => void>();
    const missing = join(folder, 'missing');
    await expect(DISK.replace(from, join(folder, 'to'), missing, replaced)).rejects.toThrow(
      'ENOENT',
    );
    expect(existsSync(from)).toBe(true);
    expect(replaced).not.toHaveBeenCalled();
  },
);
