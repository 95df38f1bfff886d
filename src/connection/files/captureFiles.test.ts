import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { Lazy } from '../../base/lazy.ts';
import { alibabaSignIn } from '../../conventions/alibaba/signIn.ts';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import type { ReadingChoices } from '../../engine/files/events/captureEvents.ts';
import { framesOf, pcapOf } from '../../engine/files/frames/frames.testkit.ts';
import { fileWords } from '../../i18n/en/captures/fileWords.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import { storedZstd } from '../../payload/formats/compressed/packed.testkit.ts';
import type { Environment } from '../environment/environment.ts';
import type { Question } from '../environment/questions.ts';
import { nodeEnvironment } from '../node.testkit.ts';
import type { ConnectionEvent } from '../protocol/protocol.ts';
import { loadedSignIn } from '../signIn/signing.ts';
import { Dispatch } from '../worker/dispatch.ts';
import type { FileEvent, OpeningProgress, SaveChoices } from './fileProtocol.ts';
import { recordSensors, sensorRecordOf } from './sensorRecords.ts';

const CHOICES: SaveChoices = {
  format: 'mqttscope',
  withSecrets: false,
  withStandIns: false,
  filtered: false,
};
const PASSWORD = 'hunter2-geheim';
const MIB = 1024 * 1024;

/** Runs a worker's code without a worker, and waits for its events. */
class Worker {
  readonly dispatch: Dispatch;
  readonly events: ConnectionEvent[] = [];
  #heard: () => void = () => undefined;

  constructor(environment: Environment = nodeEnvironment()) {
    const tell = (event: ConnectionEvent): void => {
      this.events.push(event);
      this.#heard();
    };
    this.dispatch = new Dispatch(
      environment,
      tell,
      Lazy.of(fileWords),
      CONVENTIONS,
      loadedSignIn(alibabaSignIn),
    );
  }

  async until<T>(find: () => T | undefined): Promise<T> {
    for (;;) {
      const found = find();
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => {
        this.#heard = resolve;
      });
    }
  }

  /** Records a session with a password and this many messages of 1 KiB. */
  record(messages: number): void {
    const { capture } = this.dispatch;
    const stream = capture.openStream();
    const take = (direction: 'in' | 'out', packet: Parameters<typeof encode>[0]) =>
      capture.packet(stream, direction, capture.newest * 1000, encode(packet, 4));
    take('out', {
      type: 'connect',
      protocolName: 'MQTT',
      protocolLevel: 4,
      cleanStart: true,
      keepAlive: 60,
      clientId: 'me',
      userName: 'me',
      password: new TextEncoder().encode(PASSWORD),
      properties: [],
    });
    take('in', { type: 'connack', sessionPresent: false, reasonCode: 0, properties: [] });
    const payload = new Uint8Array(1024).fill(7);
    const rest = { dup: false, retain: false, properties: [], payload } as const;
    for (let at = 0; at < messages; at += 1) {
      take('in', { type: 'publish', qos: 0, topic: `a/${at % 5}`, ...rest });
    }
  }

  get savings(): Extract<FileEvent, { kind: 'saving' }>[] {
    return this.events.filter((event) => event.kind === 'saving');
  }

  async save(choices: Partial<SaveChoices> = {}): Promise<Buffer<ArrayBuffer>> {
    this.dispatch.command({ kind: 'save', save: 1, choices: { ...CHOICES, ...choices } });
    let answered = 0;
    await this.until(() => {
      for (; answered < this.savings.length; answered += 1) {
        this.dispatch.command({ kind: 'save-more', save: 1 });
      }
      return this.savings.find(({ done }) => done);
    });
    return Buffer.concat(this.savings.flatMap(({ chunk }) => (chunk ? [Buffer.from(chunk)] : [])));
  }

  async open(
    file: Blob,
    sensorTopics?: string,
    choices: ReadingChoices = {},
  ): Promise<OpeningProgress> {
    const names = sensorTopics === undefined ? undefined : { sensorTopics };
    this.dispatch.command({ kind: 'open-file', file, choices, ...names });
    return this.until(() => {
      const last = this.events.findLast((event) => event.kind === 'opening');
      return last && last.progress.state.kind !== 'reading' ? last.progress : undefined;
    });
  }

  bytes(): string[] {
    return [...this.dispatch.capture.packetsFrom(1)].map(({ bytes }) =>
      Buffer.from(bytes).toString('latin1'),
    );
  }
}

/** Compresses with gzip. */
function packed(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(gzipSync(bytes, { level: 1 }));
}

