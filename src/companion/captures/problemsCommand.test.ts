import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text as textOf } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '../../base/utf8.ts';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import { ALL_RULES } from '../../conventions/rules.ts';
import { CaptureExport } from '../../engine/files/captureExport.ts';
import {
  connectOf,
  corpusCapture,
  joined,
  pcapngOf,
} from '../../engine/files/captureFile.testkit.ts';
import type { CaptureEvent } from '../../engine/files/events/captureEvents.ts';
import { framesOf, pcapOf } from '../../engine/files/frames/frames.testkit.ts';
import { tlsTalk } from '../../engine/files/tls/tls.testkit.ts';
import { upgrade } from '../../engine/files/webSocket/webSocket.testkit.ts';
import { ack, publish, suback, subscribe, will } from '../../engine/problems/talk.testkit.ts';
import { cli } from '../../i18n/cli/en/texts.ts';
import { fileWords } from '../../i18n/en/captures/fileWords.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import type { Packet, ProtocolVersion } from '../../mqtt/tables/packet.ts';
import { SN_RULES } from '../../mqttsn/reading/snRules.ts';
import { StartError, UsageError } from '../cli/errors.ts';
import { temporaryFolder } from '../serve/companion.testkit.ts';
import { runProblems } from './problemsCommand.ts';

interface Outcome {
  readonly code: number;
  readonly lines: readonly string[];
  readonly notices: string;
}

async function problems(...argv: readonly string[]): Promise<Outcome> {
  const output = new PassThrough();
  const notices: string[] = [];
  const notice = (text: string): number => notices.push(text);
  const [text, code] = await Promise.all([
    textOf(output),
    runProblems(argv, { output, notice, texts: cli, version: '1.2.3' }).finally(() => {
      output.end();
    }),
  ]);
  return { code, lines: text.split('\n').slice(0, -1), notices: notices.join('\n') };
}

type Sent = readonly [direction: 'in' | 'out', packet: Packet | Uint8Array];

/** A pcapng file of one connection, with a handshake if it begins with CONNECT. */
function fileOf(sent: readonly Sent[]): string {
  const file = join(temporaryFolder(), 'capture.pcapng');
  writeFileSync(file, pcapngOf(eventsOf(sent, 4)));
  return file;
}

/** A file in our own format, of a connection that was captured midway. */
function midwayFileOf(sent: readonly Sent[], version: ProtocolVersion): string {
  return savedAs('mqttscope', sent, version, true);
}

function savedAs(
  format: 'mqttscope' | 'pcapng',
  sent: readonly Sent[],
  version: ProtocolVersion,
  withSecrets: boolean,
): string {
  const parts: Uint8Array[] = [];
  const options = { secrets: CONVENTIONS.secrets, withSecrets, application: 'test', fileWords };
  const written = new CaptureExport(format, (bytes) => parts.push(bytes), options);
  for (const event of eventsOf(sent, version)) written.take(event);
  written.end();
  const file = join(temporaryFolder(), `capture.${format}`);
  writeFileSync(file, joined(parts));
  return file;
}

function eventsOf(sent: readonly Sent[], version: ProtocolVersion): CaptureEvent[] {
  const events: CaptureEvent[] = [{ kind: 'origin', wallClock: 1_700_000_000_000 }];
  events.push({ kind: 'opened', stream: 1, time: 0, carrier: 'tcp' });
  for (const [index, [direction, packet]] of sent.entries()) {
    const bytes = packet instanceof Uint8Array ? packet : encode(packet, version);
    events.push({ kind: 'packet', stream: 1, direction, time: index * 1_000, bytes });
  }
  return events;
}

const connack: Sent = [
  'in',
  { type: 'connack', sessionPresent: false, reasonCode: 0, properties: [] },
];
/** A handshake record, as of a ClientHello. */
const TLS_RECORD = Uint8Array.of(0x16, 3, 1, 0, 4, 1, 0, 0, 0);
const begin: readonly Sent[] = [['out', connectOf(4)], connack];
const good: readonly Sent[] = [
  ...begin,
  ['out', subscribe(1, ['a'])],
  ['in', suback(1, [2])],
  ['in', publish('a')],
  ['out', { type: 'disconnect' }],
];
const downgraded: readonly Sent[] = [
  ...begin,
  ['out', subscribe(1, ['a'], 2)],
  ['in', suback(1, [1])],
];
const wrong: readonly Sent[] = [
  ...begin,
  ['out', publish('a/"<\u202e>&b\u0007', { qos: 2, packetId: 7 })],
  ['out', ack('pubrel', 7)],
  ['in', publish('never/"<asked>\u0007')],
];

