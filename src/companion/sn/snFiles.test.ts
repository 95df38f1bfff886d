import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text as textOf } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '../../base/utf8.ts';
import { framesOf, pcapOf } from '../../engine/files/frames/frames.testkit.ts';
import { pcapngOfFrames, udpFrame } from '../../engine/files/frames/udpFrame.testkit.ts';
import { lines } from '../../i18n/cli/en/lines.ts';
import { cli } from '../../i18n/cli/en/texts.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import { encodeSn } from '../../mqttsn/encodeSn.ts';
import type { SnMessage, SnPublish, SnTopicId } from '../../mqttsn/snMessage.ts';
import { runConvert } from '../captures/convertCommand.ts';
import { runDissect } from '../captures/dissectCommand.ts';
import { runProblems } from '../captures/problemsCommand.ts';
import { SnLines } from '../captures/snLines.ts';
import type { CommandSurroundings } from '../cli/subcommand.ts';
import { temporaryFolder } from '../serve/companion.testkit.ts';

type Run = (argv: readonly string[], surroundings: CommandSurroundings) => Promise<unknown>;

async function ran(command: Run, ...argv: readonly string[]) {
  const output = new PassThrough();
  const notices: string[] = [];
  const notice = (text: string): number => notices.push(text);
  const [text, code] = await Promise.all([
    textOf(output),
    command(argv, { output, notice, texts: cli, version: '1.2.3' }).finally(() => {
      output.end();
    }),
  ]);
  return { code, lines: text.split('\n').slice(0, -1), notices: notices.join('\n') };
}

const V4 = { client: '10.0.0.7', gateway: '10.0.0.1' };
const V6 = { client: '2001:db8::7', gateway: '2001:db8::1' };

const publish = (topic: SnTopicId): SnPublish => ({
  type: 'publish',
  dup: false,
  qos: 0,
  retain: false,
  topic,
  messageId: 0,
  data: encodeUtf8('21.5'),
});

/** A sensor that registers a topic, publishes on it and on an unregistered one, and sleeps. */
function talk({ client, gateway } = V4): Uint8Array[] {
  const [one, other] = [
    { address: client, port: 40_000 },
    { address: gateway, port: 1884 },
  ];
  const usual = { will: false, cleanSession: true, protocolId: 1, keepAlive: 60 };
  const messages: readonly (readonly [isOut: boolean, message: SnMessage])[] = [
    [true, { type: 'connect', ...usual, clientId: 'soil' }],
    [false, { type: 'connack', returnCode: 0 }],
    [true, { type: 'register', topicId: 0, messageId: 1, topic: 'plant/heat' }],
    [false, { type: 'regack', topicId: 1, messageId: 1, returnCode: 0 }],
    [true, publish({ kind: 'normal', id: 1 })],
    [true, publish({ kind: 'normal', id: 2 })],
    [true, publish({ kind: 'predefined', id: 3 })],
    [true, { type: 'disconnect', duration: 60 }],
  ];
  return messages.map(([isOut, message], at) => {
    const [from, to] = isOut ? [one, other] : [other, one];
    return udpFrame(from, to, encodeSn(message), at === 1 ? 17 : 0);
  });
}

function fileOf(bytes: Uint8Array, name = 'capture.pcap'): string {
  const file = join(temporaryFolder(), name);
  writeFileSync(file, bytes);
  return file;
}

const connect = {
  type: 'connect',
  protocolName: 'MQTT',
  protocolLevel: 4,
  cleanStart: true,
  keepAlive: 0,
  clientId: 'soil',
  properties: [],
} as const;

const LINES = [
  'sn#1 -> CONNECT soil CleanSession 60 s 10 B',
  'sn#1 <- CONNACK Accepted 3 B',
  'sn#1 -> REGISTER plant/heat msg 1 16 B',
  'sn#1 <- REGACK plant/heat id 1 msg 1 Accepted 7 B',
  'sn#1 -> PUBLISH plant/heat QoS 0 id 1 11 B',
  'sn#1 -> PUBLISH QoS 0 id 2 11 B | protocol 6.5: The topic id 2 is not registered. Register the topic first, and wait for REGACK.',
  'sn#1 -> PUBLISH plant/door QoS 0 predefined id 3 11 B',
  'sn#1 -> DISCONNECT 60 s 4 B',
];

