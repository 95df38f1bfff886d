import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text as textOf } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import type { CaptureEvent } from '../engine/files/captureEvents.ts';
import { CaptureExport } from '../engine/files/captureExport.ts';
import { connectOf, corpusCapture, joined, pcapngOf } from '../engine/files/captureFile.testkit.ts';
import { PROBLEM_RULES } from '../engine/problems/rules/rules.ts';
import { ack, publish, suback, subscribe, will } from '../engine/problems/talk.testkit.ts';
import { encode } from '../mqtt/encode.ts';
import type { Packet, ProtocolVersion } from '../mqtt/packet.ts';
import { encodeUtf8 } from '../mqtt/utf8.ts';
import { temporaryFolder } from './companion.testkit.ts';
import { StartError, UsageError } from './errors.ts';
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
    runProblems(argv, { output, notice, version: '1.2.3' }).finally(() => {
      output.end();
    }),
  ]);
  return { code, lines: text.split('\n').slice(0, -1), notices: notices.join('\n') };
}

type Sent = readonly [direction: 'in' | 'out', packet: Packet | Uint8Array];

/** A pcapng file of one connection; with a handshake where it begins with CONNECT. */
function fileOf(sent: readonly Sent[]): string {
  const file = join(temporaryFolder(), 'capture.pcapng');
  writeFileSync(file, pcapngOf(eventsOf(sent, 4)));
  return file;
}

/** One of ours, of a connection that was captured midway. */
function midwayFileOf(sent: readonly Sent[], version: ProtocolVersion): string {
  const parts: Uint8Array[] = [];
  const options = { withSecrets: true, application: 'test' };
  const written = new CaptureExport('mqttscope', (bytes) => parts.push(bytes), options);
  for (const event of eventsOf(sent, version)) written.take(event);
  written.end();
  const file = join(temporaryFolder(), 'capture.mqttscope');
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
  it('prints one line a problem and a summary, and ends with 0 unless told otherwise', async () => {
    const { code, lines } = await problems(fileOf(wrong));
    expect(code).toBe(0);
    expect(lines.at(-1)).toMatch(
      /^\d+ problems in 5 packets: 2 errors, \d+ warnings?, \d+ notes?\.$/,
    );
    expect(lines).toContain(
      '     4     0.003000 #1 error pubrel-without-pubrec MQTT-4.3.3-1: PUBREL 7: no PUBREC came before it.',
    );
    expect(lines.join('')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  it('prints an object a line with --json, and nothing else', async () => {
    const { lines, notices } = await problems('--json', fileOf(wrong));
    const objects = lines.map((line): unknown => JSON.parse(line));
    expect(objects).toContainEqual({
      no: 4,
      time: 0.003,
      stream: 1,
      rule: 'pubrel-without-pubrec',
      severity: 'error',
      statement: 'MQTT-4.3.3-1',
      title: 'PUBREL without PUBREC',
      text: 'PUBREL 7: no PUBREC came before it.',
    });
    expect(notices).toContain('problems in 5 packets');
  });

  it('says that there are none', async () => {
    const { code, lines } = await problems('--fail-on', 'warn', fileOf(good));
    expect([code, lines]).toEqual([0, ['No problems in 6 packets.']]);
  });

  it.each([
    ['error', wrong, 3],
    ['warn', wrong, 3],
    ['warn', downgraded, 3],
    ['error', downgraded, 0],
  ])('--fail-on %s decides on the exit code', async (level, sent, expected) => {
    expect((await problems('--fail-on', level, fileOf(sent))).code).toBe(expected);
  });

  it('leaves muted rules out', async () => {
    const muted = ['--mute', 'pubrel-without-pubrec', '--mute', 'nobody-subscribed'];
    const { code, lines } = await problems(...muted, '--fail-on', 'error', fileOf(wrong));
    expect(code).toBe(0);
    expect(lines.join('\n')).not.toMatch(/pubrel-without-pubrec|nobody-subscribed/);
  });

  it('writes JUnit XML: a test case a rule, failures with their text, escaped', async () => {
    const junit = join(temporaryFolder(), 'junit.xml');
    await problems('--junit', junit, '--mute', 'keep-alive-off', fileOf(wrong));
    const xml = readFileSync(junit, 'utf8');
    expect(xml).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<testsuites /);
    expect(xml.match(/<testcase /g)).toHaveLength(PROBLEM_RULES.size);
    expect(xml).toContain(`tests="${PROBLEM_RULES.size}" failures="3" errors="0" skipped="1"`);
    expect(xml).toMatch(/name="pubrel-without-pubrec"><failure message="PUBREL without PUBREC"/);
    expect(xml).toContain('no PUBREC came before it.</failure></testcase>');
    expect(xml).toContain('&quot;&lt;asked&gt;\\u{7}&quot;');
    expect(xml).toContain('name="second-connect"/>');
    expect(xml).toContain('name="keep-alive-off"><skipped/>');
    expect(xml.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
  });

  it('claims nothing of what came before a capture began', async () => {
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

  it('reads every recorded packet, and ends with a verdict', async () => {
    const file = join(temporaryFolder(), 'corpus.pcapng');
    writeFileSync(file, pcapngOf(corpusCapture(300).events));
    const { code, lines } = await problems('--fail-on', 'error', file);
    expect(code).toBe(3);
    expect(lines.length).toBeGreaterThan(200);
  });

  it.each([
    [['/no/such/file'], StartError, '/no/such/file cannot be read: there is no such file.'],
    [[import.meta.filename], StartError, /cannot be read as a capture: It is none of .*\.$/],
    [[], UsageError, /^Missing required argument/],
    [['a', 'b'], UsageError, /^Too many arguments/],
    [['--fail-on', 'note', 'x'], UsageError, /argument 'note' is invalid/],
    [['--mute', 'nothing', 'x'], UsageError, /there is no rule 'nothing'/],
  ])('%j is refused in one clear line', async (argv, kind, message) => {
    await expect(problems(...argv)).rejects.toThrow(kind);
    await expect(problems(...argv)).rejects.toThrow(message);
  });

  it('says where it cannot write the JUnit file', async () => {
    await expect(problems('--junit', '/no/such/j.xml', fileOf(good))).rejects.toThrow(
      '/no/such/j.xml cannot be written: there is no such file.',
    );
  });

  it('prints its help and its rules', async () => {
    expect((await problems('--help')).lines[0]).toBe('Usage: mqttscope problems [options] [FILE]');
    const { lines } = await problems('--list-rules');
    expect(lines).toHaveLength(PROBLEM_RULES.size);
    expect(lines[0]).toMatch(/^first-packet-not-connect +error First packet is not CONNECT$/);
  });
});
