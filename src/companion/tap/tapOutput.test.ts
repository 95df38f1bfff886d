/** Tests that a tap's traffic is in its files, across rotations, and in a pipe for Wireshark. */
import { execFileSync } from 'node:child_process';
import { createReadStream, mkdirSync, rmSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { connect as connectTo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test, vi } from 'vitest';
import { eventually } from '../../base/eventually.testkit.ts';
import { say } from '../../base/message.ts';
import { freePort } from '../../connection/ports.testkit.ts';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import type { NoteFact } from '../../engine/log/columns/noteFacts.ts';
import { cli } from '../../i18n/cli/en/texts.ts';
import { fileWords } from '../../i18n/en/captures/fileWords.ts';
import { noteFacts } from '../../i18n/en/facts/noteFacts.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import type { Packet } from '../../mqtt/tables/packet.ts';
import { UnreadError } from '../cli/errors.ts';
import { unwritable } from '../cli/replacedFile.ts';
import { listeningWith } from '../dial/servers.testkit.ts';
import { RotatedFiles, type RotatedFilesOptions } from '../record/rotatedFiles.ts';
import { PacketTap } from './packetTap.ts';
import { runTap } from './tapCommand.ts';

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'mqttscope-tap-'));
  onTestFinished(() => rm(path, { recursive: true }));
  return path;
}

const PEER = {
  address: '10.0.0.7:50122',
  loopback: false,
  transport: 'tcp',
  secure: false,
  onward: 'mqtt://10.0.0.1:1883',
} as const;
const connect: Packet = {
  type: 'connect',
  protocolName: 'MQTT',
  protocolLevel: 5,
  cleanStart: true,
  keepAlive: 60,
  clientId: 'press',
  userName: 'u',
  password: new TextEncoder().encode('hunter2'),
  properties: [],
};
const CONNACK: Packet = {
  type: 'connack',
  sessionPresent: false,
  reasonCode: 0x87,
  properties: [],
};
const publish = (no: number): Uint8Array =>
  encode(
    {
      type: 'publish',
      dup: false,
      qos: 0,
      retain: false,
      topic: 'plant/oven',
      payload: new TextEncoder().encode(JSON.stringify({ no, filler: 'x'.repeat(300) })),
      properties: [],
    },
    5,
  );

function filesAt(
  at: string,
  given: Pick<RotatedFilesOptions, 'rotateSize' | 'keep'> & Partial<RotatedFilesOptions>,
): { readonly files: RotatedFiles; readonly packets: PacketTap } {
  const files: RotatedFiles = new RotatedFiles({
    file: join(at, 'day.ndjson'),
    format: 'ndjson',
    rotateTime: undefined,
    origin: Date.UTC(2026, 10, 22),
    open: () => packets.open(0),
    written: { secrets: CONVENTIONS.secrets, withSecrets: false, application: 'test', fileWords },
    failed: (error) => expect.unreachable(error.message),
    notRemoved: (error) => expect.unreachable(error.message),
    ...given,
  });
  const packets: PacketTap = new PacketTap(
    (event) => files.take(event),
    0,
    () => files.isFull,
  );
  return { files, packets };
}

test('each file of a rotation names its recording, and text frames of WebSocket are noted in it', async () => {
  const at = await folder();
  const written = {
    secrets: CONVENTIONS.secrets,
    withSecrets: false,
    application: 'test',
    fileWords,
    noteText: (note: NoteFact) => say(noteFacts, note),
  };
  const { files, packets } = filesAt(at, {
    file: join(at, 'day.mqttscope'),
    format: 'mqttscope',
    rotateSize: 10_000,
    keep: undefined,
    written,
  });
  await files.begin();
  packets.opened(1, PEER, 0);
  packets.textFrames(1, 'client');
  packets.passed(1, 'client', encode(connect, 5), 1);
  for (let no = 1; no <= 60; no += 1) packets.passed(1, 'client', publish(no), no);
  await eventually(async () => expect((await readdir(at)).length).toBeGreaterThan(1));
  await files.end();
  const ids = new Set<string | undefined>();
  for (const [at, path] of files.files.entries()) {
    const text = (await readFile(path)).toString('latin1');
    expect(text).toContain('text frames');
    // Commands read the files of a rotation as one capture.
    const [, id, number] = /"series":\{"id":"([\w-]+)","number":(\d+)\}/.exec(text) ?? [];
    ids.add(id);
    expect(number).toBe(String(at + 1));
  }
  expect(ids.size).toBe(1);
});

