/**
 * Compares with Wireshark: it dissects our capture files as MQTT with the fields, positions, times and
 * directions that we show, and we read its files.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { OwnWriter } from '../../src/engine/files/own/ownWriter.ts';
import { encode } from '../../src/mqtt/codec/encode.ts';
import type { ProtocolVersion } from '../../src/mqtt/tables/packet.ts';
import { BIN } from '../kit/peers/companion.ts';
import { expect, test } from '../kit/test.ts';
import { ROOT } from '../run/step.ts';

const tshark = process.env['MQTTSCOPE_TSHARK'] ?? 'tshark';
const LARGEST_OUTPUT = 512 * 1024 * 1024;

interface Shown {
  readonly name: string;
  readonly offset: number;
  readonly length: number;
  readonly value: string;
}

interface TsharkPacket {
  readonly fields: readonly Shown[];
  readonly time: number;
  readonly isOut: boolean;
  readonly comments: readonly string[];
}

interface Packet {
  readonly name: string;
  readonly dir: 'in' | 'out';
  readonly version: ProtocolVersion;
  readonly stream: number;
  readonly hex: string;
  readonly isValid: boolean;
}

interface CorpusRow {
  readonly name: string;
  readonly protocolVersion: string;
  readonly direction: string;
  readonly hex?: string;
  readonly session?: number;
  readonly expect: { readonly valid: boolean };
}

function isCorpus(value: unknown): value is readonly CorpusRow[] {
  return Array.isArray(value) && value.every((row) => typeof row === 'object' && 'expect' in row);
}

const VERSIONS: Readonly<Record<string, ProtocolVersion>> = { '3.1': 3, '3.1.1': 4, '5.0': 5 };

function connect(version: ProtocolVersion): string {
  const bytes = encode(
    {
      type: 'connect',
      protocolName: version === 3 ? 'MQIsdp' : 'MQTT',
      protocolLevel: version,
      cleanStart: true,
      keepAlive: 60,
      clientId: 'c',
      properties: [],
    },
    version,
  );
  return Buffer.from(bytes).toString('hex');
}

/** Every session of the corpus as a stream that begins with CONNECT. */
function corpusPackets(): Packet[] {
  const file = path.join(ROOT, 'src/mqtt/dissect/testdata/corpus.json');
  const rows: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!isCorpus(rows)) throw new Error('no corpus');
  const sessions = new Map<string, CorpusRow[]>();
  for (const row of rows) {
    const key = `${row.session ?? ''} ${row.protocolVersion}`;
    // The largest are generated and add nothing new.
    if (row.hex) sessions.set(key, [...(sessions.get(key) ?? []), row]);
  }
  let stream = 0;
  return [...sessions.values()].flatMap((session) => {
    stream += 1;
    const [first] = session;
    const version = VERSIONS[first?.protocolVersion ?? ''] ?? 4;
    const common = { stream, version };
    const begin: Packet = {
      ...common,
      name: 'begin',
      dir: 'out',
      hex: connect(version),
      isValid: true,
    };
    const packets = session.map(
      (row): Packet => ({
        ...common,
        name: row.name,
        dir: row.direction === 'client-to-server' ? 'out' : 'in',
        hex: row.hex ?? '',
        isValid: row.expect.valid,
      }),
    );
    return first?.hex?.startsWith('1') === true && first.hex[1] === '0'
      ? packets
      : [begin, ...packets];
  });
}

/** @param step between the times of two packets, in µs */
function captureOf(packets: readonly Packet[], step: number): Uint8Array {
  const parts: Uint8Array[] = [];
  const writer = new OwnWriter((bytes) => parts.push(bytes));
  writer.take({ kind: 'origin', wallClock: 0 });
  const streams = new Set<number>();
  for (const [at, { stream, dir, version, hex }] of packets.entries()) {
    const time = at * step;
    if (!streams.has(stream)) {
      writer.take({ kind: 'opened', stream, time, carrier: 'other', version });
    }
    streams.add(stream);
    writer.take({ kind: 'packet', stream, direction: dir, time, bytes: Buffer.from(hex, 'hex') });
  }
  writer.end();
  return Buffer.concat(parts);
}

const attribute = (element: string, name: string) =>
  (new RegExp(` ${name}="([^"]*)"`).exec(element)?.[1] ?? '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');

function readPdml(pdml: string): TsharkPacket[] {
  return pdml
    .split('<packet>')
    .slice(1)
    .flatMap((packet) => {
      const mqtt = /<proto name="mqtt"[^>]*>/.exec(packet);
      if (!mqtt) return [];
      const start = Number(attribute(mqtt[0], 'pos'));
      const all = packet.match(/<field name="[^"]+"[^>]*>/g) ?? [];
      const valueOf = (name: string) =>
        all.filter((field) => attribute(field, 'name') === name).map((f) => attribute(f, 'show'));
      return [
        {
          fields: (packet.slice(mqtt.index).match(/<field name="mqtt\.[^"]+"[^>]*>/g) ?? []).map(
            (field) => ({
              name: attribute(field, 'name'),
              offset: Number(attribute(field, 'pos')) - start,
              length: Number(attribute(field, 'size')),
              value: attribute(field, 'show'),
            }),
          ),
          time: Number(valueOf('frame.time_epoch')[0]),
          isOut: valueOf('tcp.dstport')[0] === '1883',
          comments: valueOf('frame.comment'),
        },
      ];
    });
}

interface Report {
  readonly stream: number;
  readonly time: number;
  readonly dir: string;
  readonly hex: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly ranges: Readonly<Record<string, unknown>>;
  readonly problems: readonly { readonly severity: string; readonly statement: string }[];
}

function isReport(value: unknown): value is Report {
  return typeof value === 'object' && value !== null && 'fields' in value && 'ranges' in value;
}

