/** Reads the recorded packets and streams of `testdata` with their types. */
import { hex } from '@scure/base';
import { decode } from '../codec/decode.ts';
import type { ProtocolVersion, Sender } from '../tables/packet.ts';
import { propertyValue } from '../tables/properties.ts';
import corpusJson from './testdata/corpus.json' with { type: 'json' };
import streamsJson from './testdata/streams.json' with { type: 'json' };

/** A field as Wireshark shows it: name without `mqtt.`, value as text, byte range. */
export interface RecordedField {
  readonly name: string;
  /** null if it was too long to be recorded. */
  readonly value: string | null;
  readonly offset: number;
  readonly length: number;
}

export interface RecordedPacket {
  readonly name: string;
  readonly version: ProtocolVersion;
  readonly sender: Sender;
  readonly bytes: Uint8Array;
  /** Packets of one session belong to the same connection, in the order of `index`. */
  readonly session: number | undefined;
  /** `valid`, or the kind of error. */
  readonly verdict: string;
  readonly rule: string | undefined;
  readonly fields: readonly RecordedField[];
}

function toVersion(name: string): ProtocolVersion {
  if (name === '3.1') return 3;
  return name === '3.1.1' ? 4 : 5;
}

type CorpusRow = (typeof corpusJson)[number];

function toBytes(row: CorpusRow): Uint8Array {
  if (row.hex) return hex.decode(row.hex);
  if (!row.build) throw new Error(`${row.name} has no bytes`);
  const prefix = hex.decode(row.build.prefixHex);
  const bytes = new Uint8Array(prefix.length + row.build.fillCount);
  bytes.fill(Number(row.build.fillByte), prefix.length);
  bytes.set(prefix);
  return bytes;
}

function toField(row: readonly unknown[]): RecordedField {
  const [, name, value, offset, length] = row;
  return {
    name: String(name),
    value: typeof value === 'string' ? value : null,
    offset: Number(offset),
    length: Number(length),
  };
}

export const corpus: readonly RecordedPacket[] = corpusJson.map((row) => ({
  name: row.name,
  version: toVersion(row.protocolVersion),
  sender: row.direction === 'client-to-server' ? 'client' : 'server',
  bytes: toBytes(row),
  session: row.session,
  verdict: row.expect.valid ? 'valid' : (row.expect.class ?? 'no class'),
  rule: row.expect.rule,
  fields: (row.tshark.fields ?? []).map(toField),
}));

/**
 * Topic aliases in effect when each packet arrives: those set before it on its connection and in its
 * direction (5.0 section 3.3.2.3.4).
 */
export function topicAliasesOf(packet: RecordedPacket): (alias: number) => string | undefined {
  const topics = new Map<number, string>();
  for (const earlier of corpus) {
    if (earlier === packet) break;
    if (earlier.session !== packet.session || earlier.sender !== packet.sender) continue;
    const decoded = decode(earlier.bytes, earlier.version);
    if (!decoded.ok || decoded.packet.type !== 'publish') continue;
    const { topic, properties } = decoded.packet;
    const alias = propertyValue(properties, 'topicAlias');
    if (alias !== undefined && topic !== '') topics.set(alias, topic);
  }
  return (alias) => topics.get(alias);
}

export interface RecordedStream {
  readonly name: string;
  readonly packets: readonly Uint8Array[];
  readonly chunks: readonly Uint8Array[];
}

export const streams: readonly RecordedStream[] = streamsJson.map((row) => ({
  name: row.name,
  packets: row.packets.map((text) => hex.decode(text)),
  chunks: row.chunks.map((text) => hex.decode(text)),
}));
