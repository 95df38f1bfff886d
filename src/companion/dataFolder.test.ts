import { cpSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { connectClient } from './client.testkit.ts';
import { startTestCompanion, temporaryFolder } from './companion.testkit.ts';
import { type DataDisk, DISK } from './dataDisk.ts';
import { ask } from './http.testkit.ts';

const failed = (): never => {
  throw Object.assign(new Error('too many open files'), { code: 'EMFILE' });
};

/** A companion on that disk, whose file is renewed at almost every message. */
async function startOn(disk: DataDisk) {
  const data = temporaryFolder();
  const dataTuning = { disk, pause: 1, slack: 0 };
  const started = await startTestCompanion({ data, dataTuning });
  const { client } = await connectClient(started.mqtt, { protocolVersion: 5 });
  const publish = (text: string) => client.publishAsync('t', text, { qos: 1, retain: true });
  return { ...started, data, publish };
}

/** The retained message that a process would find that is started after this one was killed. */
async function leftIn(data: string): Promise<unknown> {
  const copy = temporaryFolder();
  cpSync(join(data, 'state.log'), join(copy, 'state.log'));
  const { mqtt } = await startTestCompanion({ data: copy });
  const { client, next } = await connectClient(mqtt);
  await client.subscribeAsync('#');
  return (await next()).payload;
}

describe('when a new file of --data', () => {
  it('stands in its place, but perhaps not for long, nothing is acknowledged before another does', async () => {
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
    await vi.waitFor(() => publish('last'));
    expect(await leftIn(data)).toBe('last');
    expect(notices.join('\n')).toContain('can be written again');
  });

  it('cannot take its place, the old one goes on', async () => {
    let refused = 0;
    let isRefusing = false;
    const { app, data, publish, notices } = await startOn({
      ...DISK,
      replace: async (...names) => {
        if (!isRefusing) return await DISK.replace(...names);
        refused += 1;
        return failed();
      },
    });
    isRefusing = true;
    while (refused < 2) await publish('x'.repeat(1000));
    await publish('last');
    expect(await leftIn(data)).toBe('last');
    expect((await ask(app, '/healthz')).status).toBe(200);
    expect(notices.join('\n')).not.toContain('cannot be written');
  });

  it('cannot be made, the old one goes on', async () => {
    let refused = 0;
    let isRefusing = false;
    const { app, data, publish, notices } = await startOn({
      ...DISK,
      make: async (path) => {
        if (!isRefusing) return await DISK.make(path);
        refused += 1;
        return failed();
      },
    });
    isRefusing = true;
    while (refused < 2) await publish('x'.repeat(1000));
    await publish('last');
    expect(await leftIn(data)).toBe('last');
    expect((await ask(app, '/healthz')).status).toBe(200);
    expect(notices.join('\n')).not.toContain('cannot be written');
  });
});

it.skipIf(process.platform === 'win32')(
  'replaces nothing in a folder that it cannot sync',
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
