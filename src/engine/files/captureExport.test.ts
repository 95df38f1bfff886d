import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvRows } from '../../base/csvRows.testkit.ts';
import { tries } from '../../base/runs.testkit.ts';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import { fileWords } from '../../i18n/en/captures/fileWords.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import { CaptureExport, type ExportOptions } from './captureExport.ts';
import {
  corpusCapture,
  factsOf,
  joined,
  packetBytes,
  pcapngOf,
  readEvents,
  reportsOf,
  tryRead,
} from './captureFile.testkit.ts';
import { EXPORT_FORMATS, type ExportFormat } from './captureFormats.ts';
import type { CaptureEvent } from './events/captureEvents.ts';

function exported(
  events: readonly CaptureEvent[],
  format: ExportFormat,
  withSecrets = false,
): Uint8Array {
  const parts: Uint8Array[] = [];
  const file = new CaptureExport(format, (bytes) => parts.push(bytes.slice()), {
    secrets: CONVENTIONS.secrets,
    withSecrets,
    application: 'test',
    fileWords,
  });
  for (const event of events) file.take(event);
  file.end();
  return joined(parts);
}

const corpus = corpusCapture();
const PASSWORD = 'hunter2-geheim';
const AUTH = 'auth-geheim';
const DEVICE_SECRET = 'device-geheim-\\"x';
const utf8 = (text: string) => new TextEncoder().encode(text);

function publish(topic: string, payload: string, alias?: number): Uint8Array {
  return encode(
    {
      type: 'publish',
      dup: false,
      qos: 0,
      retain: false,
      topic,
      properties: alias === undefined ? [] : [{ name: 'topicAlias', value: alias }],
      payload: utf8(payload),
    },
    5,
  );
}

const secretBytes: readonly (readonly ['in' | 'out', Uint8Array])[] = [
  [
    'out',
    encode(
      {
        type: 'connect',
        protocolName: 'MQTT',
        protocolLevel: 5,
        cleanStart: true,
        keepAlive: 60,
        clientId: 'c',
        userName: 'user?x-amz-customauthorizer-signature=name-geheim&b=1',
        password: utf8(PASSWORD),
        properties: [
          { name: 'authenticationMethod', value: 'PLAIN' },
          { name: 'authenticationData', value: utf8(AUTH) },
          { name: 'userProperty', value: ['Authorization', 'Bearer geheim'] },
        ],
      },
      5,
    ),
  ],
  [
    'in',
    encode(
      {
        type: 'auth',
        reasonCode: 0x18,
        properties: [
          { name: 'authenticationMethod', value: 'PLAIN' },
          { name: 'authenticationData', value: utf8(AUTH) },
        ],
      },
      5,
    ),
  ],
  ['in', publish('/ext/register', `{"deviceName":"d","deviceSecret" : "${DEVICE_SECRET}"}`, 1)],
  ['in', publish('', `{"deviceSecret":"${DEVICE_SECRET}"}`, 1)],
  ['in', publish('/ext/regnwl', `{"deviceToken":"${DEVICE_SECRET}"}`)],
  ['in', publish('/ext/register', `{"device\\u0053ecret":"${DEVICE_SECRET}"}`)],
  ['in', publish('/ext/register', `deviceSecret=${DEVICE_SECRET}`)],
  ['in', publish('/ext/register', '{"message":"no secret"}')],
];

const secrets: readonly CaptureEvent[] = [
  { kind: 'origin', wallClock: 1_700_000_000_000 },
  {
    kind: 'opened',
    stream: 1,
    time: 0,
    carrier: 'websocket',
    settings: {
      url: `wss://user:${PASSWORD}@broker.example/mqtt?token=${PASSWORD}`,
      password: PASSWORD,
      keepAlive: 60,
      device: { deviceSecret: PASSWORD, productKey: 'k' },
    },
  },
  ...secretBytes.map(
    ([direction, bytes], at): CaptureEvent => ({
      kind: 'packet',
      stream: 1,
      direction,
      time: at * 1000.25,
      bytes,
    }),
  ),
  { kind: 'mark', packet: 2, text: 'look here' },
  { kind: 'closed', stream: 1, time: 9000 },
];

/** Searches a file for a secret: plain or hexadecimal, whole or only its beginning. */
function findSecrets(file: Uint8Array): string[] {
  const text = Buffer.from(file).toString('latin1');
  return ['geheim', '67656865696d'].filter((secret) => text.includes(secret));
}