test('files rotate by time although the clock was set back', async () => {
  const at = await folder();
  const { files, packets } = filesAt(at, { rotateSize: undefined, rotateTime: 1, keep: undefined });
  await files.begin();
  const now = Date.now.bind(Date);
  const clock = vi.spyOn(Date, 'now').mockImplementation(() => now() - 86_400_000);
  onTestFinished(() => clock.mockRestore());
  packets.opened(1, PEER, 0);
  packets.passed(1, 'client', encode(connect, 5), 1);
  await eventually(async () => expect((await readdir(at)).length).toBeGreaterThan(1));
  await files.end();
});

test('files rotate by size, each readable alone; the last are kept, secrets masked, no packet lost', async () => {
  const at = await folder();
  const { files, packets } = filesAt(at, { rotateSize: 20_000, keep: 3 });
  await files.begin();
  packets.opened(1, PEER, 0);
  packets.passed(1, 'client', encode(connect, 5), 1);
  const first = await eventually(async () => {
    const text = await readFile(join(at, (await readdir(at))[0] ?? ''), 'utf8');
    expect(text).toContain('press');
    return text;
  });
  expect(first).not.toContain('hunter2');
  for (let no = 0; no < 200; no += 1) {
    // In two pieces, as networks may split data.
    const bytes = publish(no);
    packets.passed(1, 'client', bytes.subarray(0, 100), no);
    packets.passed(1, 'client', bytes.subarray(100), no);
    if (no % 50 !== 49) continue;
    // The next file has begun by then.
    const next = `day_0000${2 + Math.floor(no / 50)}`;
    await eventually(async () => {
      expect((await readdir(at)).some((name) => name.startsWith(next))).toBe(true);
    });
  }
  await files.end();
  const names = (await readdir(at)).toSorted();
  expect(names).toHaveLength(3);
  expect(names[0]).toMatch(/^day_\d{5}_\d{8}T\d{6}Z\.ndjson$/);
  const lines = (await Promise.all(names.map((name) => readFile(join(at, name), 'utf8'))))
    .flatMap((text) => text.trim().split('\n'))
    .map((line) => Buffer.from(/"hex":"([0-9a-f]+)"/.exec(line)?.[1] ?? '', 'hex').toString())
    .flatMap((packet) => /"no":(\d+)/.exec(packet)?.[1] ?? []);
  const numbers = lines.map(Number);
  expect(numbers.at(-1)).toBe(199);
  expect(numbers).toEqual(numbers.map((_no, place) => (numbers[0] ?? 0) + place));
  expect(files.packets).toBe(201);
});

const NDJSON_OF_STREAMS = {
  secrets: CONVENTIONS.secrets,
  withSecrets: false,
  application: 'test',
  fileWords,
};
const CLOSE = {
  by: 'server',
  cause: { key: 'refused', args: { code: 0x87, version: '5', reason: 'told in secret' } },
  clientId: 'press',
  address: PEER.address,
  lasted: 2500,
} as const;

