import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import timers from 'node:timers/promises';
import type { MqttClient } from 'mqtt';
import { describe, expect, it, onTestFinished } from 'vitest';
import { eventually } from '../../base/eventually.testkit.ts';
import { ask } from '../http/http.testkit.ts';
import { connectClient, refusalOf } from '../mqtt/client.testkit.ts';
import { startTestCompanion, temporaryFolder } from '../serve/companion.testkit.ts';
import { type DataDisk, type DataFile, DISK } from './dataDisk.ts';

const LASTING = {
  clean: false,
  protocolVersion: 5,
  properties: { sessionExpiryInterval: 1000 },
} as const;

/** Files that a process leaves if it is killed now. */
function copied(folder: string): string {
  const copy = join(temporaryFolder(), 'copy');
  mkdirSync(copy);
  cpSync(join(folder, 'state.log'), join(copy, 'state.log'));
  return copy;
}

const connectAs = (clientId: string, url: string, more = {}) =>
  connectClient(url, { ...LASTING, clientId, ...more });

async function publish(client: MqttClient, topic: string, text: string, more = {}): Promise<void> {
  await client.publishAsync(topic, text, { qos: 1, ...more });
}

/** A disk that can be full, or fail a sync. */
class FaultyDisk implements DataDisk {
  isFull = false;
  failsToSync = false;
  readonly #refused = (): never => {
    throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
  };

  async make(path: string): Promise<DataFile> {
    if (this.isFull) this.#refused();
    const file = await DISK.make(path);
    return {
      write: async (bytes, at) => {
        if (!this.isFull) return await file.write(bytes, at);
        // A part of it still fitted.
        await file.write(bytes.subarray(0, bytes.length / 2), at);
        return this.#refused();
      },
      truncate: (size) => file.truncate(size),
      sync: async () => {
        if (this.failsToSync) throw Object.assign(new Error('I/O error'), { code: 'EIO' });
        await file.sync();
      },
      close: () => file.close(),
    };
  }

  replace(...names: Parameters<DataDisk['replace']>): Promise<void> {
    return DISK.replace(...names);
  }

  remove(path: string): Promise<void> {
    return DISK.remove(path);
  }

  look(path: string): ReturnType<DataDisk['look']> {
    return DISK.look(path);
  }
}