describe('secrets', () => {
  it.each(EXPORT_FORMATS)('are nowhere in the bytes of %s', (format) => {
    expect(findSecrets(exported(secrets, format, true))).not.toEqual([]);
    expect(findSecrets(exported(secrets, format))).toEqual([]);
  });

  it('are overwritten with as many asterisks, and the packet says so', () => {
    const reports = reportsOf(secrets);
    expect(reports.map(({ masked }) => masked)).toEqual([...Array<true>(7).fill(true), undefined]);
    expect(reports.map(({ size }) => size)).toEqual(secretBytes.map(([, { length }]) => length));
    const stars = '2a'.repeat(PASSWORD.length);
    expect(reports[0]?.fields['mqtt.passwd']).toBe(stars);
    expect(reports[0]?.properties).toMatchObject([
      { name: 'Authentication Method', value: 'PLAIN' },
      { name: 'Authentication Data', hex: '2a'.repeat(AUTH.length) },
      { name: 'User Property', key: 'Authorization', value: '*************' },
    ]);
    expect(reports[0]?.fields['mqtt.username']).toBe(
      'user?x-amz-customauthorizer-signature=***********&b=1',
    );
    const payload = reports[2]?.fields['mqtt.msg'];
    expect(Buffer.from(String(payload), 'hex').toString()).toBe(
      `{"deviceName":"d","deviceSecret" : "${'*'.repeat(DEVICE_SECRET.length)}"}`,
    );
    expect(reports[3]?.fields['mqtt.topic']).toBe('/ext/register');
  });

  it('are kept on request', () => {
    const kept = reportsOf(secrets, { withSecrets: true });
    expect(kept.map(({ masked }) => masked)).toEqual(kept.map(() => undefined));
    expect(packetBytes(readEvents(exported(secrets, 'mqttscope', true)))).toEqual(
      packetBytes(secrets),
    );
  });

  it('of a truncated packet are hidden, too', () => {
    const connect = secretBytes[0]?.[1] ?? new Uint8Array(0);
    for (let length = 1; length < connect.length; length += 1) {
      const event: CaptureEvent = {
        kind: 'packet',
        stream: 1,
        direction: 'out',
        time: 0,
        bytes: connect.subarray(0, length),
        partial: true,
      };
      const [report] = reportsOf([event]);
      expect(Buffer.from(report?.hex ?? '', 'hex').toString('latin1')).not.toMatch(/hunter|auth-g/);
    }
  });

  it('are still marked as overwritten when the file is opened again', () => {
    const again = reportsOf(readEvents(exported(secrets, 'mqttscope')), { withSecrets: true });
    expect(again.map(({ masked }) => masked)).toEqual(
      reportsOf(secrets).map(({ masked }) => masked),
    );
  });
});