test('lines report each stream’s beginning, end, cause and size, without the peer’s reason text', async () => {
  const at = await folder();
  const { files, packets } = filesAt(at, {
    rotateSize: undefined,
    keep: undefined,
    written: NDJSON_OF_STREAMS,
  });
  await files.begin();
  packets.opened(1, PEER, 0);
  packets.passed(1, 'client', encode(connect, 5), 1);
  packets.passed(1, 'server', encode(CONNACK, 5), 2);
  packets.closed(1, CLOSE, 2500);
  await files.end();
  const path = join(at, 'day.ndjson');
  const lines = (await readFile(path, 'utf8')).trim().split('\n');
  expect(lines.map((line) => line.includes('"kind"'))).toEqual([true, false, false, true]);
  expect(JSON.parse(lines[0] ?? '')).toEqual({
    schema: 1,
    kind: 'stream-opened',
    stream: 1,
    utc: '2026-11-22T00:00:00.000000Z',
    carrier: 'tcp',
    client: '10.0.0.7:50122',
    server: '10.0.0.1:1883',
  });
  expect(JSON.parse(lines[3] ?? '')).toEqual({
    schema: 1,
    kind: 'stream-closed',
    time: 2.499,
    stream: 1,
    utc: '2026-11-22T00:00:02.500000Z',
    by: 'server',
    cause: 'refused',
    args: { code: 0x87, version: '5' },
    orderly: false,
    clientId: 'press',
    lasted: 2.5,
    packets: { in: 1, out: 1 },
    bytes: { in: encode(CONNACK, 5).length, out: encode(connect, 5).length },
  });
});

test('a later file names open streams, and the end counts all of them', async () => {
  const at = await folder();
  const { files, packets } = filesAt(at, {
    rotateSize: 3000,
    keep: undefined,
    written: NDJSON_OF_STREAMS,
  });
  await files.begin();
  packets.opened(1, PEER, 0);
  packets.passed(1, 'client', encode(connect, 5), 1);
  for (let no = 1; no <= 20; no += 1) packets.passed(1, 'client', publish(no), no);
  await eventually(async () => expect((await readdir(at)).length).toBeGreaterThan(1));
  packets.closed(1, { ...CLOSE, by: undefined }, 30);
  await files.end();
  const last = await readFile(files.files.at(-1) ?? '', 'utf8');
  expect(last).toMatch(/^\{"schema":1,"kind":"stream-opened",.*"version":5,"goesOn":true\}\n/);
  expect(last).toMatch(/"packets":\{"in":0,"out":21\}/);
});

test('no empty file stays after a full one', async () => {
  const at = await folder();
  const { files, packets } = filesAt(at, { rotateSize: 1000, keep: 1 });
  await files.begin();
  packets.opened(1, PEER, 0);
  for (let no = 1; no <= 10; no += 1) packets.passed(1, 'client', publish(no), no);
  await eventually(async () => expect(await readdir(at)).toHaveLength(2));
  await files.end();
  expect(await readdir(at)).toEqual(files.files.map((path) => basename(path)));
  expect(files.files).toHaveLength(1);
  expect(await readFile(files.files[0] ?? '', 'utf8')).toContain('"hex"');
});

test('a tap without traffic keeps only its first file', async () => {
  const at = await folder();
  const { files } = filesAt(at, { rotateSize: 1000, keep: undefined });
  await files.begin();
  await files.end();
  expect(await readdir(at)).toHaveLength(1);
});

test('reports an old file that cannot be removed, and continues', async () => {
  const at = await folder();
  const told: string[] = [];
  const { files, packets } = filesAt(at, {
    rotateSize: 1000,
    keep: 2,
    notRemoved: (error) => told.push(error.message),
  });
  let no = 0;
  const until = (isSo: () => boolean) =>
    eventually(() => {
      no += 1;
      packets.passed(1, 'client', publish(no), no);
      expect(isSo()).toBe(true);
    });
  await files.begin();
  packets.opened(1, PEER, 0);
  packets.passed(1, 'client', encode(connect, 5), 1);
  // A folder in place of the oldest file. The tap may remove that file first, so later ones are replaced, too.
  const replaced = new Set<string>();
  await until(() => {
    const [oldest] = files.files;
    if (oldest !== undefined && !replaced.has(oldest)) {
      rmSync(oldest, { force: true });
      mkdirSync(oldest);
      replaced.add(oldest);
    }
    return told.length > 0;
  });
  const [next] = files.files;
  await until(() => files.files[0] !== next);
  await files.end();
  expect([...replaced].some((path) => told[0]?.includes(path))).toBe(true);
});