describe('MQTT-SN in capture files', () => {
  it.each([
    ['pcap, IPv4', fileOf, () => pcapOf(talk())],
    ['pcap, IPv6', fileOf, () => pcapOf(talk(V6))],
    ['pcapng', fileOf, () => pcapngOfFrames(talk())],
  ] as const)('is dissected, with names for numbers: %s', async (_what, write, bytes) => {
    const topics = join(temporaryFolder(), 'topics');
    writeFileSync(topics, '3 plant/door\n');
    const { lines, notices } = await ran(runDissect, write(bytes()), '--sn-topics', topics);
    expect(lines.map((line) => line.replace(/^ *sn\d+ +[\d.]+ /, ''))).toEqual(LINES);
    expect(notices).toContain('No MQTT control packets, but MQTT-SN messages (8)');
  });

  it('is dissected as JSON, with fields, places and bytes', async () => {
    const { lines } = await ran(runDissect, fileOf(pcapOf(talk())), '--json');
    expect(JSON.parse(lines[4] ?? '')).toMatchObject({
      protocol: 'mqttsn',
      no: 5,
      stream: 1,
      dir: 'out',
      client: '10.0.0.7:40000',
      gateway: '10.0.0.1:1884',
      type: 'PUBLISH',
      clientId: 'soil',
      topic: 'plant/heat',
      fields: { 'mqttsn.topic.id': 1, 'mqttsn.pub.msg': '32312e35' },
      ranges: { 'mqttsn.pub.msg': [7, 4] },
      hex: '0b0c000001000032312e35',
    });
  });

  it.each([
    ['mqttsn.msg.type == publish', [4, 5, 6]],
    ['type == publish && !mqtt', [4, 5, 6]],
    ['mqttsn.topic == "plant/heat"', [2, 3, 4]],
    ['topic ~ "plant/#" && dir == in', [3]],
    ['mqttsn.topic.id == 2', [5]],
    ['mqttsn.clean.session == true', [0]],
    ['payload > 21', [4, 5, 6]],
    ['problem == "sn-unknown-topic-id"', [5]],
    ['mqttsn && size < 5', [1, 7]],
    ['mqttsn.sleep.timer', [7]],
    ['soil', [0]],
    ['mqtt', []],
    ['mqtt.clientid == "soil"', []],
  ])('is matched by display filters: %s', async (filter, expected) => {
    const { lines } = await ran(runDissect, fileOf(pcapOf(talk())), '--filter', filter);
    const places = lines.map((line) => Number(/^ *sn(\d+)/.exec(line)?.[1]) - 1);
    expect(places).toEqual(expected);
  });

  it('has rules that can be muted and listed', async () => {
    const file = fileOf(pcapOf(talk()));
    const muted = ['--mute', 'sn-unknown-topic-id'];
    const { code, lines } = await ran(runProblems, file, '--fail-on', 'warn', ...muted);
    expect(lines.join('\n')).not.toContain('sn-unknown-topic-id');
    expect(code).toBe(0);
    const report = await ran(runProblems, file, '--junit', '-', ...muted);
    expect(report.lines.join('\n')).toMatch(/name="sn-unknown-topic-id"><skipped\/>/);
    expect((await ran(runProblems, '--list-rules')).lines.join('\n')).toContain(
      'sn-unknown-topic-id',
    );
    await expect(ran(runProblems, file, '--mute', 'sn-nothing')).rejects.toThrow('sn-nothing');
  });

  it('reports its problems, which fail a check', async () => {
    const { lines, code } = await ran(runProblems, fileOf(pcapOf(talk())), '--fail-on', 'error');
    expect(lines[0]).toMatch(
      /sn6 .* sn#1 error sn-unknown-topic-id 6\.5: The topic id 2 is not registered/,
    );
    expect(lines[1]).toBe('1 problem in 8 packets: 1 error, 0 warnings, 0 notes.');
    expect(code).toBe(3);
  });

  it('has its problems in a JUnit file, one test case per kind', async () => {
    const report = join(temporaryFolder(), 'report.xml');
    await ran(runProblems, fileOf(pcapOf(talk())), '--junit', report);
    const xml = readFileSync(report, 'utf8');
    expect(xml).toMatch(
      /<testcase classname="[^"]*" name="sn-unknown-topic-id"><failure message="The topic id 2 is not registered[^"]*" type="error">.*sn#1 error/,
    );
    expect(xml).toContain('failures="1"');
  });

  it.each([
    ['day.pcapng', V4],
    ['day.pcapng', V6],
    ['day.mqttscope', V4],
  ])('is equal in another file: %s', async (name, ends) => {
    const topics = join(temporaryFolder(), 'topics');
    writeFileSync(topics, '3 plant/door\n');
    const from = fileOf(pcapOf(talk(ends)));
    const to = join(temporaryFolder(), name);
    const { notices } = await ran(runConvert, from, '-o', to);
    expect(notices).toContain('8 MQTT-SN messages written unchanged.');
    const read = (file: string) => ran(runDissect, file, '--sn-topics', topics, '--json');
    const [before, after] = [await read(from), await read(to)];
    expect(before.lines).toHaveLength(8);
    expect(after.lines).toEqual(before.lines);
  });

  const data = encodeUtf8('{"deviceSecret":"hunter2"}');
  const delivery = encodeSn({ ...publish({ kind: 'predefined', id: 3 }), data });

  it.each([
    ['in a PUBLISH', delivery],
    ['in a forwarded PUBLISH', Uint8Array.of(4, 0xfe, 0, 7, ...delivery)],
    ['in a PUBLISH that announces fewer bytes', Uint8Array.of(20, ...delivery.slice(1))],
    ['in a WILLMSG', encodeSn({ type: 'willmsg', message: data })],
    ['in a WILLMSGUPD', encodeSn({ type: 'willmsgupd', message: data })],
    ['in a message of an unknown type', Uint8Array.of(data.length + 2, 0xf0, ...data)],
  ])('overwrites a delivered secret %s, unless requested', async (_place, datagram) => {
    const ends = [
      { address: '10.0.0.7', port: 40_000 },
      { address: '10.0.0.1', port: 1884 },
    ] as const;
    const from = fileOf(pcapOf([...talk(), udpFrame(...ends, datagram)]));
    const to = join(temporaryFolder(), 'day.mqttscope');
    const secret = Buffer.from('hunter2');
    const isWritten = async (...more: readonly string[]): Promise<boolean> => {
      await ran(runConvert, from, '-o', to, ...more);
      return readFileSync(to).includes(secret);
    };
    expect(await isWritten()).toBe(false);
    expect(await isWritten('--with-secrets')).toBe(true);
    const isShown = async (...more: readonly string[]): Promise<boolean> => {
      const { lines } = await ran(runDissect, from, '--json', ...more);
      expect(lines).toHaveLength(9);
      return lines.join('\n').includes(secret.toString('hex'));
    };
    expect(await isShown()).toBe(false);
    expect(await isShown('--with-secrets')).toBe(true);
  });

  it('can be next to MQTT over TCP in one file, and is omitted from lines and anonymised files, with a notice', async () => {
    const tcp = framesOf([{ direction: 'out', bytes: encode(connect, 4) }]);
    const file = fileOf(pcapOf([...talk(), ...tcp]));
    const { lines } = await ran(runDissect, file);
    expect(lines.filter((line) => line.includes(' sn#'))).toHaveLength(8);
    expect(lines.at(-1)).toMatch(/ #1 -> CONNECT/);
    for (const [filter, count] of [
      ['type == connect', 2],
      ['mqtt && type == connect', 1],
    ] as const) {
      expect((await ran(runDissect, file, '--filter', filter)).lines).toHaveLength(count);
    }
    const to = join(temporaryFolder(), 'out.ndjson');
    const { notices } = await ran(runConvert, file, '-o', to);
    expect(notices).toContain('8 MQTT-SN messages omitted');
    const other = join(temporaryFolder(), 'out.pcapng');
    const { notices: more } = await ran(runConvert, file, '-o', other, '--stand-ins');
    expect(more).toContain('8 MQTT-SN messages omitted');
  });
});

it('reports more sensors than it can remember', () => {
  const read = (sensors: number): string | undefined => {
    const printed = new SnLines(lines.sensors, new Map(), 10_000);
    const bytes = encodeSn({ type: 'pingreq', clientId: 'one' });
    const ends = { client: '10.0.0.7:40000', gateway: '10.0.0.1:1884' };
    for (let stream = 1; stream <= sensors; stream += 1) {
      printed.take({ kind: 'datagram', stream, direction: 'out', time: 0, ...ends, bytes });
    }
    return printed.warning;
  };
  expect(read(5)).toBeUndefined();
  expect(read(50)).toContain('more sensors than mqttscope can track');
});