function recorded(messages: number): Worker {
  const worker = new Worker();
  worker.record(messages);
  return worker;
}

test('saves and opens a capture byte for byte, with marks, also through gzip and zstd', async () => {
  const worker = recorded(1500);
  worker.dispatch.command({ kind: 'mark', packet: 3, note: 'here it began' });
  const file = await worker.save({ withSecrets: true });
  expect(file.length).toBeGreaterThan(MIB);
  for (const blob of [new Blob([file]), new Blob([packed(file)]), new Blob([storedZstd(file)])]) {
    const reopened = new Worker();
    const progress = await reopened.open(blob);
    expect(progress).toMatchObject({ packets: 1502, notes: [], state: { kind: 'done' } });
    expect(progress.read).toBe(blob.size);
    expect(reopened.bytes()).toEqual(worker.bytes());
    reopened.dispatch.ask(1, { kind: 'next-mark', after: 0 });
    const answer = { to: 'next-mark', said: 3 };
    await expect.poll(() => reopened.events).toContainEqual({ kind: 'answered', id: 1, answer });
    expect(reopened.dispatch.capture.marks.note(3)).toBe('here it began');
    expect(reopened.dispatch.capture.origin).toBe(worker.dispatch.capture.origin);
  }
});

test.each(['mqttscope', 'pcapng', 'ndjson', 'csv'] as const)(
  'no file of the format %s contains a password, unless requested',
  async (format) => {
    const without = await recorded(5).save({ format });
    expect(without.includes(PASSWORD)).toBe(false);
    expect(without.includes(Buffer.from(PASSWORD).toString('hex'))).toBe(false);
    const kept = await recorded(5).save({ format, withSecrets: true });
    expect(kept.includes(PASSWORD) || kept.includes(Buffer.from(PASSWORD).toString('hex'))).toBe(
      true,
    );
  },
);

test.each(['mqttscope', 'pcapng'] as const)(
  'MQTT-SN messages of a file keep their places in a complete export: %s',
  async (format) => {
    const bytes = Uint8Array.of(3, 0x16, 0x61);
    const ends = { client: '10.0.0.7:40000', gateway: '10.0.0.1:1884' };
    const sleeps = { kind: 'datagram', stream: 1, direction: 'out', bytes, ...ends } as const;
    const from = async (choices: Partial<SaveChoices>) => {
      const worker = recorded(2);
      const { capture } = worker.dispatch;
      for (const time of [500, 60_000]) recordSensors(capture, { ...sleeps, time });
      const other = new Worker();
      await other.open(new Blob([await worker.save({ format, ...choices })]));
      return [...(sensorRecordOf(other.dispatch.capture)?.datagrams() ?? [])];
    };
    const kept = await from({});
    expect(kept.map((one) => [one.client, one.gateway, Buffer.from(one.bytes)])).toEqual(
      [0, 1].map(() => [ends.client, ends.gateway, Buffer.from(bytes)]),
    );
    expect((kept[1]?.time ?? 0) - (kept[0]?.time ?? 0)).toBeCloseTo(59_500, 0);
    expect(await from({ topic: 'a/1' })).toEqual([]);
  },
);

test.each(['mqttscope', 'pcapng'] as const)(
  'MQTT-SN topics keep their names after their REGISTER is discarded: %s',
  async (format) => {
    const ends = { client: '10.0.0.7:40000', gateway: '10.0.0.1:1884' };
    const said = { kind: 'datagram', stream: 1, direction: 'out', ...ends } as const;
    const register = Uint8Array.from([10, 0x0a, 0, 0, 0, 1, 0x61, 0x2f, 0x62, 0x21]);
    const regack = Uint8Array.of(7, 0x0b, 0, 9, 0, 1, 0);
    const large = new Uint8Array(60_000).fill(0x2d);
    const publish = Uint8Array.of(8, 0x0c, 0, 0, 9, 0, 0, 0x31);
    const worker = recorded(2);
    const { capture } = worker.dispatch;
    recordSensors(capture, { ...said, time: 1, bytes: register });
    recordSensors(capture, { ...said, direction: 'in', time: 2, bytes: regack });
    // More packets of another client than the capture holds.
    for (let time = 3; time < 900; time += 1) {
      recordSensors(capture, { ...said, stream: 2, client: '10.0.0.8:1', time, bytes: large });
    }
    for (const time of [900, 901]) recordSensors(capture, { ...said, time, bytes: publish });
    const before = sensorRecordOf(capture)?.rows(0, 10_000);
    expect(before?.discarded).toBeGreaterThan(2);
    const other = new Worker();
    await other.open(new Blob([await worker.save({ format })]));
    const record = sensorRecordOf(other.dispatch.capture);
    const rows = record?.rows(0, 10_000).rows.filter(({ name }) => name === 'PUBLISH');
    expect(rows?.map(({ topic, problems }) => [topic, problems])).toEqual([
      ['a/b!', []],
      ['a/b!', []],
    ]);
    // Reported once.
    expect(
      [...(record?.datagrams() ?? [])].filter(({ named }) => named !== undefined),
    ).toHaveLength(1);
  },
);

