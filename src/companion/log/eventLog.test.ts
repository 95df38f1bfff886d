import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:fs';
import { open, readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { WebSocket } from 'ws';
import { eventually } from '../../base/eventually.testkit.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import { connectPacket, LOCAL_PEER } from '../../broker/core/broker.testkit.ts';
import { Broker } from '../../broker/core/broker.ts';
import { Random } from '../../broker/core/memory/random.ts';
import { Mutants } from '../../broker/core/mutations.testkit.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import { hashPassword } from '../access/scryptHash.ts';
import { endWhenUnread } from '../cli/closedPipe.ts';
import { inEnglish } from '../cli/errors.ts';
import { ask } from '../http/http.testkit.ts';
import { connectClient, refusalOf } from '../mqtt/client.testkit.ts';
import { startTestCompanion, temporaryFolder } from '../serve/companion.testkit.ts';
import { EventLog, type LogTarget, openLog } from './eventLog.ts';
import type { LoggedEvent } from './hostEvents.ts';

/** A log in memory. */
function memory(): LogTarget & { readonly text: () => string; readonly lines: () => unknown[] } {
  let text = '';
  return {
    write: async (more) => {
      text += more;
    },
    reopen: async () => undefined,
    close: async () => undefined,
    text: () => text,
    lines: () =>
      text
        .split('\n')
        .slice(0, -1)
        .map((line): unknown => JSON.parse(line)),
  };
}

const REFUSED: LoggedEvent = {
  kind: 'sign-in-refused',
  address: '10.0.0.1:5000',
  transport: 'tcp',
  clientId: 'c',
  reasonCode: 0x86,
};

function logOf(target: LogTarget, known: readonly string[] = [], notices: string[] = []) {
  const clock = { now: Date.UTC(2026, 0, 2, 3, 4, 5, 6) };
  const log = new EventLog(target, {
    notice: (said) => notices.push(inEnglish(said)),
    isKnownUser: (name) => known.includes(name),
    clock: () => clock.now,
  });
  return { log, clock };
}

describe('the event log', () => {
  it('writes one object per line with the time, short names and visible characters', async () => {
    const target = memory();
    const { log } = logOf(target);
    log.report({ ...REFUSED, clientId: 'x'.repeat(65_535), reason: 'a\u202eb\u009b2J\nc' });
    await log.close();
    expect(target.text()).toMatch(/^[\x20-\x7e]+\n$/);
    expect(target.lines()).toEqual([
      {
        time: '2026-01-02T03:04:05.006Z',
        event: 'sign-in-refused',
        address: '10.0.0.1:5000',
        transport: 'tcp',
        clientId: 'x'.repeat(256),
        reasonCode: 0x86,
        reason: 'a\u202eb\u009b2J\nc',
        cut: { clientId: 65_535 },
      },
    ]);
  });

  it('writes user names, but not possible passwords instead', async () => {
    const target = memory();
    const { log } = logOf(target, ['ann']);
    log.report({ ...REFUSED, userName: 'ann' });
    log.report({ ...REFUSED, userName: 'hunter2' });
    await log.close();
    expect(target.lines()).toMatchObject([{ userName: 'ann' }, { unknownUser: true }]);
    expect(target.text()).not.toContain('hunter2');
  });

  it('counts equal events in a flood, also if they only look different', async () => {
    const target = memory();
    const { log, clock } = logOf(target);
    for (let port = 0; port < 100; port += 1) {
      log.report({ ...REFUSED, connection: port, address: `10.0.0.1:${port}` });
    }
    for (let name = 0; name < 3000; name += 1) log.report({ ...REFUSED, clientId: `n${name}` });
    log.report({ kind: 'ended' });
    clock.now += 10_000;
    log.report(REFUSED);
    await log.close();
    const lines = target.lines();
    expect(lines).toHaveLength(1000 + 1 + 2 + 1);
    expect(lines.slice(1001)).toMatchObject([
      { event: 'left-out', of: 'sign-in-refused', count: 95, address: '10.0.0.1', clientId: 'c' },
      { event: 'left-out', of: 'sign-in-refused', count: 2005 },
      { event: 'sign-in-refused' },
    ]);
  });

  it('stores only the beginnings of long names', async () => {
    const target = memory();
    const { log } = logOf(target);
    for (let at = 0; at < 7; at += 1) {
      log.report({
        ...REFUSED,
        clientId: `${'x'.repeat(300)}${at}`,
        userName: `${'y'.repeat(300)}${at}`,
      });
    }
    await log.close();
    const leftOut = {
      event: 'left-out',
      of: 'sign-in-refused',
      count: 2,
      clientId: 'x'.repeat(256),
    };
    expect(target.lines()).toHaveLength(6);
    expect(target.lines().at(-1)).toMatchObject(leftOut);
  });

  it('reports a flood also if no event follows', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const target = memory();
    const log = new EventLog(target, { notice: () => undefined, isKnownUser: () => false });
    for (let times = 0; times < 8; times += 1) log.report(REFUSED);
    vi.advanceTimersByTime(10_000);
    await eventually(() => expect(target.lines()).toHaveLength(6));
    expect(target.lines().at(-1)).toMatchObject({ event: 'left-out', count: 3 });
  });

  it('reports once that it cannot be written, continues, and counts lost lines', async () => {
    const target = memory();
    let isFull = true;
    const write = (text: string): Promise<void> =>
      isFull
        ? Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' }))
        : target.write(text);
    const notices: string[] = [];
    const { log } = logOf({ ...target, write }, [], notices);
    log.report(REFUSED);
    await eventually(() => expect(notices).toHaveLength(1));
    log.report(REFUSED);
    await new Promise(setImmediate);
    isFull = false;
    await eventually(() => {
      log.report({ kind: 'ended' });
      expect(target.lines()).not.toEqual([]);
    });
    await log.close();
    expect(notices).toEqual([
      'The event log cannot be written (no space is left on the disk): events are lost until it can be written again.',
    ]);
    expect(target.lines()[0]).toMatchObject({ event: 'lost' });
    expect(target.lines().at(-1)).toMatchObject({ event: 'ended' });
  });

  it('appends to a private file, and continues in a new one after a move', async () => {
    const path = join(temporaryFolder(), 'events');
    await expect(openLog(join(path, 'no'), process.stdout)).rejects.toThrow(
      /Cannot write .*no \(--log\): there is no such folder/,
    );
    const first = logOf(await openLog(path, process.stdout)).log;
    first.report({ kind: 'ended' });
    await first.close();
    const { log } = logOf(await openLog(path, process.stdout));
    log.report(REFUSED);
    await eventually(async () => expect(await linesIn(path)).toBe(2));
    await rename(path, `${path}.1`);
    log.reopen();
    log.report({ ...REFUSED, clientId: 'd' });
    await log.close();
    expect([await linesIn(`${path}.1`), await linesIn(path)]).toEqual([2, 1]);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('survives the reader of standard output', async () => {
    const output = new PassThrough();
    const exit = vi.spyOn(process, 'exit').mockImplementation((code) => {
      throw new Error(`It has ended with ${code}.`);
    });
    onTestFinished(() => exit.mockRestore());
    endWhenUnread(output, () => undefined);
    const notices: string[] = [];
    const { log } = logOf(await openLog('-', output), [], notices);
    output.destroy(Object.assign(new Error('gone'), { code: 'EPIPE' }));
    log.report(REFUSED);
    await eventually(() =>
      expect(notices).toEqual([expect.stringContaining('its reader has closed it')]),
    );
    expect(exit).not.toHaveBeenCalled();
    await log.close();
  });

  it.skipIf(process.platform === 'win32')('does not wait for a reader of a pipe', async () => {
    const path = join(temporaryFolder(), 'pipe');
    execFileSync('mkfifo', [path]);
    await expect(openLog(path, new PassThrough())).rejects.toThrow(
      /pipe \(--log\): it has no reader/,
    );
    const reader = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const { log } = logOf(await openLog(path, new PassThrough()));
    log.report(REFUSED);
    await log.close();
    expect((await reader.readFile('utf8')).split('\n')).toHaveLength(2);
    await reader.close();
  });
});

async function linesIn(path: string): Promise<number> {
  return (await readFile(path, 'utf8')).split('\n').length - 1;
}

const SECRET = 'pLaNtEd-sEcReT';

describe('the end of the event log', () => {
  it('accepts nothing later, without an error', async () => {
    const target = memory();
    const notices: string[] = [];
    let isGone = false;
    const write = (text: string): Promise<void> =>
      isGone ? Promise.reject(new Error('file closed')) : target.write(text);
    const { log } = logOf({ ...target, write }, [], notices);
    log.report({ kind: 'ended' });
    await log.close();
    isGone = true;
    log.report(REFUSED);
    for (let turn = 0; turn < 3; turn += 1) await new Promise(setImmediate);
    expect(target.lines()).toHaveLength(1);
    expect(notices).toEqual([]);
  });

  it('follows the disconnects of all clients, including those that do not answer the close', async () => {
    const log = memory();
    const companion = await startTestCompanion({ log, token: SECRET });
    const opened = async (path: string, hello: object): Promise<void> => {
      const socket = new WebSocket(new URL(path, companion.ws), {
        origin: new URL(companion.app).origin,
      });
      onTestFinished(() => socket.terminate());
      await once(socket, 'open');
      socket.send(JSON.stringify({ version: 1, token: SECRET, ...hello }));
      await once(socket, 'message');
      // The client does not answer the close.
      socket.pause();
    };
    await opened('/control', { kind: 'hello' });
    await opened('/bridge', { kind: 'open', target: { url: companion.mqtt } });
    await companion.close();
    const told = log.text().matchAll(/"event":"([\w-]+)"/g);
    const [started, ...events] = Array.from(told, ([, event]) => event);
    expect(started).toBe('started');
    expect(events.at(-1)).toBe('ended');
    expect(new Set(events)).toEqual(
      new Set([
        'control-opened',
        'control-closed',
        'bridge-opened',
        'bridge-closed',
        'sign-in-refused',
        'ended',
      ]),
    );
  });
});

describe('no secret is logged', () => {
  it('of a companion with every kind of failure', async () => {
    const log = memory();
    const hashed = await hashPassword(SECRET, { ln: 1, r: 1, p: 1 });
    const companion = await startTestCompanion({
      log,
      token: SECRET,
      users: new Map([['ann', SECRET]]),
      hashedUsers: new Map([['bob', hashed]]),
    });
    const { app, mqtt } = companion;
    for (const username of ['ann', 'bob']) {
      const will = { topic: 'w', payload: SECRET, qos: 0 as const, retain: false };
      const { client } = await connectClient(mqtt, { username, password: SECRET, will });
      await client.publishAsync('t', SECRET, { retain: true, qos: 1 });
      await refusalOf(mqtt, { username, password: `${SECRET}?` });
    }
    await refusalOf(mqtt, { username: SECRET, password: 'wrong' });
    await refusalOf(mqtt, { username: 'ann' });
    await ask(app, `/control?token=${SECRET}`);
    for (const address of ['/?token=', '/#token=', 'http://ann:']) {
      await ask(app, `${address}${SECRET}@evil.example/`, { host: 'evil.example' });
    }
    await ask(app, '/', { origin: 'http://evil.example', authorization: `Bearer ${SECRET}` });
    await companion.close();
    const found = (pattern: RegExp): readonly string[] =>
      [...log.text().matchAll(pattern)].map(([, name = '']) => name);
    const events = found(/"event":"([\w-]+)"/g);
    expect(new Set(events)).toEqual(
      new Set(['started', 'sign-in', 'sign-in-refused', 'http-refused', 'disconnected', 'ended']),
    );
    expect(log.text()).not.toContain(SECRET);
    const documentation = await readFile(
      new URL('../../../docs/events.md', import.meta.url),
      'utf8',
    );
    const names = found(/[{,]"(\w+)":/g);
    for (const name of new Set([...names, ...events])) {
      expect(documentation).toContain(`\`${name}\``);
    }
  });

  it('of packets with damage at any position', async () => {
    const random = new Random(7);
    const target = memory();
    const { log, clock } = logOf(target);
    const secret = encodeUtf8(SECRET);
    const mutants = new Mutants(random);
    for (let run = 0; run < 3000; run += 1) {
      const broker = new Broker({
        seed: run,
        events: (event) => log.report(event),
        hooks: { authorisePublish: () => ({ reasonCode: 0x87 }) },
      });
      const version = random.pick([3, 4, 5] as const);
      const will = { topic: 'w', payload: secret, qos: 0, retain: false, properties: [] } as const;
      const connect = connectPacket('c', { version, userName: 'u', password: secret, will });
      const bytes = encode(connect, version);
      // All bytes except the password may change.
      bytes[random.below(bytes.length - secret.length)] = random.below(256);
      const connection = broker.open(LOCAL_PEER, 0);
      broker.receive(connection, bytes, 0);
      broker.receive(connection, mutants.connect(version).bytes, 0);
      broker.elapse(60_000);
      broker.close(connection, 60_000);
      clock.now += 10_000;
    }
    await log.close();
    expect(target.lines().length).toBeGreaterThan(3000);
    expect(target.text()).not.toContain(SECRET);
  });
});
