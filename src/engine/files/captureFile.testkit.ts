/** Builds captures of known packets and reads their files. */

import { encodeUtf8 } from '../../base/utf8.ts';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import { corpus, type RecordedPacket } from '../../mqtt/dissect/corpus.testkit.ts';
import type { ProtocolVersion } from '../../mqtt/tables/packet.ts';
import type { NoteFact } from '../log/columns/noteFacts.ts';
import { readCaptureFile } from './captureFile.ts';
import { type CaptureEvent, UnreadableFile } from './events/captureEvents.ts';
import { PcapngWriter } from './frames/pcapngWriter.ts';
import {
  DissectedCapture,
  type DissectedCaptureOptions,
  type NumberedPacket,
} from './report/dissectedCapture.ts';
import { PacketJson } from './report/packetJson.ts';
import type { PacketReport } from './report/packetReport.ts';
import { DECODERS } from './tls/allDecoders.ts';
import { KeyLog } from './tls/keyLog.ts';

/** Formats that are written and read. */
export const COPY_FORMATS = ['mqttscope', 'pcapng'] as const;

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts));
}

/** Reads a file split at the given places; copies the bytes of events. */
export function readEvents(
  file: Uint8Array,
  cuts: readonly number[] = [],
  keyLog = '',
): CaptureEvent[] {
  const keys = new KeyLog();
  keys.push(encodeUtf8(keyLog));
  const events: CaptureEvent[] = [];
  const reader = readCaptureFile(
    (event) => {
      events.push(event.kind === 'packet' ? { ...event, bytes: event.bytes.slice() } : event);
    },
    DECODERS,
    keys,
  );
  let at = 0;
  for (const cut of [...cuts.toSorted((a, b) => a - b), file.length]) {
    // Overwriting the chunk afterwards reveals bytes that were not copied.
    const chunk = file.slice(at, cut);
    reader.push(chunk);
    chunk.fill(0xee);
    at = cut;
  }
  reader.end();
  return events;
}

/** Keys of the notes on the file and its streams. */
export const notesOf = (events: readonly CaptureEvent[]): readonly NoteFact['key'][] =>
  factsOf(events).map(({ key }) => key);

export const factsOf = (events: readonly CaptureEvent[]): readonly NoteFact[] =>
  events.flatMap((event) => {
    if (event.kind !== 'note') return [];
    return [event.fact.key === 'of-stream' ? event.fact.args.note : event.fact];
  });

/** undefined: the file was rejected. Other errors are thrown. */
export function tryRead(file: Uint8Array): CaptureEvent[] | undefined {
  try {
    return readEvents(file);
  } catch (error) {
    if (error instanceof UnreadableFile) return undefined;
    throw error;
  }
}

const json = new PacketJson();

/** The content of the packet's line. */
export function reportOf(packet: NumberedPacket): PacketReport {
  const report: unknown = JSON.parse(json.line(packet));
  if (!isReport(report)) throw new Error('the line is no report');
  return report;
}

const isReport = (value: unknown): value is PacketReport =>
  typeof value === 'object' && value !== null && 'schema' in value;

export function reportsOf(
  events: readonly CaptureEvent[],
  options: Omit<DissectedCaptureOptions, 'secrets'> = { withSecrets: false },
): PacketReport[] {
  const capture = new DissectedCapture({ secrets: CONVENTIONS.secrets, ...options });
  return events.flatMap((event) => {
    const packet = capture.take(event);
    return packet ? [reportOf(packet)] : [];
  });
}

export function connectOf(version: ProtocolVersion, clientId = 'c'): Uint8Array {
  return encode(
    {
      type: 'connect',
      protocolName: version === 3 ? 'MQIsdp' : 'MQTT',
      protocolLevel: version,
      cleanStart: true,
      keepAlive: 60,
      clientId,
      properties: [],
    },
    version,
  );
}

/** Longer packets prove nothing more and take long. */
const LONGEST = 20_000;

export interface CorpusCapture {
  readonly events: readonly CaptureEvent[];
  /** In order; undefined: a CONNECT that the corpus does not contain. */
  readonly packets: readonly (RecordedPacket | undefined)[];
}

/**
 * Returns each session of the corpus as its own stream, which begins with a CONNECT of its version.
 * @param longest maximum size of a packet, in bytes
 */
export function corpusCapture(longest: number = LONGEST, every = 1): CorpusCapture {
  const sessions = new Map<string, RecordedPacket[]>();
  for (const packet of corpus) {
    const key = `${packet.session ?? ''} ${packet.version}`;
    if (packet.bytes.length > longest) continue;
    sessions.set(key, [...(sessions.get(key) ?? []), packet]);
  }
  const events: CaptureEvent[] = [{ kind: 'origin', wallClock: 1_700_000_000_000 }];
  const packets: (RecordedPacket | undefined)[] = [];
  let stream = 0;
  let time = 0;
  const add = (bytes: Uint8Array, direction: 'in' | 'out') => {
    events.push({ kind: 'packet', stream, direction, time: (time += 1500), bytes });
  };
  for (const session of [...sessions.values()].filter((_, at) => at % every === 0)) {
    stream += 1;
    events.push({ kind: 'opened', stream, time, carrier: 'tcp' });
    const [first] = session;
    if (first && (first.bytes[0] ?? 0) >> 4 !== 1) {
      add(connectOf(first.version), 'out');
      packets.push(undefined);
    }
    for (const packet of session) {
      add(packet.bytes, packet.sender === 'client' ? 'out' : 'in');
      packets.push(packet);
    }
    events.push({ kind: 'closed', stream, time });
  }
  return { events, packets };
}

export function pcapngOf(
  events: readonly CaptureEvent[],
  commentsOf: (packet: number) => readonly string[] = () => [],
): Uint8Array {
  const parts: Uint8Array[] = [];
  const writer = new PcapngWriter((bytes) => parts.push(bytes), 'test');
  let packet = 0;
  for (const event of events) {
    if (event.kind === 'packet') packet += 1;
    writer.take(event, event.kind === 'packet' ? commentsOf(packet) : []);
  }
  return joined(parts);
}

export const packetBytes = (events: readonly CaptureEvent[]): string[] =>
  events.flatMap((event) =>
    event.kind === 'packet' ? [Buffer.from(event.bytes).toString('hex')] : [],
  );