test('names predefined topics of MQTT-SN messages in a file, which display filters find', async () => {
  const worker = recorded(2);
  const ends = { client: '10.0.0.7:40000', gateway: '10.0.0.1:1884' };
  const said = { kind: 'datagram', stream: 1, direction: 'out', ...ends } as const;
  // PUBLISH of QoS -1 on the predefined topic 7, then PINGREQ.
  const publish = Uint8Array.of(8, 0x0c, 0x61, 0, 7, 0, 0, 0x31);
  recordSensors(worker.dispatch.capture, { ...said, time: 1, bytes: publish });
  recordSensors(worker.dispatch.capture, { ...said, time: 2, bytes: Uint8Array.of(2, 0x16) });
  let id = 0;
  const answer = async (question: Question): Promise<unknown> => {
    id += 1;
    worker.dispatch.ask(id, question);
    const asked = id;
    return worker.until(() => {
      const event = worker.events.at(-1);
      return event?.kind === 'answered' && event.id === asked && 'answer' in event
        ? event.answer
        : undefined;
    });
  };
  const found = { kind: 'sensors', first: 0, count: 9, filter: 'topic == "plant/door"' } as const;
  expect(await answer(found)).toMatchObject({ said: { total: 0, of: 2 } });
  const topics = '7 plant/door\n';
  expect(await answer({ kind: 'sensor-topics', topics })).toMatchObject({ said: topics });
  expect(await answer(found)).toMatchObject({
    said: { total: 1, of: 2, rows: [{ no: 1, topic: 'plant/door' }] },
  });
  expect(await answer({ kind: 'sensor-topics' })).toMatchObject({ said: topics });
  // The page and the file were loaded again.
  const file = await worker.save({ withSecrets: true });
  const again = new Worker();
  await again.open(new Blob([file]), topics);
  const record = sensorRecordOf(again.dispatch.capture);
  expect(record?.rows(0, 9).rows.map(({ topic }) => topic)).toEqual(['plant/door', undefined]);
  // A malformed list of names counts as none.
  const other = new Worker();
  await other.open(new Blob([file]), '7 plant/#');
  expect(sensorRecordOf(other.dispatch.capture)?.rows(0, 9).rows[0]?.topic).toBeUndefined();
});

test('saving waits for the app, continues, and ends when stopped', async () => {
  const worker = recorded(5600);
  worker.dispatch.command({ kind: 'save', save: 1, choices: CHOICES });
  const chunks = () => worker.savings.filter(({ chunk }) => chunk !== undefined).length;
  await worker.until(() => (chunks() >= 4 ? true : undefined));
  const turns = async (): Promise<void> => {
    for (let at = 0; at < 20; at += 1) await new Promise((resolve) => setImmediate(resolve));
  };
  await turns();
  expect(chunks()).toBe(4);
  worker.dispatch.command({ kind: 'save-more', save: 1 });
  await worker.until(() => (chunks() === 5 ? true : undefined));
  worker.dispatch.command({ kind: 'stop-saving', save: 1 });
  worker.dispatch.command({ kind: 'save-more', save: 1 });
  await turns();
  expect(chunks()).toBe(5);
});

test('excludes packets that arrive during saving', async () => {
  const worker = recorded(300);
  worker.dispatch.command({ kind: 'save', save: 1, choices: CHOICES });
  worker.record(10);
  await worker.until(() => {
    worker.dispatch.command({ kind: 'save-more', save: 1 });
    return worker.savings.find(({ done }) => done);
  });
  expect(worker.savings.at(-1)).toMatchObject({ written: 302, examined: 302, packets: 302 });
});

test('saves only packets that match the display filter, with their marks', async () => {
  const worker = recorded(100);
  worker.dispatch.command({ kind: 'filter', text: 'topic == "a/3"' });
  worker.dispatch.command({ kind: 'mark', packet: 6, note: 'the first of them' });
  const reopened = new Worker();
  const progress = await reopened.open(new Blob([await worker.save({ filtered: true })]));
  expect(progress.packets).toBe(20);
  expect(reopened.dispatch.capture.marks.note(1)).toBe('the first of them');
});