const isRange = (value: unknown): value is readonly [number, number] =>
  Array.isArray(value) && typeof value[0] === 'number';

function fieldsOf(report: Report): Shown[] {
  return Object.entries(report.fields).flatMap(([name, values]) => {
    const ranges: unknown = report.ranges[name];
    const places: readonly unknown[] = isRange(ranges)
      ? [ranges]
      : Array.isArray(ranges)
        ? ranges
        : [];
    const list: readonly unknown[] = Array.isArray(values) ? values : [values];
    return list.map((value, at) => {
      const place = places[at];
      const [offset, length] = isRange(place) ? place : [-1, -1];
      return { name, offset, length, value: String(value) };
    });
  });
}

/** Binary data that Wireshark 4 shows as text, and its display of a two-byte length. */
const READ_OTHERWISE = new Set(['mqtt.passwd', 'mqtt.prop_string', 'mqtt.property_len']);
/** Trees without a value, and Wireshark's own notes. */
const NOT_OURS = new Set([
  'mqtt.properties',
  'mqtt.will_properties',
  'mqtt.unknown_topic_alias',
  'mqtt.illegal_topic_length',
]);

function isSame(theirs: Shown, ours: Shown): boolean {
  if (theirs.name !== ours.name || theirs.offset !== ours.offset) return false;
  if (theirs.length !== ours.length) return false;
  if (READ_OTHERWISE.has(theirs.name)) return true;
  const { value } = theirs;
  if (ours.value === 'true' || ours.value === 'false')
    return (value === '1') === (ours.value === 'true');
  if (value.startsWith('0x')) return Number(value) === Number(ours.value);
  return value === ours.value || value.replaceAll(':', '') === ours.value;
}

const run = (program: string, args: readonly string[]) =>
  execFileSync(program, args, {
    encoding: 'utf8',
    maxBuffer: LARGEST_OUTPUT,
    stdio: ['ignore', 'pipe', 'ignore'],
  });

const dissect = (file: string): Report[] =>
  run(process.execPath, [BIN, 'dissect', '--json', '--with-secrets', file])
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line))
    .filter(isReport);

/** The same packets, whose streams are numbered in the order of their first packets. */
function renumbered(packets: readonly Report[]): readonly Report[] {
  const numbers = new Map<number, number>();
  return packets.map((packet) => {
    const stream = numbers.get(packet.stream) ?? numbers.size + 1;
    numbers.set(packet.stream, stream);
    return { ...packet, stream };
  });
}

test.describe('Wireshark', () => {
  // Prepared files are shared by all tests.
  test.describe.configure({ mode: 'default' });
  const folder = mkdtempSync(path.join(tmpdir(), 'mqttscope-wireshark-'));
  const place = (name: string) => path.join(folder, name);
  const packets = corpusPackets().filter(({ isValid }) => isValid);
  let ours: Report[] = [];
  let theirs: TsharkPacket[] = [];

  test.beforeAll(() => {
    const from = place('in.mqttscope');
    writeFileSync(from, captureOf(packets, 1500));
    run(process.execPath, [BIN, 'convert', '--with-secrets', from, '-o', place('out.pcapng')]);
    ours = dissect(place('out.pcapng'));
    theirs = readPdml(
      run(tshark, ['-r', place('out.pcapng'), '-T', 'pdml', '-J', 'mqtt tcp frame']),
    );
  });

  test.afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  test('finds every packet of our files with its time and direction', () => {
    expect(packets.length).toBeGreaterThan(300);
    expect(ours.map(({ hex }) => hex)).toEqual(packets.map(({ hex }) => hex));
    expect(theirs.map(({ isOut }) => (isOut ? 'out' : 'in'))).toEqual(
      packets.map(({ dir }) => dir),
    );
    const times = theirs.map(({ time }) => Math.round((time - (theirs[0]?.time ?? 0)) * 1e6));
    expect(times).toEqual(packets.map((_packet, at) => at * 1500));
  });

  test('shows the same fields, values and offsets as we do', () => {
    const differences = theirs.flatMap(({ fields }, at) => {
      const own = ours[at] ? fieldsOf(ours[at]) : [];
      return fields
        .filter((field) => !NOT_OURS.has(field.name) && !own.some((one) => isSame(field, one)))
        .map((field) => `${packets[at]?.name ?? ''}: ${JSON.stringify(field)}`);
    });
    expect(differences).toEqual([]);
    expect(theirs.flatMap(({ fields }) => fields).length).toBeGreaterThan(3000);
  });

  for (const format of ['pcap', 'nsecpcap', 'pcapng']) {
    test(`writes ${format} files that we read identically`, () => {
      const file = place(`again.${format}`);
      run(tshark, ['-r', place('out.pcapng'), '-F', format, '-w', file]);
      // Wireshark drops the comments with the numbers of streams.
      expect(renumbered(dissect(file))).toEqual(renumbered(ours));
    });
  }

  test('shows problems as comments', () => {
    const wrong = corpusPackets().filter(({ name }) => name.includes('packet id 0'));
    const from = place('wrong.mqttscope');
    writeFileSync(from, captureOf(wrong, 1e6));
    run(process.execPath, [BIN, 'convert', from, '-o', place('wrong.pcapng')]);
    const comments = readPdml(run(tshark, ['-r', place('wrong.pcapng'), '-T', 'pdml'])).flatMap(
      (packet) => packet.comments,
    );
    // Each stream has a comment on its roles, because its beginning is missing.
    const problems = comments.filter((comment) => !comment.startsWith('From '));
    expect(problems.length).toBe(wrong.length);
    expect(problems[0]).toMatch(/^error MQTT-2\.\d\.1-\d: /);
  });
});