describe('mqttscope problems', () => {
  it('prints one line per problem and a summary, and exits with 3 for an error by default', async () => {
    const { code, lines } = await problems(fileOf(wrong));
    expect(code).toBe(3);
    expect(lines.at(-1)).toMatch(
      /^\d+ problems in 5 packets: 2 errors, \d+ warnings?, \d+ notes?\.$/,
    );
    expect(lines).toContain(
      '     4     0.003000 #1 error pubrel-without-pubrec MQTT-4.3.3-1: PUBREL 7: no PUBREC was sent before it.',
    );
    expect(lines.join('')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  it('prints one object per line with --json, and nothing else', async () => {
    const { lines, notices } = await problems('--json', fileOf(wrong));
    const objects = lines.map((line): unknown => JSON.parse(line));
    expect(objects).toContainEqual({
      schema: 1,
      no: 4,
      time: 0.003,
      stream: 1,
      rule: 'pubrel-without-pubrec',
      severity: 'error',
      statement: 'MQTT-4.3.3-1',
      title: 'PUBREL without PUBREC',
      text: 'PUBREL 7: no PUBREC was sent before it.',
    });
    expect(notices).toContain('problems in 5 packets');
  });

  it('reports that there are none', async () => {
    const { code, lines } = await problems('--fail-on', 'warn', fileOf(good));
    expect([code, lines]).toEqual([0, ['No problems in 6 packets.']]);
  });

  it.each([
    ['error', wrong, 3],
    ['warn', wrong, 3],
    ['warn', downgraded, 3],
    ['error', downgraded, 0],
  ])('--fail-on %s determines the exit code', async (level, sent, expected) => {
    expect((await problems('--fail-on', level, fileOf(sent))).code).toBe(expected);
  });

  /** Files without a packet to check, by the expected message. */
  const nothing: readonly (readonly [string, Uint8Array])[] = [
    ['no frames', pcapOf([])],
    ['contain no TCP', pcapOf([new Uint8Array(60)])],
    [
      'encrypted (TLS)',
      pcapOf(framesOf([{ direction: 'out', bytes: TLS_RECORD }], { serverPort: 8883 })),
    ],
    [
      'carries readable MQTT (ports 7777)',
      pcapOf(
        framesOf([{ direction: 'out', bytes: encodeUtf8('SSH-2.0-x') }], { serverPort: 7777 }),
      ),
    ],
    [
      'permessage-deflate',
      pcapOf(
        framesOf([...upgrade(), { direction: 'in', bytes: Uint8Array.of(0xc2, 2, 0xff, 0xff) }], {
          serverPort: 9001,
        }),
      ),
    ],
  ];

  it.each(nothing)(
    'exits with 4 if nothing could be checked, with the reason: %s',
    async (why, bytes) => {
      const file = join(temporaryFolder(), 'capture.pcap');
      writeFileSync(file, bytes);
      const junit = join(temporaryFolder(), 'junit.xml');
      for (const options of [[], ['--json'], ['--fail-on', 'error']]) {
        const { code, lines, notices } = await problems(...options, '--junit', junit, file);
        const isJson = options[0] === '--json';
        expect(code).toBe(4);
        expect((isJson ? notices : lines.join('\n')).split('\n')).toContain('Nothing was checked.');
        expect(notices).toContain(why);
        expect(notices).toContain('no complete MQTT control packets');
        expect(notices).toContain('--allow-empty');
        const xml = readFileSync(junit, 'utf8');
        expect(xml).toContain('failures="0" errors="1" skipped="0"');
        expect(xml).toContain(
          'name="packets-to-judge"><error message="No packet could be checked"',
        );
      }
      const allowed = await problems('--allow-empty', '--junit', junit, file);
      expect(allowed.code).toBe(0);
      expect(allowed.notices).toContain(why);
      const xml = readFileSync(junit, 'utf8');
      expect(xml).toContain('failures="0" errors="0" skipped="1"');
    },
  );

  it('names the other protocol, although nothing could be checked', async () => {
    const request = encodeUtf8('GET /mqtt HTTP/1.1\r\nHost: broker:1883\r\n\r\n');
    const file = join(temporaryFolder(), 'capture.pcap');
    writeFileSync(file, pcapOf(framesOf([{ direction: 'out', bytes: request }])));
    const line = 'error client-not-mqtt MQTT-3.1.0-1: HTTP request where CONNECT was expected.';
    const { code, lines } = await problems(file);
    expect([code, lines[0]]).toEqual([3, expect.stringContaining(line)]);
    expect((await problems('--mute', 'client-not-mqtt', file)).code).toBe(4);
  });

  it('treats an empty file as one without packets', async () => {
    const file = join(temporaryFolder(), 'run.pcapng');
    writeFileSync(file, '');
    const junit = join(temporaryFolder(), 'junit.xml');
    const { code, lines, notices } = await problems('--junit', junit, file);
    expect([code, lines]).toEqual([4, ['Nothing was checked.']]);
    expect(notices).toContain('The file is empty.');
    expect(readFileSync(junit, 'utf8')).toContain('name="packets-to-judge"><error');
    expect((await problems('--allow-empty', file)).code).toBe(0);
  });

  it('decrypts TLS with --key-log, and reports missing keys', async () => {
    const { sent, keyLog } = await tlsTalk([
      { direction: 'out', bytes: connectOf(4) },
      { direction: 'in', bytes: Uint8Array.of(0x20, 2, 0, 0) },
    ]);
    const folder = temporaryFolder();
    const [file, keys] = [join(folder, 'tls.pcap'), join(folder, 'keys.log')];
    writeFileSync(file, pcapOf(framesOf(sent, { serverPort: 8883 })));
    writeFileSync(keys, keyLog);
    expect((await problems(file)).code).toBe(4);
    const { code, lines } = await problems('--key-log', keys, file);
    expect([code, lines.at(-1)]).toEqual([0, expect.stringContaining('in 2 packets')]);
    await expect(problems('--key-log', file, file)).rejects.toThrow(
      /has no TLS keys.*SSLKEYLOGFILE/,
    );
    await expect(problems('--key-log', '/no/such', file)).rejects.toThrow('there is no such file');
  });

  it('omits muted rules', async () => {
    const muted = ['--mute', 'pubrel-without-pubrec', '--mute', 'nobody-subscribed'];
    const { code, lines } = await problems(...muted, '--fail-on', 'error', fileOf(wrong));
    expect(code).toBe(0);
    expect(lines.join('\n')).not.toMatch(/pubrel-without-pubrec|nobody-subscribed/);
  });

  it('writes JUnit XML: a test case per rule, failures with their escaped text', async () => {
    const junit = join(temporaryFolder(), 'junit.xml');
    await problems('--junit', junit, '--mute', 'keep-alive-off', fileOf(wrong));
    const xml = readFileSync(junit, 'utf8');
    expect(xml).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<testsuites /);
    const tests = xml.match(/<testcase /g)?.length ?? 0;
    expect(tests).toBeLessThan(ALL_RULES.size);
    expect(xml).toContain(`tests="${tests}" failures="2" errors="0" skipped="1" time="0.004"`);
    expect(xml).toMatch(/name="pubrel-without-pubrec"><failure message="PUBREL without PUBREC"/);
    expect(xml).toContain('no PUBREC was sent before it.</failure></testcase>');
    expect(xml).toContain('&quot;&lt;asked&gt;␇&quot;');
    const file = fileOf(wrong);
    await problems('--junit', junit, '--junit-failed-only', file);
    const failed = readFileSync(junit, 'utf8');
    expect(failed.match(/<testcase /g)).toHaveLength(2);
    expect(failed).toContain(`<testcase classname="${file}" name="pubrel-without-pubrec"><failure`);
    await problems('--junit', junit, '--junit-failed-only', fileOf(good));
    expect(readFileSync(junit, 'utf8').match(/<testcase .*/g)).toEqual([
      expect.stringContaining('name="all-rules"/>'),
    ]);
    expect(xml).toContain('name="second-connect"/>');
    expect(xml).toContain('name="keep-alive-off"><skipped/>');
    expect(xml.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
  });

  it('has a JUnit test case only for rules that the packets could break', async () => {
    const junit = join(temporaryFolder(), 'junit.xml');
    const named = async (sent: readonly Sent[]) => {
      await problems('--junit', junit, fileOf(sent));
      const xml = readFileSync(junit, 'utf8');
      return new Set([...xml.matchAll(/<testcase [^>]*name="([^"]+)"/g)].map(([, name]) => name));
    };
    const plain = await named(good);
    expect(plain).toContain('keep-alive-off');
    // Other versions, absent packets, and what a capture alone cannot break.
    for (const rule of [
      'property-unknown',
      'auth-method-missing',
      'sparkplug-seq',
      'schema-breach',
      'convention-limit',
      'client-id-in-two-tabs',
    ])
      expect(plain).not.toContain(rule);
    const published = await named([...good, ['out', publish('spBv1.0/g/NDATA/n', { qos: 0 })]]);
    for (const rule of ['topic-wildcard', 'sparkplug-seq']) expect(published).toContain(rule);
    // The middle of a connection may be that of any version.
    const midway = await named([['in', publish('a', { qos: 0 })]]);
    expect(midway).toContain('property-unknown');
    expect(midway).not.toContain('keep-alive-off');
  });

  it('makes no claims about packets before the capture', async () => {
    const midway: readonly Sent[] = [
      ['in', publish('a/b', { qos: 1, packetId: 3 })],
      ['out', ack('puback', 3)],
      ['in', ack('pubrec', 9)],
      ['out', ack('pubrel', 9)],
      ['in', ack('pubcomp', 9)],
      ['in', { type: 'pingresp' }],
      ['out', publish('c', { qos: 2, packetId: 4, dup: true })],
      ['in', suback(12, [0])],
    ];
    for (const version of [4, 5] as const) {
      const { lines } = await problems('--fail-on', 'warn', midwayFileOf(midway, version));
      expect(lines).toEqual(['No problems in 8 packets.']);
    }
    const { lines } = await problems('--fail-on', 'warn', fileOf(midway));
    expect(lines).toEqual(['No problems in 8 packets.']);
  });

  it('prints no secret', async () => {
    const password = encodeUtf8('hunter2');
    const connect: Packet = {
      type: 'connect',
      protocolName: 'MQTT',
      protocolLevel: 4,
      cleanStart: true,
      keepAlive: 0,
      clientId: 'c',
      userName: 'u',
      password,
      properties: [],
      will: will(),
    };
    const refused: Packet = {
      type: 'connack',
      sessionPresent: true,
      reasonCode: 5,
      properties: [],
    };
    const { lines } = await problems(
      fileOf([
        ['out', connect],
        ['in', refused],
      ]),
    );
    expect(lines.length).toBeGreaterThan(2);
    expect(lines.join('\n')).not.toContain('hunter2');
  });

  it('prints the alarms of Home Assistant’s discovery', async () => {
    const config = (topic: string, options: object) =>
      publish(`homeassistant/sensor/${topic}/config`, {
        retain: true,
        payload: encodeUtf8(
          JSON.stringify({
            state_topic: `x/${topic}`,
            unique_id: topic,
            device: { ids: 'x' },
            ...options,
          }),
        ),
      });
    const { lines } = await problems(
      midwayFileOf(
        [
          ['out', config('pf', { device_class: 'power_factor', unit_of_measurement: 'cos' })],
          ['out', config('mode', { unit_of_measurement: ' ' })],
          ['out', publish('x/mode', { payload: encodeUtf8('heating') })],
        ],
        4,
      ),
    );
    expect(lines.slice(0, -1)).toEqual([
      expect.stringContaining(
        'does not fit device_class power_factor (% or no unit_of_measurement)',
      ),
      expect.stringContaining('mode: the state “heating” on x/mode is not a number'),
    ]);
  });

  it('reads every recorded packet and gives a verdict', async () => {
    const file = join(temporaryFolder(), 'corpus.pcapng');
    writeFileSync(file, pcapngOf(corpusCapture(300).events));
    const { code, lines } = await problems('--fail-on', 'error', file);
    expect(code).toBe(3);
    expect(lines.length).toBeGreaterThan(200);
  });

  it.each([
    [['/no/such/file'], StartError, '/no/such/file cannot be read: there is no such file.'],
    [
      [import.meta.filename],
      StartError,
      /cannot be read as a capture\. The file is text, and in none of .*\.$/,
    ],
    [[], UsageError, /^Missing required argument/],
    [['-', '-'], UsageError, /^Standard input can be read only once/],
    [['--fail-on', 'note', 'x'], UsageError, /^--fail-on must be warn or error, not "note"\.$/],
    [['--mute', 'nothing', 'x'], UsageError, /there is no rule 'nothing'/],
  ])('%j is rejected with one clear line', async (argv, kind, message) => {
    await expect(problems(...argv)).rejects.toThrow(kind);
    await expect(problems(...argv)).rejects.toThrow(message);
  });

  it('replaces the report of an earlier run, also if the file cannot be read', async () => {
    const junit = join(temporaryFolder(), 'junit.xml');
    writeFileSync(junit, 'of an earlier run');
    await expect(problems('no-such-file.pcapng', '--junit', junit)).rejects.toThrow(StartError);
    const xml = readFileSync(junit, 'utf8');
    expect(xml).toContain('name="completed"><failure message="no-such-file.pcapng cannot be read');
  });

  it('prints only JUnit XML with --junit -', async () => {
    const to = join(temporaryFolder(), 'j.xml');
    const file = fileOf(wrong);
    const written = await problems('--junit', to, file);
    const printed = await problems('--junit', '-', file);
    expect(printed.lines.join('\n')).toBe(readFileSync(to, 'utf8').trimEnd());
    expect(printed.code).toBe(written.code);
    expect(printed.notices).toContain(written.lines.at(-1));
  });

  it('reports a JUnit file that it cannot write, after the problems', async () => {
    const output = new PassThrough();
    const at = { output, notice: () => 0, texts: cli, version: '1.2.3' };
    const failed = runProblems(['--junit', '/no/such/j.xml', fileOf(wrong)], at);
    await expect(failed).rejects.toThrow(
      '/no/such/j.xml cannot be written: there is no such folder.',
    );
    expect(String(output.read())).toContain('error pubrel-without-pubrec');
  });

  it('prints its help and its rules', async () => {
    expect((await problems('--help')).lines[0]).toBe(
      'Usage: mqttscope problems [options] [FILE...]',
    );
    const { lines } = await problems('--list-rules');
    const at = lines.findIndex((line) => line.startsWith('filter-empty '));
    expect(lines.slice(at + 1, at + 4)).toEqual([
      '  MQTT-4.7.3-1',
      expect.stringMatching(/^ {2}[A-Z].*topic/i),
      '  What to do: Name a topic, or # for all.',
    ]);
    expect(lines.filter((line) => !line.startsWith(' '))).toHaveLength(
      ALL_RULES.size + SN_RULES.size,
    );
    expect(lines[0]).toMatch(/^client-not-mqtt +error Client does not speak MQTT$/);
    expect(lines[1]).toBe('  MQTT-3.1.0-1');
    expect(lines[2]).toMatch(/^ {2}The first .*CONNECT/);
    expect(lines[3]).toMatch(/^ {2}The first bytes of the client are HTTP, TLS or text/);
    expect(lines[4]).toMatch(/^ {2}What to do: HTTP: use mqtt:\/\//);
    expect(lines).toContain('  MQTT-3.1.4-5, MQTT-3.1.4-6');
    expect(lines.at(-1)).toMatch(/^sn-rejected +Rejected by the other side$/);
  });

  describe('of a truncated file', () => {
    const whole: readonly Sent[] = [
      ['out', connectOf(4)],
      ['in', Uint8Array.of(0x20, 2, 0, 0)],
      ['out', Uint8Array.of(0xc0, 0)],
      ['in', Uint8Array.of(0xd0, 0)],
    ];

    it.each([
      ['pcapng', (bytes: Buffer) => bytes.subarray(0, -5)],
      ['gzip', (bytes: Buffer) => gzipSync(bytes).subarray(0, -4)],
    ])(
      'judges the part before the cut, reports its position, and does not pass (%s)',
      async (_name, cut) => {
        const file = fileOf(whole);
        writeFileSync(file, cut(readFileSync(file)));
        const junit = join(temporaryFolder(), 'junit.xml');
        const { code, lines, notices } = await problems('--junit', junit, file);
        expect(code).toBe(1);
        expect(lines.at(-1)).toMatch(/^No problems in \d packets\.$/);
        expect(notices).toMatch(/ends early at byte|is truncated or damaged/);
        expect(notices).toContain('exit code 1');
        const xml = readFileSync(junit, 'utf8');
        expect(xml).toContain('errors="1"');
        expect(xml).toContain('<error message="The capture is truncated"');
        expect((await problems('--allow-empty', file)).code).toBe(1);
      },
    );

    it('names only exit code 4 if no packet precedes the cut', async () => {
      const file = fileOf(whole);
      const bytes = readFileSync(file);
      // Within CONNECT.
      writeFileSync(file, bytes.subarray(0, bytes.indexOf('MQTT')));
      const { code, notices } = await problems(file);
      expect(code).toBe(4);
      expect(notices).toContain('ends early at byte');
      expect(notices).toContain('exit code 4');
      expect(notices).not.toContain('exit code 1');
    });

    const files: Readonly<Record<string, readonly Sent[]>> = {
      'no problem': whole,
      'an error': [...whole, ['out', connectOf(4)], ...whole],
      'a warning': [
        ['out', connectOf(4)],
        ['in', Uint8Array.of(0x20, 2, 0, 5)],
        ['out', Uint8Array.of(0xc0, 0)],
      ],
      'no judged packet': [['out', connectOf(4).subarray(0, -3)]],
    };

    it.each([
      ['no problem', [], 1],
      ['no problem', ['--fail-on', 'warn'], 1],
      ['an error', [], 3],
      ['an error', ['--fail-on', 'warn'], 3],
      ['an error', ['--allow-empty'], 3],
      ['a warning', [], 1],
      ['a warning', ['--fail-on', 'warn'], 3],
      ['no judged packet', [], 4],
      ['no judged packet', ['--allow-empty'], 1],
    ] as const)('with %s, the exit code with %j is %i', async (content, options, wanted) => {
      const file = fileOf(files[content] ?? []);
      writeFileSync(file, readFileSync(file).subarray(0, -5));
      const junit = join(temporaryFolder(), 'junit.xml');
      const { code, notices } = await problems('--junit', junit, ...options, file);
      expect(code).toBe(wanted);
      expect(notices).toContain('ends early at byte');
      expect(readFileSync(junit, 'utf8')).toContain('The capture is truncated');
    });
  });
});

describe('a PUBLISH without an answer', () => {
  const SECOND = 1_000_000;
  /** A file of a client that waits, and then leaves, or pings when the capture ends. */
  function waiting(seconds: number, isClosed: boolean): string {
    const time = seconds * SECOND;
    const last: CaptureEvent = isClosed
      ? { kind: 'closed', stream: 1, time, end: { by: 'client' } }
      : { kind: 'packet', stream: 1, direction: 'out', time, bytes: Uint8Array.of(0xc0, 0) };
    const events = [
      ...eventsOf([...begin, ['out', publish('a', { qos: 1, packetId: 7 })]], 4),
      last,
    ];
    const file = join(temporaryFolder(), 'capture.pcapng');
    writeFileSync(file, pcapngOf(events));
    return file;
  }

  it.each([true, false])('is a warning by its time until the end, closed: %s', async (isClosed) => {
    const long = await problems(waiting(12, isClosed), '--fail-on', 'warn');
    expect(long.code).toBe(3);
    expect(long.lines).toContainEqual(
      expect.stringMatching(/warn unanswered-at-end .*PUBLISH 7 had no PUBACK after 12 s, when/),
    );
    expect((await problems(waiting(12, isClosed))).code).toBe(0);
    const short = await problems(waiting(4, isClosed), '--fail-on', 'warn');
    expect(short.lines.join('\n')).not.toContain('unanswered-at-end');
    expect(short.code).toBe(0);
  });
});
