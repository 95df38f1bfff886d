import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text as textOf } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '../../base/utf8.ts';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import { EdgeNode } from '../../conventions/sparkplug/edgeNode.testkit.ts';
import { corpusCapture, pcapngOf } from '../../engine/files/captureFile.testkit.ts';
import type { CaptureEvent } from '../../engine/files/events/captureEvents.ts';
import { isRecord } from '../../engine/files/events/eventJson.ts';
import { cli } from '../../i18n/cli/en/texts.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import type { Packet } from '../../mqtt/tables/packet.ts';
import { compressed } from '../../payload/formats/sparkplug/compressed.testkit.ts';
import { memberAt } from '../../payload/json/memberAt.ts';
import { StartError, UsageError } from '../cli/errors.ts';
import { temporaryFolder } from '../serve/companion.testkit.ts';
import { runDissect } from './dissectCommand.ts';
import { runProblems } from './problemsCommand.ts';

interface Outcome {
  readonly lines: readonly string[];
  readonly notices: string;
}

async function dissect(...argv: readonly string[]): Promise<Outcome> {
  const output = new PassThrough();
  const notices: string[] = [];
  const [text] = await Promise.all([
    textOf(output),
    runDissect(argv, {
      output,
      notice: (notice) => notices.push(notice),
      texts: cli,
      version: '1.2.3',
    }).finally(() => {
      output.end();
    }),
  ]);
  return { lines: text.split('\n').slice(0, -1), notices: notices.join('\n') };
}

function fileOf(bytes: Uint8Array): string {
  const file = join(temporaryFolder(), 'capture.pcapng');
  writeFileSync(file, bytes);
  return file;
}

const { events, packets } = corpusCapture(300);

const file = (): string => fileOf(pcapngOf(events));

/**
 * A PUBLISH of QoS 1 that is acknowledged on the next connection, and a later PUBLISH that is not, a second
 * apart.
 */
function retriedPublish(): CaptureEvent[] {
  const connect = (sessionPresent: boolean): Packet[] => [
    {
      type: 'connect',
      protocolName: 'MQTT',
      protocolLevel: 4,
      cleanStart: false,
      keepAlive: 60,
      clientId: 'c',
      properties: [],
    },
    { type: 'connack', sessionPresent, reasonCode: 0, properties: [] },
  ];
  const publish = (packetId: number, dup = false): Packet => {
    const flags = { dup, qos: 1, retain: false } as const;
    return { type: 'publish', ...flags, topic: 'a', packetId, properties: [], payload: NOTHING };
  };
  const puback: Packet = { type: 'puback', packetId: 5, reasonCode: 0, properties: [] };
  let time = 0;
  const events: CaptureEvent[] = [{ kind: 'origin', wallClock: 0 }];
  const add = (stream: number, packets: readonly Packet[]) => {
    events.push({ kind: 'opened', stream, time, carrier: 'tcp', version: 4 });
    for (const packet of packets) {
      time += 1_000_000;
      const direction = packet.type === 'connack' || packet.type === 'puback' ? 'in' : 'out';
      events.push({ kind: 'packet', stream, direction, time, bytes: encode(packet, 4) });
    }
    events.push({ kind: 'closed', stream, time });
  };
  add(1, [...connect(false), publish(5)]);
  add(2, [...connect(true), publish(5, true), puback, publish(6)]);
  return events;
}

/** A CONNACK or PUBACK. */
const isAnswer = (event: CaptureEvent) => event.kind === 'packet' && event.direction === 'in';

const PROBLEM =
  /^ *(?<no>\d+) +\S+ #\d+ (?<severity>\S+) (?<rule>\S+) (?<statement>\S+): (?<text>.+)$/;

async function problemsIn(capture: string) {
  const output = new PassThrough();
  const surroundings = { output, notice: () => undefined, texts: cli, version: '1.2.3' };
  const [text] = await Promise.all([
    textOf(output),
    runProblems([capture], surroundings).finally(() => output.end()),
  ]);
  return text.split('\n').flatMap((line) => {
    const { no, rule, severity, statement, text: told } = PROBLEM.exec(line)?.groups ?? {};
    return no === undefined ? [] : [{ no: Number(no), rule, severity, statement, text: told }];
  });
}

const NOTHING = new Uint8Array();