describe('our own format', () => {
  it('restores every event of the corpus', () => {
    expect(readEvents(exported(corpus.events, 'mqttscope', true))).toEqual(corpus.events);
  });

  it('restores streams, settings without secrets, and marks', () => {
    const events = readEvents(exported(secrets, 'mqttscope', true));
    const [, opened] = events;
    expect(opened).toMatchObject({ carrier: 'websocket', stream: 1 });
    expect(opened).toHaveProperty('settings', {
      url: 'wss://broker.example/mqtt',
      keepAlive: 60,
      device: { productKey: 'k' },
    });
    expect(events).toContainEqual({ kind: 'mark', packet: 2, text: 'look here' });
    expect(events.slice(2)).toEqual(secrets.slice(2));
  });

  it('is compact', () => {
    const bytes = packetBytes(corpus.events).join('').length / 2;
    const count = packetBytes(corpus.events).length;
    expect(exported(corpus.events, 'mqttscope', true).length - bytes).toBeLessThan(120 * count);
    const ping: CaptureEvent = {
      kind: 'packet',
      stream: 1,
      direction: 'out',
      time: 0,
      bytes: Uint8Array.of(0xc0, 0),
    };
    const many = Array.from(
      { length: 1000 },
      (_, at): CaptureEvent => ({ ...ping, time: at * 900 }),
    );
    expect(exported([...many], 'mqttscope').length).toBeLessThan(11 * 1000);
  });

  it('reads the same for any split into chunks', () => {
    const file = exported(secrets, 'mqttscope');
    const whole = readEvents(file);
    fc.assert(
      fc.property(fc.array(fc.nat(file.length), { maxLength: 30 }), (cuts) => {
        expect(readEvents(file, cuts)).toEqual(whole);
      }),
      { numRuns: tries(50) },
    );
  });

  it('truncated at any byte: reads the rest and reports the position', () => {
    const file = exported(secrets, 'mqttscope');
    const whole = packetBytes(readEvents(file));
    for (let length = 1; length < file.length; length += 1) {
      const events = tryRead(file.subarray(0, length)) ?? [];
      const found = packetBytes(events);
      expect(whole.slice(0, found.length)).toEqual(found);
      const places = events.flatMap((event) => (event.kind === 'note' ? [event.byte] : []));
      expect(places).toEqual(events.length === 0 ? [] : [length]);
    }
  });

  it('damaged anywhere: fails only with the documented error', () => {
    const file = exported(secrets, 'mqttscope');
    fc.assert(
      fc.property(fc.nat(file.length - 1), fc.nat(255), (at, byte) => {
        const damaged = file.slice();
        damaged[at] = byte;
        expect(() => tryRead(damaged)).not.toThrow();
      }),
      { numRuns: tries(500) },
    );
  });

  it('of a newer version is rejected with advice', () => {
    const file = exported(secrets, 'mqttscope');
    file[8] = 3;
    expect(() => readEvents(file)).toThrow(
      expect.objectContaining({ why: { key: 'newer-version', args: { version: 3, newest: 2 } } }),
    );
  });

  it('stores notes as text if texts are provided', () => {
    const note: CaptureEvent = {
      kind: 'note',
      note: 'gap',
      fact: { key: 'of-stream', args: { stream: 1, note: { key: 'tls-gap', args: {} } } },
      stream: 1,
    };
    const written = (options: Partial<ExportOptions>) => {
      const parts: Uint8Array[] = [];
      const file = new CaptureExport('mqttscope', (bytes) => parts.push(bytes.slice()), {
        secrets: CONVENTIONS.secrets,
        withSecrets: false,
        application: 'test',
        fileWords,
        ...options,
      });
      file.take(note);
      file.end();
      return joined(parts);
    };
    const file = written({ noteText: () => 'Stream 1: in words' });
    expect(Buffer.from(file).toString()).toContain(
      '{"note":"gap","text":"Stream 1: in words","stream":1}',
    );
    const args = { text: 'in words' };
    expect(factsOf(readEvents(file))).toEqual([{ key: 'as-written', args }]);
    expect(readEvents(written({}))).toEqual([]);
  });

  it('of another version is not read', () => {
    const file = exported(secrets, 'mqttscope');
    file[8] = 3;
    expect(() => readEvents(file)).toThrow('newer-version');
  });
});

it('NDJSON has the line of `dissect --json` for each packet', () => {
  const text = Buffer.from(exported(corpus.events, 'ndjson', true)).toString();
  const all = text
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
  const packets = all.filter((one) => typeof one === 'object' && one !== null && 'hex' in one);
  expect(packets).toEqual(reportsOf(corpus.events, { withSecrets: true }));
});

describe('CSV', () => {
  const all = Buffer.from(exported(secrets, 'csv')).toString().split('\r\n');
  const lines = all.filter((line) => !/,(?:opened|closed),/u.test(line));

  it('has a header, and a line for each packet', () => {
    expect(lines[0]).toMatch(/^no,time,utc,stream,dir,version,type,/);
    expect(lines).toHaveLength(secretBytes.length + 2);
    expect(lines[3]).toMatch(/^3,0\.0020005,[^,]*,1,in,5,PUBLISH,/);
  });

  it('escapes topics that look like formulas, and quotes where necessary', () => {
    const events: CaptureEvent[] = [
      { kind: 'opened', stream: 1, time: 0, carrier: 'tcp', version: 5 },
      {
        kind: 'packet',
        stream: 1,
        direction: 'in',
        time: 0,
        bytes: publish('=cmd|1', 'say "hi",\nthere'),
      },
    ];
    const text = Buffer.from(exported(events, 'csv')).toString();
    expect(text).toContain(`,'=cmd|1,"say ""hi"",\nthere",`);
  });

  it('leaves numbers unchanged', () => {
    const payloads = ['-3.2', '+1', '-1e-5', '-3,2', '-2+3', '--1', '-'];
    const events = payloads.map(
      (payload): CaptureEvent => ({
        kind: 'packet',
        stream: 1,
        direction: 'in',
        time: 0,
        bytes: publish('t', payload),
      }),
    );
    const opened = { kind: 'opened', stream: 1, time: 0, carrier: 'tcp', version: 5 } as const;
    const file = exported([opened, ...events], 'csv');
    const [head = [], ...rows] = csvRows(Buffer.from(file).toString());
    const packets = rows.filter((row) => row[head.indexOf('hex')] !== '');
    const cells = packets.map((row) => row[head.indexOf('payload')]);
    expect(cells).toEqual(['-3.2', '+1', '-1e-5', "'-3,2", "'-2+3", "'--1", "'-"]);
  });
});