test('packets that cannot be stored are omitted, counted, and reported at their place', () => {
  const seen: unknown[] = [];
  let isFull = true;
  const packets = new PacketTap(
    (event) => seen.push({ ...event }),
    0,
    () => isFull,
  );
  packets.opened(1, PEER, 0);
  packets.passed(1, 'client', publish(1), 1);
  isFull = false;
  packets.passed(1, 'client', publish(2), 2);
  expect(packets.leftOut).toBe(1);
  expect(seen.at(-1)).toMatchObject({ kind: 'packet', afterGap: true, time: 2000 });
});

async function printed(run: typeof runTap, argv: readonly string[]): Promise<string> {
  const output = new PassThrough();
  const all = text(output);
  await run(argv, { output, notice: () => undefined, texts: cli, version: '0.0.0' });
  output.end();
  return all;
}

test('Wireshark’s pipe receives only the traffic; the capture ends when its reader stops', async () => {
  const fifo = join(await folder(), 'fifo');
  execFileSync('mkfifo', [fifo]);
  const broker = await listeningWith((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', () => socket.write(Buffer.of(0x20, 3, 0, 0, 0)));
  });
  const port = await freePort();
  const to = ['--listen', `mqtt://127.0.0.1:${port}`, '--to', `mqtt://127.0.0.1:${broker}`];
  const ended = runTap([...to, '-o', fifo, '--format', 'pcapng'], {
    output: new PassThrough(),
    notice: () => undefined,
    texts: cli,
    version: '0.0.0',
  });
  const read: Buffer[] = [];
  const reader = createReadStream(fifo);
  reader.on('data', (bytes) => read.push(Buffer.from(bytes)));
  const device = await eventually(
    () =>
      new Promise<Socket>((resolve, reject) => {
        const socket = connectTo(port, '127.0.0.1', () => resolve(socket));
        socket.on('error', reject);
      }),
  );
  device.write(encode(connect, 5));
  await eventually(() => expect(Buffer.concat(read).includes('press')).toBe(true));
  // A section header of pcapng, without a password.
  expect(Buffer.concat(read).readUInt32LE(0)).toBe(0x0a0d0d0a);
  expect(Buffer.concat(read).includes('hunter2')).toBe(false);
  reader.destroy();
  const more = setInterval(() => device.write(publish(1)), 20);
  onTestFinished(() => {
    clearInterval(more);
    device.destroy();
  });
  await expect(ended).rejects.toBeInstanceOf(UnreadError);
  // Also if the error occurs only in the last write.
  const broken = Object.assign(new Error('broken'), { code: 'EPIPE' });
  expect(unwritable(fifo, broken)).toBeInstanceOf(UnreadError);
});

test('the authority stays the same, its key is private, and firmware gets it as C and hex', async () => {
  const at = await folder();
  const show = (form: string) => printed(runTap, ['--show-authority', form, '--authority-dir', at]);
  const pem = await show('pem');
  expect(pem).toContain('BEGIN CERTIFICATE');
  expect(await show('pem')).toBe(pem);
  expect((await stat(join(at, 'tap.key'))).mode & 0o077).toBe(0);
  const c = await show('c');
  const inC = [...c.matchAll(/"(.*)\\n"/g)].map(([, line]) => line).join('\n');
  expect(inC).toBe(pem.trim().replaceAll('\r', ''));
  const hex = (await show('hex')).trim();
  const der = Buffer.from(pem.replace(/-----.*-----|\s/g, ''), 'base64');
  expect(hex).toBe(der.toString('hex'));
});