describe('with --data', () => {
  it('acknowledged messages survive a killed process', async () => {
    const data = join(temporaryFolder(), 'new', 'folder');
    const { mqtt } = await startTestCompanion({ data });
    const reader = await connectAs('reader', mqtt, { username: 'u', password: 'geheim-7' });
    await reader.client.subscribeAsync('t/#', { qos: 2 });
    await reader.client.endAsync();
    const { client } = await connectAs('writer', mqtt);
    await publish(client, 't/1', 'one', { qos: 2 });
    await publish(client, 't/2', 'two', { retain: true });

    const after = await startTestCompanion({ data: copied(data) });
    const again = await connectAs('reader', after.mqtt);
    expect(again.connack.sessionPresent).toBe(true);
    const came = [(await again.next()).payload, (await again.next()).payload];
    // With QoS 2, mqtt.js waits for PUBREL.
    expect(came.sort()).toEqual(['one', 'two']);
    const other = await connectClient(after.mqtt);
    await other.client.subscribeAsync('#');
    expect(await other.next()).toMatchObject({ payload: 'two', packet: { retain: true } });

    expect(statSync(data).mode & 0o777).toBe(0o700);
    expect(statSync(join(data, 'state.log')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(data, 'state.log')).includes('geheim-7')).toBe(false);
  });

  it('and a normal end, with messages in flight', async () => {
    const data = temporaryFolder();
    const first = await startTestCompanion({ data });
    const reader = await connectAs('reader', first.mqtt);
    await reader.client.subscribeAsync('t', { qos: 1 });
    reader.client.stream.pause();
    const { client } = await connectAs('writer', first.mqtt);
    await publish(client, 't', 'x');
    await first.close();
    const after = await startTestCompanion({ data });
    const again = await connectAs('reader', after.mqtt);
    expect(await again.next()).toMatchObject({ payload: 'x', packet: { dup: true } });
  });

  it('two companions cannot share a folder at once', async () => {
    const data = temporaryFolder();
    const first = await startTestCompanion({ data });
    await expect(startTestCompanion({ data })).rejects.toThrow('in use by another companion');
    await first.close();
    await startTestCompanion({ data });
  });

  it('a full disk rejects and acknowledges nothing, is reported, and recovers', async () => {
    const data = temporaryFolder();
    const disk = new FaultyDisk();
    const logged: string[] = [];
    const { app, mqtt, notices } = await startTestCompanion({
      data,
      dataTuning: { disk, pause: 20 },
      log: {
        write: async (text) => void logged.push(text),
        reopen: async () => undefined,
        close: async () => undefined,
      },
    });
    const { client } = await connectAs('writer', mqtt);
    await client.subscribeAsync('t', { qos: 1 });
    const old = await connectClient(mqtt, { protocolVersion: 4 });
    const other = await connectClient(mqtt, { protocolVersion: 5 });
    disk.isFull = true;
    let isAcknowledged = false;
    const first = publish(client, 't', 'held', { retain: true }).then(() => {
      isAcknowledged = true;
    });
    await eventually(async () => {
      expect((await ask(app, '/healthz')).status).toBe(503);
    });
    expect(notices.join('\n')).toContain('cannot be written: no space is left on the disk');
    await expect(publish(other.client, 't', 'refused')).rejects.toThrow(/Quota exceeded/);
    expect(await refusalOf(mqtt, { ...LASTING, clientId: 'new' })).toMatchObject({ code: 0x97 });
    // QoS 0 with RETAIN has no acknowledgement that could report an error, so the message is dropped.
    other.client.publish('dropped', 'x', { retain: true });
    await eventually(() => {
      expect(logged.join('')).toMatch(/"event":"refusal"[^\n]*"of":"publish","topic":"dropped"/);
    });
    expect(other.client.connected).toBe(true);
    const closed = new Promise<void>((resolve) => {
      old.client.once('close', () => resolve());
    });
    old.client.publish('t', 'x', { qos: 1 });
    await closed;
    expect(isAcknowledged).toBe(false);
    expect((await ask(app, '/metrics')).body).toContain('mqttscope_data_failing 1\n');

    disk.isFull = false;
    await first;
    await publish(client, 't', 'later');
    expect((await ask(app, '/healthz')).status).toBe(200);
    expect(notices.join('\n')).toContain('can be written again');
    const after = await startTestCompanion({ data: copied(data) });
    const again = await connectAs('writer', after.mqtt);
    expect(again.connack.sessionPresent).toBe(true);
    const reader = await connectClient(after.mqtt);
    await reader.client.subscribeAsync('#');
    expect((await reader.next()).payload).toBe('held');
  });

  it('after a failed write, another file replaces one that may be incomplete', async () => {
    const data = temporaryFolder();
    const disk = new FaultyDisk();
    const { mqtt } = await startTestCompanion({ data, dataTuning: { disk, pause: 20 } });
    const { client } = await connectAs('writer', mqtt);
    const { ino } = statSync(join(data, 'state.log'));
    disk.failsToSync = true;
    const first = publish(client, 't', 'x', { retain: true });
    await eventually(() => {
      expect(disk.failsToSync && client.connected).toBe(true);
    });
    setTimeout(() => {
      disk.failsToSync = false;
    }, 100);
    await first;
    expect(statSync(join(data, 'state.log')).ino).not.toBe(ino);
  });

  it('the file stays small while messages change', async () => {
    const data = temporaryFolder();
    const { mqtt } = await startTestCompanion({ data, dataTuning: { slack: 20_000 } });
    const { client, next } = await connectAs('c', mqtt);
    await client.subscribeAsync('t', { qos: 1 });
    for (let round = 0; round < 20; round += 1) {
      const sent = Array.from({ length: 20 }, () => publish(client, 't', 'x'.repeat(500)));
      await Promise.all(sent);
      for (let count = 0; count < 20; count += 1) await next();
    }
    expect(statSync(join(data, 'state.log')).size).toBeLessThan(100_000);
  });

  it('a file rewritten at a start cannot be torn: a truncated one is left unchanged', async () => {
    const data = temporaryFolder();
    const first = await startTestCompanion({ data });
    const { client } = await connectAs('c', first.mqtt);
    await publish(client, 't', 'x'.repeat(1000), { retain: true });
    await first.close();
    await (await startTestCompanion({ data })).close();
    const path = join(data, 'state.log');
    truncateSync(path, 700);
    await expect(startTestCompanion({ data })).rejects.toThrow(/is complete only up to byte 26/);
    expect(statSync(path).size).toBe(700);
  });

  it('a torn end is removed with a notice; a corrupt middle, a foreign file and a later version are reported', async () => {
    const data = temporaryFolder();
    const first = await startTestCompanion({ data });
    const path = join(data, 'state.log');
    // Earlier messages are in the new file's initial content.
    await expect.poll(() => existsSync(path)).toBe(true);
    const { client } = await connectAs('c', first.mqtt);
    for (const text of ['a', 'b', 'c']) await publish(client, 't', text, { retain: true });
    await first.close();
    const whole = readFileSync(path);
    const startWith = async (bytes: Uint8Array) => {
      const folder = temporaryFolder();
      writeFileSync(join(folder, 'state.log'), bytes);
      return await startTestCompanion({ data: folder });
    };
    const torn = await startWith(whole.subarray(0, -3));
    expect(torn.notices.join('\n')).toMatch(
      /ends with a record that was not completely written: \d+ bytes?, ignored/,
    );
    const changed = Buffer.from(whole);
    changed[57] = (changed[57] ?? 0) ^ 1;
    await expect(startWith(changed)).rejects.toThrow(/is corrupt at byte 38.*truncate -s 38/);
    await expect(startWith(Buffer.from('what is this?\n'))).rejects.toThrow('not a file of --data');
    const later = Buffer.concat([Buffer.from('mqttscope data 9 '), whole.subarray(17)]);
    await expect(startWith(later)).rejects.toThrow('has version 9');
    truncateSync(path, 0);
    await expect(startTestCompanion({ data })).rejects.toThrow('not a file of --data');
  });

  it('a device, or a link to a missing disk, in place of the file is named and left alone', async () => {
    const startWith = async (target: string) => {
      const data = temporaryFolder();
      symlinkSync(target, join(data, 'state.log'));
      const why = await startTestCompanion({ data }).catch(String);
      expect(readlinkSync(join(data, 'state.log'))).toBe(target);
      return why;
    };
    // Reading it would never end.
    expect(await startWith('/dev/zero')).toMatch('not a file of --data');
    const missing = join(temporaryFolder(), 'disk', 'state.log');
    expect(await startWith(missing)).toMatch(
      /Cannot read .*state\.log \(--data\): there is no such file/,
    );
  });

  it('what has the name of the unfinished file but is not one is named and left alone', async () => {
    const kept = join(temporaryFolder(), 'state.log');
    await (await startTestCompanion({ data: dirname(kept) })).close();
    const startBeside = async (make: (path: string) => void, withState: boolean) => {
      const data = temporaryFolder();
      if (withState) cpSync(kept, join(data, 'state.log'));
      const path = join(data, 'state.new');
      make(path);
      const before = lstatSync(path);
      await expect(startTestCompanion({ data })).rejects.toThrow(
        /state\.new is not a file of --data/,
      );
      expect(lstatSync(path)).toMatchObject({ ino: before.ino, size: before.size });
    };
    for (const withState of [true, false]) {
      await startBeside((path) => writeFileSync(path, 'my notes\n'), withState);
      await startBeside((path) => symlinkSync('/dev/zero', path), withState);
      await startBeside((path) => symlinkSync(kept, path), withState);
      await startBeside((path) => mkdirSync(path), withState);
    }
  });

  /** The file that a companion left with that retained message. */
  async function stateWith(text: string): Promise<Buffer> {
    const data = temporaryFolder();
    const first = await startTestCompanion({ data });
    const { client } = await connectAs('c', first.mqtt);
    await publish(client, 't', text, { retain: true });
    await first.close();
    // The second start writes it as initial content.
    await (await startTestCompanion({ data })).close();
    return readFileSync(join(data, 'state.log'));
  }

  it('an unfinished file without the other one is kept as a copy, unless it has nothing', async () => {
    const whole = await stateWith('precious');
    const startWith = async (bytes: Uint8Array) => {
      const data = temporaryFolder();
      writeFileSync(join(data, 'state.new'), bytes);
      const started = await startTestCompanion({ data });
      await started.close();
      return { notices: started.notices.join('\n'), files: readdirSync(data).sort(), data };
    };
    const { notices, files, data } = await startWith(whole.subarray(0, -5));
    expect(notices).toMatch(/state\.new has been changed .* kept as \S+state\.new\.1\./);
    expect(files).toEqual(['state.log', 'state.new.1']);
    expect(readFileSync(join(data, 'state.new.1'))).toEqual(whole.subarray(0, -5));
    const longer = Buffer.concat([whole, whole.subarray(26, 60)]);
    expect((await startWith(longer)).files).toEqual(['state.log', 'state.new.1']);
    for (const bytes of [new Uint8Array(), whole.subarray(0, 9), whole.subarray(0, 30)]) {
      expect(await startWith(bytes)).toMatchObject({ notices: '', files: ['state.log'] });
    }
  });

  it('an unfinished file of a newer version, or beside a corrupt file, is left alone', async () => {
    const whole = await stateWith('precious');
    const newer = Buffer.concat([Buffer.from('mqttscope data 9 '), whole.subarray(17)]);
    const alone = temporaryFolder();
    writeFileSync(join(alone, 'state.new'), newer);
    await expect(startTestCompanion({ data: alone })).rejects.toThrow(/state\.new has version 9/);
    expect(readdirSync(alone)).toEqual(['state.new']);
    const corrupt = temporaryFolder();
    writeFileSync(join(corrupt, 'state.new'), whole);
    writeFileSync(join(corrupt, 'state.log'), whole.subarray(0, 40));
    await expect(startTestCompanion({ data: corrupt })).rejects.toThrow(/complete only up to/);
    expect(readFileSync(join(corrupt, 'state.new'))).toEqual(whole);
  });

  it('a last group that was changed, rather than cut, is kept as a copy', async () => {
    const data = temporaryFolder();
    const path = join(data, 'state.log');
    const first = await startTestCompanion({ data });
    const { client } = await connectAs('c', first.mqtt);
    await publish(client, 't', 'x'.repeat(500), { retain: true });
    await first.close();
    const changed = readFileSync(path);
    changed[changed.length - 9] = 0x79;
    writeFileSync(path, changed);
    for (const name of ['state.log.1', 'state.log.2']) {
      writeFileSync(path, changed);
      const started = await startTestCompanion({ data });
      expect(started.notices.join('\n')).toContain(`kept as ${join(data, name)}.`);
      await started.close();
      expect(readFileSync(join(data, name))).toEqual(changed);
      expect(statSync(join(data, name)).mode & 0o777).toBe(0o600);
    }
  });

  it.each<readonly [string, (path: string) => void, readonly string[]]>([
    ['removed', (path) => rmSync(path), ['state.log']],
    ['moved away', (path) => renameSync(path, join(dirname(path), 'gone')), ['gone', 'state.log']],
    [
      'replaced',
      (path) => {
        writeFileSync(`${path}.new`, 'foreign');
        renameSync(`${path}.new`, path);
      },
      ['state.log', 'state.log.1'],
    ],
    ['overwritten', (path) => writeFileSync(path, 'foreign'), ['state.log', 'state.log.1']],
    ['cut', (path) => truncateSync(path, 30), ['state.log', 'state.log.1']],
    [
      'a link',
      (path) => {
        rmSync(path);
        symlinkSync('/dev/zero', path);
      },
      ['state.log', 'state.log.1'],
    ],
  ])('a file that is %s while the companion runs is written again', async (_how, harm, files) => {
    const data = temporaryFolder();
    const first = await startTestCompanion({ data, dataTuning: { look: 10 } });
    const { client } = await connectAs('c', first.mqtt);
    await publish(client, 't', 'precious', { retain: true });
    harm(join(data, 'state.log'));
    await eventually(() => {
      expect(first.notices.join('\n')).toContain('state.log was removed, replaced or changed');
    });
    await publish(client, 'u', 'later', { retain: true });
    const { mqtt } = await startTestCompanion({ data: copied(data) });
    const { client: reader, next } = await connectClient(mqtt);
    await reader.subscribeAsync('#');
    const came = [(await next()).payload, (await next()).payload];
    expect(came.sort()).toEqual(['later', 'precious']);
    await first.close();
    expect(readdirSync(data).sort()).toEqual(files);
  });

  it('a disk that is full at the start rejects clients from the first one on', async () => {
    const idle = async (): Promise<void> => undefined;
    const write = async (): Promise<never> => {
      // A slow disk.
      await timers.setTimeout(200);
      throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
    };
    const make = async () => ({ write, truncate: idle, sync: idle, close: idle });
    const data = temporaryFolder();
    const { mqtt } = await startTestCompanion({ data, dataTuning: { disk: { ...DISK, make } } });
    expect(await refusalOf(mqtt, { protocolVersion: 5 })).toMatchObject({ code: 0x97 });
  });

  it('stores nothing without it', async () => {
    const folder = temporaryFolder();
    const before = process.cwd();
    process.chdir(folder);
    onTestFinished(() => process.chdir(before));
    const { mqtt } = await startTestCompanion();
    const { client } = await connectAs('c', mqtt);
    await publish(client, 't', 'x', { retain: true });
    const after = await startTestCompanion();
    expect((await connectAs('c', after.mqtt)).connack.sessionPresent).toBe(false);
  });
});