describe('mqttscope dissect', () => {
  it('prints one line per packet', async () => {
    const { lines } = await dissect(file());
    expect(lines).toHaveLength(packets.length);
    expect(lines[0]).toMatch(/^ +1 +0\.000000 #1 -> CONNECT c /);
  });

  it('prints one object per packet with --json, without secrets', async () => {
    const { lines } = await dissect('--json', file());
    const objects = lines.map((line): unknown => JSON.parse(line));
    expect(objects).toHaveLength(packets.length);
    expect(objects[0]).toMatchObject({ no: 1, time: 0, stream: 1, dir: 'out', type: 1 });
    expect(lines.some((line) => line.endsWith('"masked":true}'))).toBe(true);
  });

  it('prints packets that match --filter, which cannot find hidden secrets', async () => {
    const all = (await dissect('--json', file())).lines;
    const { lines } = await dissect('--json', '--filter', 'type == publish && qos > 0', file());
    expect(lines.length).toBeGreaterThan(0);
    expect(lines).toEqual(all.filter((line) => /"mqtt.msgtype":3,.*"mqtt.qos":[123],/.test(line)));
    const masked = await dissect('--filter', 'mqtt.passwd matches "[^*]"', file());
    const open = await dissect('--with-secrets', '--filter', 'mqtt.passwd matches "[^*]"', file());
    expect(masked.lines).toEqual([]);
    expect(open.lines.length).toBeGreaterThan(0);
  });

  it.each([1, 2])('counts each packet for which --filter takes too long: %i', async (count) => {
    let random = 1;
    const payload = Uint8Array.from({ length: 200_000 }, () => {
      // Xorshift: a short period would let the automaton reuse its states.
      random ^= random << 13;
      random ^= random >>> 17;
      random ^= random << 5;
      return 0x61 + (random >>> 31);
    });
    const flags = { dup: false, qos: 0, retain: false } as const;
    const bytes = encode({ type: 'publish', ...flags, topic: 'a', properties: [], payload }, 4);
    const hostile: CaptureEvent[] = [
      ...retriedPublish().slice(0, -1),
      ...Array.from({ length: count }, () => ({
        kind: 'packet' as const,
        stream: 2,
        direction: 'out' as const,
        time: 9_000_000,
        bytes,
      })),
    ];
    const { lines, notices } = await dissect(
      '--filter',
      'payload matches "(a|b)*a(a|b){20}c"',
      fileOf(pcapngOf(hostile)),
    );
    expect(lines).toEqual([]);
    expect(notices.match(/\d+ packets? not printed/g)).toEqual([
      `${count} packet${count > 1 ? 's' : ''} not printed`,
    ]);
  });

  it('filters packets by the outcome of their exchange, across connections', async () => {
    const retried = fileOf(pcapngOf(retriedPublish()));
    const numbers = async (filter: string) => {
      const { lines } = await dissect('--filter', filter, retried);
      return lines.map((line) => Number.parseInt(line, 10));
    };
    expect(await numbers('exchange.state == retried')).toEqual([3, 6, 7]);
    expect(await numbers('exchange.state == retried and exchange.latency > 3.5s')).toEqual([
      3, 6, 7,
    ]);
    expect(await numbers('exchange.state == open')).toEqual([8]);
    expect(await numbers('exchange.latency > 4s')).toEqual([]);
  });

  it('filters packets by their problems', async () => {
    const events = retriedPublish()
      .filter((event) => !isAnswer(event))
      .map((event) =>
        event.kind === 'opened' ? { ...event, hasBothSides: true as const } : event,
      );
    const broken = fileOf(pcapngOf(events));
    const found = await problemsIn(broken);
    const numbers = async (filter: string) => {
      const { lines } = await dissect('--filter', filter, broken);
      return lines.map((line) => Number.parseInt(line, 10));
    };
    const placesOf = (some: readonly { no: number }[]) =>
      [...new Set(some.map(({ no }) => no))].toSorted((a, b) => a - b);
    expect(found.length).toBeGreaterThan(1);
    expect(await numbers('problem')).toEqual(placesOf(found));
    const [one] = found;
    if (one === undefined) throw new Error('There are problems.');
    for (const key of ['rule', 'severity', 'statement', 'text'] as const) {
      expect(await numbers(`problem == ${JSON.stringify(one[key])}`)).toEqual(
        placesOf(found.filter((other) => other[key] === one[key])),
      );
    }
    expect(await numbers('problem and exchange.state == abandoned')).toEqual([1, 3]);
  });

  it('has arrays for repeatable fields, also with one value', async () => {
    const { lines } = await dissect('--json', '--with-secrets', file());
    const isArray = new Map<string, boolean>();
    const changing = new Set<string>();
    for (const line of lines) {
      const report: unknown = JSON.parse(line);
      if (!isRecord(report) || !isRecord(report['fields'])) throw new Error(line);
      const { schema, type, fields } = report;
      expect(schema).toBe(2);
      for (const [name, value] of Object.entries(fields)) {
        const key = `${String(type)} ${name}`;
        if ((isArray.get(key) ?? Array.isArray(value)) !== Array.isArray(value)) changing.add(key);
        isArray.set(key, Array.isArray(value));
      }
    }
    expect([...changing]).toEqual([]);
    expect(isArray.get('8 mqtt.topic')).toBe(true);
    expect(isArray.get('3 mqtt.topic')).toBe(false);
  });

  it('keeps secrets with --with-secrets', async () => {
    const { lines } = await dissect('--json', '--with-secrets', file());
    expect(lines.some((line) => line.includes('"masked"'))).toBe(false);
    expect(lines.map((line): unknown => JSON.parse(line))).toMatchObject(
      packets.map((packet) => (packet ? { hex: Buffer.from(packet.bytes).toString('hex') } : {})),
    );
  });

  it('reports the byte at which a file is damaged, and prints the packets before', async () => {
    const { lines, notices } = await dissect(fileOf(pcapngOf(events).subarray(0, 5000)));
    expect(lines.length).toBeGreaterThan(10);
    expect(notices).toContain('ends early at byte 5000');
  });

  it.each([
    [['/no/such/file'], StartError, '/no/such/file cannot be read: there is no such file.'],
    [
      ['mqtt://user:secret@broker'],
      UsageError,
      'FILE is a capture file, not the address of a broker. To record one: mqttscope record --url <URL>.',
    ],
    [[import.meta.dirname], StartError, /cannot be read: it is a directory\.$/],
    [
      [import.meta.filename],
      StartError,
      /cannot be read as a capture\. The file is text, and in none of .*\.$/,
    ],
    [[], UsageError, /^Missing required argument/],
    [['a', 'b'], UsageError, /^dissect reads one capture\..*mqttscope dissect --series\.$/],
    [['--hex', 'c0', '00'], UsageError, /^Too many arguments/],
    [['--hex', '--series', 'c0 00'], UsageError, /--series/],
    [['10', '0c', '00'], UsageError, /^Too many arguments.* Did you mean --hex\?$/],
    [['c0 00'], UsageError, /^FILE is a capture file, .* dissect --hex TEXT\.$/],
    [['--format', 'json', 'x'], UsageError, /^Unknown option '--format'\. Did you mean --json\?$/],
    [
      ['--filter', 'topic ~ sensors/#', 'x'],
      UsageError,
      /^--filter, column 9: ~ needs a quoted pattern\. Write "sensors\/#"\.$/,
    ],
    [['--nonsense', 'x'], UsageError, /^Unknown option '--nonsense'\.$/],
  ])('%j is rejected with one clear line', async (argv, kind, message) => {
    await expect(dissect(...argv)).rejects.toThrow(kind);
    await expect(dissect(...argv)).rejects.toThrow(message);
  });

  it('suggests the whole paths that end in an unknown field, from the file', async () => {
    const publish = { type: 'publish', topic: 'plant/a', qos: 0 } as const;
    const payload = encodeUtf8('{"params":{"oil":{"temp":71.5}}}');
    const rest = { retain: false, dup: false, properties: [] };
    const packet = encode({ ...publish, ...rest, payload }, 4);
    const hex = Buffer.from(packet).toString('hex');
    const filtered = (filter: string) => dissect('--hex', hex, '--filter', filter);
    await expect(filtered('temp > 70')).rejects.toThrow(
      '--filter, column 1: There is no field temp. Did you mean payload.params.oil.temp > 70?',
    );
    const { lines, notices } = await filtered('payload.temp > 70');
    expect(lines).toEqual([]);
    expect(notices).toContain('Did you mean payload.params.oil.temp?');
    expect((await filtered('payload.params.oil.temp > 70')).lines).toHaveLength(1);
  });

  it('suggests --hex for a file with printed bytes', async () => {
    const file = join(temporaryFolder(), 'packet.txt');
    writeFileSync(file, '10 0c 00 04 4d 51 54 54 04 02 00 3c 00 00\n');
    await expect(dissect(file)).rejects.toThrow(
      /it has bytes as text.*mqttscope dissect --hex FILE/,
    );
    expect((await dissect('--hex', file)).lines[0]).toContain('CONNECT');
  });

  it('decodes payloads by a file of chains, with schemas in its folder', async () => {
    const folder = temporaryFolder();
    const inFolder = (name: string, text: string): string => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    // { temp: 21.5, big: 2^63 - 1 }, as text in JSON.
    const payload = encodeUtf8('{"data": "DQAArEEQ//////////9/"}');
    const publish = { type: 'publish', topic: 'plant/a', payload, qos: 0 } as const;
    const rest = { retain: false, dup: false, properties: [] };
    const bytes = encode({ ...publish, ...rest }, 4);
    const capture = fileOf(
      pcapngOf([
        { kind: 'origin', wallClock: 0 },
        { kind: 'opened', stream: 1, time: 0, carrier: 'tcp', version: 4 },
        { kind: 'packet', stream: 1, time: 1, direction: 'out', bytes },
      ]),
    );
    inFolder('units.proto', 'syntax = "proto3"; message Big { int64 n = 1; }');
    inFolder(
      'a.proto',
      'import "units.proto"; message A { float temp = 1; int64 big = 2; Big b = 3; }',
    );
    const chain = 'json.data | base64 | protobuf(a.proto, A)';
    const formats = inFolder('formats.json', JSON.stringify({ 'plant/+': chain }));
    const { lines } = await dissect('--json', '--with-secrets', '--formats', formats, capture);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      payload: {
        formats: ['JSON.data', 'Base64', 'Protobuf A'],
        value: { temp: 21.5, big: '9223372036854775807' },
      },
    });
    const found = (filter: string) =>
      dissect('--with-secrets', '--formats', formats, '--filter', filter, capture).then(
        (out) => out.lines.length,
      );
    expect(await found('payload.temp > 21')).toBe(1);
    expect(await found('payload.temp > 22')).toBe(0);
    const refused = (text: string) =>
      dissect('--formats', inFolder('wrong.json', text), capture).then(
        () => '',
        ({ message }: Error) => message,
      );
    expect(await refused('[]')).toMatch(/is not a file for --formats/);
    expect(await refused('{"a/#/b": "json"}')).toMatch(/“a\/#\/b” is not a topic filter/);
    expect(await refused('{"a": "jsno"}')).toMatch(
      /character 1 of “jsno”: there is no step “jsno”/,
    );
    expect(await refused('{"a": "protobuf(gone.proto, A)"}')).toMatch(/gone\.proto cannot be read/);
  });

  it('uses the conventions in the folder of --formats', async () => {
    const folder = temporaryFolder();
    const write = (name: string, value: object): string => {
      writeFileSync(join(folder, name), JSON.stringify(value));
      return join(folder, name);
    };
    const publish = (direction: 'in' | 'out', time: number, topic: string, text: string) => {
      const message = { type: 'publish', topic, payload: encodeUtf8(text), qos: 0 } as const;
      const bytes = encode({ ...message, retain: false, dup: false, properties: [] }, 4);
      return { kind: 'packet', stream: 1, time, direction, bytes } as const;
    };
    const capture = fileOf(
      pcapngOf([
        { kind: 'origin', wallClock: 0 },
        { kind: 'opened', stream: 1, time: 0, carrier: 'tcp', version: 4 },
        publish('out', 1, 'plant/a/ask', '{"id": 1}'),
        publish('in', 2, 'plant/a/told', '{"id": 1, "values": {"temp": 21.5}}'),
        publish('out', 3, 'plant/a/ask', '{"id": 2}'),
      ]),
    );
    const formats = write('formats.json', {});
    const topics = [
      {
        topic: 'plant/{device}/ask',
        kind: 'ask',
        request: { reply: 'plant/{device}/told', id: '.id' },
      },
      { topic: 'plant/{device}/told', kind: 'told', chain: 'json.values', reply: { id: '.id' } },
    ];
    write('plant.convention.json', { convention: 'plant', name: 'Plant', topics });
    const options = ['--json', '--with-secrets', '--formats', formats];
    const found = async (filter: string) => {
      const { lines } = await dissect(...options, '--filter', filter, capture);
      return lines.map((line): unknown => JSON.parse(line));
    };
    expect(await found('payload.temp > 21')).toMatchObject([
      { payload: { formats: ['JSON.values', 'JSON'], value: { temp: 21.5 } } },
    ]);
    expect(await found('reply.state == answered')).toMatchObject([{ no: 1 }]);
    write('wrong.convention.json', {
      convention: 'x',
      name: 'X',
      topics: [{ topic: 'a/#', kind: 'k' }],
    });
    await expect(dissect(...options, capture)).rejects.toThrow(
      'wrong.convention.json: topics[0].topic: instead of + or #, give the level a name in braces.',
    );
    // Resets conventions for other tests in this process.
    await CONVENTIONS.readFiles([]);
  });

  it('decodes payloads by conventions: metrics by the names of a BIRTH, also before it', async () => {
    const capture = join(import.meta.dirname, '../../../docs/conventions/sparkplug.mqttscope');
    const reports = (lines: readonly string[]) => lines.map((line): unknown => JSON.parse(line));
    const saying = (metrics: object, more = {}) => ({ payload: { value: { metrics }, ...more } });
    const filter = 'topic ~ "spBv1.0/+/NDATA/#"';
    const { lines } = await dissect('--json', '--filter', filter, capture);
    // The NBIRTH that declares the first metric follows it, as packet 9.
    const early = saying({ Temp: { value: 21 } }, { laterBirth: 9 });
    const late = saying({ Temp: { value: 35.5 } });
    expect(reports(lines)).toMatchObject([early, late]);
    expect(lines[1]).not.toContain('laterBirth');
    const found = await dissect('--filter', 'payload.metrics["Temp"] > 30', capture);
    expect(found.lines).toHaveLength(1);
    // Packets from a pipe are printed as they arrive, so names are known only afterwards.
    const path = join(temporaryFolder(), 'pipe');
    execFileSync('mkfifo', [path]);
    const writing = writeFile(path, readFileSync(capture));
    const piped = await dissect('--json', '--filter', filter, path);
    await writing;
    expect(reports(piped.lines)).toMatchObject([saying({ 1: {} }), late]);
    // The user's rule has priority.
    const formats = join(temporaryFolder(), 'formats.json');
    writeFileSync(formats, '{"spBv1.0/#": "protobuf"}');
    const own = await dissect('--json', '--formats', formats, '--filter', filter, capture);
    expect(own.lines[0]).toContain('"formats":["Protobuf"]');
  });

  it('prints the lines of a pipe while its input pauses', async () => {
    const path = join(temporaryFolder(), 'pipe');
    execFileSync('mkfifo', [path]);
    const output = new PassThrough();
    const surroundings = { output, notice: () => undefined, texts: cli, version: '1.2.3' };
    const done = runDissect([path], surroundings).finally(() => output.end());
    const pipe = await open(path, 'w');
    const bytes = pcapngOf(retriedPublish());
    const half = bytes.length >> 1;
    await pipe.write(bytes.subarray(0, half));
    // The pipe stays open, so nothing is printed because of its end.
    const first: readonly unknown[] = await once(output, 'data');
    expect(String(first[0])).toContain('CONNECT c');
    await pipe.write(bytes.subarray(half));
    await pipe.close();
    output.resume();
    await done;
  });

  it('shows the topic of a PUBLISH that is malformed or incomplete', async () => {
    const sent = [
      [0x10, 15, 0, 4, 0x4d, 0x51, 0x54, 0x54, 4, 2, 0, 60, 0, 3, 0x61, 0x62, 0x63],
      [0x30, 5, 0, 3, 0x61, 0x2f, 0x2b],
      [0x30, 0x40, 0, 3, 0x61, 0x2f, 0x62, 0x31],
    ];
    const capture = pcapngOf([
      { kind: 'origin', wallClock: 0 },
      { kind: 'opened', stream: 1, time: 0, carrier: 'tcp', fromStart: true },
      ...sent.map((bytes, time): CaptureEvent => {
        const direction = 'out';
        return { kind: 'packet', stream: 1, direction, time, bytes: Uint8Array.from(bytes) };
      }),
    ]);
    const { lines } = await dissect(fileOf(capture));
    expect(lines[1]).toMatch(/PUBLISH QoS 0 a\/\+ 7 bytes \| error/u);
    expect(lines[2]).toMatch(/PUBLISH QoS 0 a\/b 8 bytes of it/u);
  });

  it('reports an unknown topic alias only if the capture has the whole connection', async () => {
    const connect = '10 10 00 04 4d 51 54 54 05 02 00 3c 00 00 03 61 62 63';
    const aliased = '30 06 00 00 03 23 00 05';
    const mid = await dissect('--assume-version', '5', '--hex', aliased);
    const whole = await dissect('--hex', `${connect} ${aliased}`);
    expect(mid.lines.join()).toContain('topic alias 5');
    expect(mid.lines.join()).not.toContain('error');
    expect(whole.lines[1]).toContain('Topic alias 5 was not set on this connection before.');
  });

  it('names where a stream went out of step, in a file and in a pipe', async () => {
    const name = 'pub-06-publish-inside-a-payload.pcap';
    const capture = readFileSync(new URL(`../../../e2e/cases/${name}`, import.meta.url));
    const [file, pipe] = [join(temporaryFolder(), 'a.pcap'), join(temporaryFolder(), 'b.pcap')];
    writeFileSync(file, capture);
    execFileSync('mkfifo', [pipe]);
    const [ofFile, ofPipe] = await Promise.all([
      dissect(file),
      dissect(pipe),
      writeFile(pipe, capture),
    ]);
    expect(ofFile.lines.at(-1)).toMatch(/^ +3 .*announces 164 bytes, and the client sent 94/);
    expect(ofPipe.lines).toEqual(ofFile.lines);
  });

  it.each([
    ['p4-27-two-messages-in-one-payload.pcap', [/^ +5 .*Another packet begins at byte \d+/u]],
    ['p4-30-nul-before-json.pcap', [/^ +3 .*JSON after a NUL/u, /^ +4 .*text after a NUL/u]],
  ] as const)('prints what is odd about payloads after the packets: %s', async (name, wanted) => {
    const capture = fileURLToPath(new URL(`../../../e2e/cases/${name}`, import.meta.url));
    const { lines } = await dissect(capture);
    expect(lines.slice(-wanted.length)).toEqual(
      wanted.map((one): unknown => expect.stringMatching(one)),
    );
  });

  it('decodes data before a rebirth by its own session’s BIRTH, even if aliases change', async () => {
    const metric = (name: string) => ({ name, alias: 1, type: 'Int32', value: 1 }) as const;
    const [first, second] = [new EdgeNode(0), new EdgeNode(1)];
    const data = (node: EdgeNode) => node.data([{ ...metric('-'), value: -7 }]);
    const said = [
      ['NBIRTH', first.nbirth([metric('Temp')])],
      ['NDATA', data(first)],
      ['NDEATH', first.ndeath()],
      // The second session compresses its payloads.
      ['NBIRTH', compressed(second.nbirth([metric('Speed')]))],
      ['NDATA', compressed(data(second))],
    ] as const;
    const packets = said.map(([type, payload], at) => {
      const topic = `spBv1.0/plant/${type}/press`;
      const message = { type: 'publish', topic, payload, qos: 0 } as const;
      const bytes = encode({ ...message, retain: false, dup: false, properties: [] }, 4);
      return { kind: 'packet', stream: 1, time: at + 1, direction: 'in', bytes } as const;
    });
    const opened = { kind: 'opened', stream: 1, time: 0, carrier: 'tcp', version: 4 } as const;
    const capture = fileOf(pcapngOf([{ kind: 'origin', wallClock: 0 }, opened, ...packets]));
    const options = ['--with-secrets', capture];
    const { lines } = await dissect('--json', '--filter', 'topic ~ "+/+/NDATA/#"', ...options);
    const payloads = lines.map((line) => memberAt(JSON.parse(line), ['payload']));
    expect(payloads).toMatchObject([
      { value: { metrics: { Temp: { value: -7 } } } },
      { value: { metrics: { Speed: { value: -7 } } } },
    ]);
    expect(lines.join()).not.toContain('laterBirth');
    const asked = async (name: string) =>
      (await dissect('--filter', `payload.metrics["${name}"] == -7`, ...options)).lines.length;
    expect([await asked('Temp'), await asked('Speed')]).toEqual([1, 1]);
  });

  it('prints its help', async () => {
    const { lines } = await dissect('--help');
    expect(lines[0]).toMatch(/^Usage: mqttscope dissect \[options\] \[FILE\.\.\.\]$/);
  });
});