test('saves only messages of one topic that match the filter', async () => {
  const reopened = async (
    worker: Worker,
    choices: Parameters<Worker['save']>[0],
  ): Promise<Worker> => {
    const other = new Worker();
    await other.open(new Blob([await worker.save(choices)]));
    return other;
  };
  const saving = recorded(100);
  const { capture } = (await reopened(saving, { topic: 'a/3' })).dispatch;
  // Skipped packets count as progress, too.
  expect(saving.savings.at(-1)).toMatchObject({ written: 20, examined: 102, packets: 102 });
  expect([...capture.packetsFrom(1)].map(({ topic }) => topic)).toEqual(
    Array.from({ length: 20 }, () => 'a/3'),
  );
  const below = (await reopened(recorded(100), { topic: 'a/#' })).dispatch.capture;
  expect([...below.packetsFrom(1)]).toHaveLength(100);
  const worker = recorded(100);
  worker.dispatch.command({ kind: 'filter', text: 'no < 20' });
  await worker.until(() => worker.events.find(({ kind }) => kind === 'filter'));
  const filtered = await reopened(worker, { topic: 'a/3', filtered: true });
  expect([...filtered.dispatch.capture.packetsFrom(1)]).toHaveLength(3);
});

test('reports truncated, unknown and empty files as such', async () => {
  const file = await recorded(50).save();
  const cut = await new Worker().open(new Blob([file.subarray(0, file.length - 700)]));
  expect(cut.state.kind).toBe('done');
  expect(cut.packets).toBe(51);
  expect(cut.notes[0]?.fact).toMatchObject({
    key: 'breaks-off',
    args: { byte: file.length - 700 },
  });
  const foreign = await new Worker().open(new Blob(['PK\u0003\u0004 not a capture at all']));
  expect(foreign.state).toMatchObject({ kind: 'unreadable', why: { key: 'unknown-format' } });
  const empty = await new Worker().open(new Blob([]));
  expect(empty.state).toMatchObject({ kind: 'unreadable', why: { key: 'empty' } });
});

test('reads the packets of a truncated compressed file', async () => {
  const whole = packed(await recorded(400).save());
  const progress = await new Worker().open(new Blob([whole.subarray(0, whole.length >> 1)]));
  expect(progress.packets).toBeGreaterThan(50);
  expect(progress.notes[0]?.note).toBe('truncated');
});

test('reports a file that can no longer be read', async () => {
  const file = new Blob(['x'.repeat(100)]);
  const gone = Object.assign(file, {
    slice: () => ({ arrayBuffer: () => Promise.reject(new Error('It was moved.')) }),
  });
  const progress = await new Worker().open(gone);
  expect(progress.state).toEqual({ kind: 'lost', message: 'It was moved.' });
});

const publish = (topic: string): Uint8Array =>
  encode(
    {
      type: 'publish',
      topic,
      qos: 0,
      retain: false,
      dup: false,
      payload: new TextEncoder().encode('21.5'),
      properties: [],
    },
    4,
  );

const fileOf = (...sent: readonly Uint8Array[]): Blob =>
  new Blob([
    Buffer.from(pcapOf(framesOf(sent.map((bytes) => ({ direction: 'out', bytes }) as const)))),
  ]);

test('the time of a file is that of its last event, so waits last until their connection ended', async () => {
  const worker = recorded(0);
  const { capture } = worker.dispatch;
  const at = 2_000_000;
  capture.packet(1, 'out', at, publish('a/b'));
  worker.dispatch.files.origins.opened(1, { carrier: 'tcp', opened: 0 });
  worker.dispatch.files.origins.closed(1, at + 3_800_000);
  const file = await worker.save();
  const reopened = new Worker();
  await reopened.open(new Blob([file]));
  expect(reopened.dispatch.files.now).toBe(at + 3_800_000);
});

test('a stream without CONNECT is read in the selected version', async () => {
  const file = fileOf(publish('a/b'), publish('a/b'));
  const inferred = await new Worker().open(file);
  expect(inferred.doubts?.versions).toEqual([4]);
  const worker = new Worker();
  const chosen = await worker.open(file, undefined, { assumedVersion: 3 });
  expect(chosen.doubts?.versions).toEqual([3]);
  const [first] = worker.dispatch.capture.packetsFrom(1);
  expect(first?.version).toBe(3);
});