describe('/metrics', () => {
  it('has the values of $SYS under the names of exporters for Mosquitto', async () => {
    const { app, mqtt } = await startTestCompanion({ data: temporaryFolder() });
    const { client } = await connectAs('c', mqtt);
    await publish(client, 't', 'x', { retain: true });
    const { body, headers } = await ask(app, '/metrics');
    expect(headers['content-type']).toContain('version=0.0.4');
    expect(body).toContain('# TYPE broker_publish_messages_received counter\n');
    expect(body).toContain('\nbroker_publish_messages_received 1\n');
    expect(body).toContain('\nbroker_clients_connected 1\n');
    expect(body).toContain('\nbroker_retained_messages_count 1\n');
    expect(body).toContain('\nmqttscope_data_failing 0\n');
    expect(body).toContain('mqttscope_info{version="1.2.3"} 1\n');
    for (const line of body.trimEnd().split('\n')) {
      expect(line).toMatch(
        /^(?:# HELP [a-z]\w* \S.*\.|# TYPE [a-z]\w* (?:gauge|counter)|[a-z]\w*(?:\{version="[\w.]+"\})? -?\d+(?:\.\d+)?)$/,
      );
    }
    expect(body).toMatch(/^# TYPE broker_connections_refused_address counter$/m);
    expect(body).toMatch(/^process_resident_memory_bytes \d+$/m);
    expect((await ask(app, '/healthz')).body).toBe('ok\n');
  });
});