describe.each(['csv', 'ndjson'] as const)('the time by the clock in %s', (format) => {
  const packet = (time: number): CaptureEvent => ({
    kind: 'packet',
    stream: 1,
    direction: 'in',
    time,
    bytes: publish('t', 'x'),
  });
  const [first, second] = [packet(1000.25), packet(2_500_000)];
  const wallClock = Date.UTC(2026, 10, 23, 5, 37, 1, 829);

  it('is written beside the relative time', () => {
    const file = exported([{ kind: 'origin', wallClock }, first, second], format);
    const text = Buffer.from(file).toString();
    expect(text).toContain('2026-11-23T05:37:01.830000Z');
    expect(text).toContain('2026-11-23T05:37:04.329000Z');
  });

  it('is omitted if unknown', () => {
    const file = exported([first], format);
    expect(Buffer.from(file).toString()).not.toContain('T');
  });
});

describe('our own format', () => {
  it.each([
    ['the corpus', corpus.events, true],
    ['packets with secrets', secrets, false],
  ])('is the same if plain packets are not read: %s', (_name, events, hasPlain) => {
    const parts: Uint8Array[] = [];
    const file = new CaptureExport('mqttscope', (bytes) => parts.push(bytes.slice()), {
      secrets: CONVENTIONS.secrets,
      withSecrets: false,
      quick: true,
      application: 'test',
      fileWords,
    });
    const read = events.filter((event) => file.take(event) !== undefined).length;
    file.end();
    const written = readEvents(joined(parts)).filter(({ kind }) => kind === 'packet').length;
    expect(file.count).toBe(written);
    expect(read < written).toBe(hasPlain);
    expect(Buffer.from(joined(parts)).equals(exported(events, 'mqttscope'))).toBe(true);
  });
});

describe('pcapng', () => {
  it('has context problems as packet comments, and no marks', () => {
    const packet = { kind: 'packet', stream: 1, direction: 'in', time: 0 } as const;
    const finding = { key: 'dollar-topic', args: { topic: 'geheim/ort' } } as const;
    const found = [{ severity: 'warn', statement: 'MQTT-4.3.2-1', finding }] as const;
    const file = (withStandIns: boolean): string => {
      const parts: Uint8Array[] = [];
      const written = new CaptureExport('pcapng', (bytes) => parts.push(bytes.slice()), {
        secrets: CONVENTIONS.secrets,
        withSecrets: false,
        withStandIns,
        application: 'test',
        fileWords,
      });
      written.take({ ...packet, bytes: publish('geheim/ort', 'x'), found });
      written.take({ kind: 'mark', packet: 1, text: 'here' });
      written.end();
      expect(written.cannotHold).toEqual({ marks: 1, notes: 0, withheld: 0 });
      return Buffer.from(joined(parts)).toString('latin1');
    };
    expect(file(false)).toContain('warn MQTT-4.3.2-1: The client publishes to "geheim/ort".');
    expect(file(true)).not.toContain('geheim');
    expect(file(false)).not.toContain('here');
    const marks = readEvents(Buffer.from(file(false), 'latin1')).filter(
      ({ kind }) => kind === 'mark',
    );
    expect(marks).toEqual([]);
  });

  it('is read with the comments that people wrote on packets', () => {
    const comments = ['warn MQTT-4.3.2-1: Ours.', 'Look here.', 'And there.'];
    const file = pcapngOf(secrets, (packet) => (packet === 3 ? comments : []));
    expect(readEvents(file).filter(({ kind }) => kind === 'mark')).toEqual([
      { kind: 'mark', packet: 3, text: 'Look here. And there.' },
    ]);
  });

  it('restores every packet with its time, direction and stream', () => {
    const events = readEvents(exported(corpus.events, 'pcapng', true));
    expect(packetBytes(events)).toEqual(packetBytes(corpus.events));
    const placed = (all: readonly CaptureEvent[]) =>
      reportsOf(all).map(({ time, stream, dir }) => [time, stream, dir]);
    expect(placed(events)).toEqual(placed(corpus.events));
  });
});
