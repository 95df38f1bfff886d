import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { CONVENTIONS } from '../../../conventions/conventions.ts';
import { fileWords } from '../../../i18n/en/captures/fileWords.ts';
import { encode } from '../../../mqtt/codec/encode.ts';
import type { ConnectPacket, Packet } from '../../../mqtt/tables/packet.ts';
import type { FoundProblem } from '../../findings/problem.ts';
import type { Direction } from '../../log/columns/direction.ts';
import { CaptureExport } from '../captureExport.ts';
import { COPY_FORMATS, joined, readEvents } from '../captureFile.testkit.ts';
import type { ExportFormat } from '../captureFormats.ts';
import type { CaptureEvent, OpenedStream } from '../events/captureEvents.ts';
import { PassingCapture } from '../report/passingCapture.ts';

type Ends = Pick<OpenedStream, 'client' | 'server' | 'fromStart'>;

const HOST = '10.0.0.2';

/** Connections in sequence and in parallel, packet by packet. */
class Scene {
  readonly events: CaptureEvent[] = [{ kind: 'origin', wallClock: 1_700_000_000_000 }];
  #time = 0;
  #streams = 0;

  open(ends: Ends = {}): number {
    this.#streams += 1;
    const known = { kind: 'opened', stream: this.#streams, carrier: 'tcp', ...ends } as const;
    this.events.push({ ...known, time: (this.#time += 1000) });
    return this.#streams;
  }

  packet(stream: number, direction: Direction, packet: Packet): this {
    const bytes = encode(packet, 4);
    this.events.push({ kind: 'packet', stream, direction, time: (this.#time += 1000), bytes });
    return this;
  }

  connect(stream: number, options: Partial<ConnectPacket> = {}, sessionPresent = false): this {
    const connect = {
      type: 'connect',
      protocolName: 'MQTT',
      protocolLevel: 4,
      cleanStart: false,
      keepAlive: 60,
      clientId: 'me',
      properties: [],
    } as const;
    this.packet(stream, 'out', { ...connect, ...options });
    const connack = { type: 'connack', reasonCode: 0, properties: [] } as const;
    return this.packet(stream, 'in', { ...connack, sessionPresent });
  }

  subscribe(stream: number, filter: string, retained: string | undefined): this {
    const options = {
      qos: 0,
      noLocal: false,
      retainAsPublished: false,
      retainHandling: 0,
    } as const;
    const subscriptions = [{ filter, ...options }];
    this.packet(stream, 'out', { type: 'subscribe', packetId: 1, subscriptions, properties: [] });
    this.packet(stream, 'in', { type: 'suback', packetId: 1, reasonCodes: [0], properties: [] });
    return retained === undefined ? this : this.publish(stream, 'in', filter, retained, true);
  }

  publish(
    stream: number,
    direction: Direction,
    topic: string,
    payload: string,
    retain = false,
  ): this {
    const rest = { dup: false, qos: 0, properties: [], payload: encodeUtf8(payload) } as const;
    return this.packet(stream, direction, { type: 'publish', topic, retain, ...rest });
  }

  close(stream: number): this {
    this.packet(stream, 'out', { type: 'disconnect', properties: [] });
    this.events.push({ kind: 'closed', stream, time: (this.#time += 1000) });
    return this;
  }
}

/** Same client identifier, session and topics at both brokers, each correct. */
function twoBrokers(first: Ends, second: Ends): Scene {
  const scene = new Scene();
  const [one, other] = [scene.open(first), scene.open(second)];
  scene.connect(one).connect(other);
  scene.publish(one, 'out', 'heat', '1', true).publish(other, 'out', 'heat', '2', true);
  scene.subscribe(one, 'heat', '1').subscribe(other, 'heat', '2');
  scene.close(one);
  // The session at the first broker resumes. The second one continues and receives its own messages.
  const again = scene.open(first);
  scene
    .connect(again, {}, true)
    .publish(again, 'in', 'heat', '3')
    .publish(other, 'in', 'heat', '4');
  scene.close(again).close(other);
  const late = scene.open(second);
  return scene.connect(late, { clientId: 'late' }).subscribe(late, 'heat', '2').close(late);
}

const at = (port: number, clientPort: number, fromStart = true): Ends => ({
  client: { address: '10.0.0.1', port: clientPort },
  server: { address: HOST, port },
  fromStart,
});

function written(events: readonly CaptureEvent[], format: ExportFormat): Uint8Array {
  const parts: Uint8Array[] = [];
  const file = new CaptureExport(format, (bytes) => parts.push(bytes.slice()), {
    secrets: CONVENTIONS.secrets,
    withSecrets: false,
    application: 'test',
    fileWords,
  });
  for (const event of events) file.take(event);
  file.end();
  return joined(parts);
}

function problemsOf(events: readonly CaptureEvent[]): string[] {
  const found: FoundProblem[] = [];
  const onProblem = (problem: FoundProblem) => {
    found.push(problem);
  };
  const passing = new PassingCapture({ conventions: CONVENTIONS, onProblem });
  for (const event of events) passing.take(event);
  passing.end();
  return found.map(({ packet, rule, severity }) => `${packet} ${rule} ${severity}`).toSorted();
}

const SCENES: readonly [name: string, scene: Scene][] = [
  ['two ports of a host', twoBrokers(at(1884, 50_001), at(18_830, 50_002))],
  ['two ports, and a client with the same port', twoBrokers(at(1883, 50_001), at(1884, 50_001))],
  ['two ports, from the middle on', twoBrokers(at(1883, 80, false), at(45_000, 1024, false))],
  [
    'two names, and clients that are not named',
    twoBrokers(
      { server: { address: 'one.example', port: 443 }, fromStart: true },
      { server: { address: 'other.example', port: 443 }, fromStart: true },
    ),
  ],
];

describe.each(SCENES)('two brokers at %s', (_name, { events }) => {
  const expected = problemsOf(events);

  it.each(COPY_FORMATS)(
    'are distinguished in %s: its problems are those of the capture',
    (format) => {
      expect(problemsOf(readEvents(written(events, format)))).toEqual(expected);
      expect(expected.filter((problem) => !problem.endsWith(' note'))).toEqual([]);
    },
  );

  it.each(COPY_FORMATS)(
    'are still distinguished when %s is written from another format',
    (format) => {
      for (const other of COPY_FORMATS) {
        const again = written(readEvents(written(events, format)), other);
        expect([other, problemsOf(readEvents(again))]).toEqual([other, expected]);
      }
    },
  );
});

it.each(COPY_FORMATS)('finds the problems at one broker in %s, too', (format) => {
  const ends = at(18_830, 50_001);
  const scene = new Scene();
  const before = scene.open(ends);
  scene.connect(before).close(before);
  const after = scene.open(at(18_830, 50_002));
  const { events } = scene.connect(after).close(after);
  expect(problemsOf(events)).toContainEqual(expect.stringContaining('session-lost'));
  expect(problemsOf(readEvents(written(events, format)))).toEqual(problemsOf(events));
});
