/** Turns bytes printed as text into a capture file. */
import type { ByteText } from '../../../base/byteForms/byteText.ts';
import { joinedRuns, readByteText } from '../../../base/byteForms/byteText.ts';
import { joined } from '../../../base/bytes.ts';
import { dissect } from '../../../mqtt/dissect/dissect.ts';
import { Framer } from '../../../mqtt/framing/framer.ts';
import {
  connectVersion,
  payloadOffset,
  peekPublish,
  peekType,
} from '../../../mqtt/framing/peek.ts';
import {
  otherSide,
  type PacketType,
  type ProtocolVersion,
  type Sender,
} from '../../../mqtt/tables/packet.ts';
import { OwnWriter } from '../own/ownWriter.ts';
import { endProblem } from '../packets/packetCutter.ts';
import { framesAsCapture } from './framesAsCapture.ts';
import { tlsAsCapture } from './tlsAsCapture.ts';

interface PrintedPacket {
  readonly bytes: Uint8Array;
  readonly sender: Sender;
  /** The rest of the text is not a whole packet. */
  readonly isCut: boolean;
}

export interface BytesAsCapture {
  readonly file: Uint8Array;
  /** pcap if whole frames were printed. */
  readonly format: 'mqttscope' | 'pcap';
  /** Empty for frames and TLS records. */
  readonly packets: readonly PrintedPacket[];
  /** Version of the packets. */
  readonly version: ProtocolVersion;
  /** The user who pastes the text probably means packets, not a number, a name or an address. */
  readonly isLikely: boolean;
}

const ONE_SIDED: Readonly<Partial<Record<PacketType, Sender>>> = {
  connect: 'client',
  subscribe: 'client',
  unsubscribe: 'client',
  pingreq: 'client',
  connack: 'server',
  suback: 'server',
  unsuback: 'server',
  pingresp: 'server',
};
/** First byte of a packet of the lowest type. */
const FIRST_TYPE = 0x10;
/** µs. The times of the packets are unknown: they follow each other after a millisecond. */
const MILLISECOND = 1000;
const VERSIONS = [4, 5] as const;

/** Undefined if the text has no bytes in a known form. */
export function bytesAsCapture(text: string): BytesAsCapture | undefined {
  const read = readByteText(text);
  if (read === undefined) return undefined;
  const capture = framesAsCapture(read.runs.map(({ bytes }) => bytes));
  const noPackets = { packets: [], version: 4, isLikely: true } as const;
  if (capture !== undefined) return { file: capture, format: 'pcap', ...noPackets };
  const encrypted = tlsAsCapture(joinedRuns(read));
  if (encrypted !== undefined) return { file: encrypted, format: 'mqttscope', ...noPackets };
  const cut = packetsIn(read);
  const version = versionOf(cut);
  const packets = withSenders(cut, version);
  const isFlawless = packets.every(
    ({ bytes, sender, isCut }) => !isCut && errorsIn(bytes, version, sender) === 0,
  );
  const [first] = joinedRuns(read);
  // Words are Base64, too. In the other forms, users often paste malformed packets to understand them.
  const isPacket = read.form !== 'base64' && (first ?? 0) >= FIRST_TYPE;
  const file = fileOf(packets, version);
  return { file, format: 'mqttscope', packets, version, isLikely: isFlawless || isPacket };
}

type CutPacket = Omit<PrintedPacket, 'sender'> & {
  readonly sender: Sender | undefined;
  readonly run: number;
};

/** Cuts the runs of each direction into packets. A packet may begin in one run and end in a later one. */
function packetsIn({ runs }: ByteText): CutPacket[] {
  const packets: CutPacket[] = [];
  const framers = new Map<Sender | undefined, Framer>();
  for (const [run, { bytes, by }] of runs.entries()) {
    const sender = by === undefined ? undefined : by === 'sent' ? 'client' : 'server';
    // Without a direction, each run is read separately.
    const framer = (sender && framers.get(sender)) ?? new Framer();
    if (sender !== undefined) framers.set(sender, framer);
    const error = framer.push(bytes, (packet) => {
      packets.push({ bytes: packet.slice(), sender, isCut: false, run });
    });
    const isLast = sender === undefined || !runs.slice(run + 1).some((one) => one.by === by);
    if (error === undefined && !isLast) continue;
    const rest = framer.remainder();
    if (rest.length > 0) packets.push({ bytes: rest, sender, isCut: true, run });
    if (error !== undefined) framers.delete(sender);
  }
  return packets;
}

/** Senders from the text, corrected by packets that only one side may send. */
function withSenders(packets: readonly CutPacket[], version: ProtocolVersion): PrintedPacket[] {
  const sided = (packet: CutPacket): Sender | undefined => {
    const type = packet.isCut && packet.bytes.length < 2 ? undefined : peekType(packet.bytes);
    return type === undefined ? undefined : ONE_SIDED[type];
  };
  // The log of a broker calls the client's packets received.
  const contradicting = packets.filter((packet) => {
    const sender = sided(packet);
    return sender !== undefined && packet.sender !== undefined && sender !== packet.sender;
  });
  const isOfBroker = contradicting.length > 0;
  const senderNear = new Map<number, Sender>();
  for (const packet of packets) {
    const sender = sided(packet);
    if (sender !== undefined && !senderNear.has(packet.run)) senderNear.set(packet.run, sender);
  }
  return packets.map((packet) => {
    const { bytes, isCut, run } = packet;
    if (packet.sender !== undefined) {
      const sender = isOfBroker ? otherSide(packet.sender) : packet.sender;
      return { bytes, isCut, sender };
    }
    const sender = sided(packet) ?? senderNear.get(run) ?? likelier(bytes, version);
    return { bytes, isCut, sender };
  });
}

const likelier = (bytes: Uint8Array, version: ProtocolVersion): Sender =>
  errorsIn(bytes, version, 'server') < errorsIn(bytes, version, 'client') ? 'server' : 'client';

function errorsIn(bytes: Uint8Array, version: ProtocolVersion, sender: Sender): number {
  const { problems } = dissect(bytes, { version, sender });
  return problems.filter(({ severity }) => severity !== 'caution').length;
}

/** The version of CONNECT, or the version with the fewest malformed packets. */
function versionOf(packets: readonly CutPacket[]): ProtocolVersion {
  for (const { bytes } of packets) {
    const stated = peekType(bytes) === 'connect' ? connectVersion(bytes) : undefined;
    if (stated !== undefined) return stated;
  }
  const [of4 = 0, of5 = 0] = VERSIONS.map((version) =>
    packets.reduce((sum, { bytes, sender }) => {
      const senders = sender === undefined ? (['client', 'server'] as const) : [sender];
      return sum + Math.min(...senders.map((one) => errorsIn(bytes, version, one)));
    }, 0),
  );
  if (of4 !== of5) return of4 < of5 ? 4 : 5;
  // A payload that begins with the properties of MQTT 5 is text only without them.
  const isText5 = packets.some(({ bytes }) => !isText(bytes, 4) && isText(bytes, 5));
  return isText5 ? 5 : 4;
}

function isText(bytes: Uint8Array, version: ProtocolVersion): boolean {
  const parts = peekPublish(bytes);
  const start = parts && payloadOffset(bytes, parts, version);
  return start !== undefined && bytes.subarray(start).every((byte) => byte >= 0x20);
}

function fileOf(packets: readonly PrintedPacket[], version: ProtocolVersion): Uint8Array {
  const parts: Uint8Array[] = [];
  const writer = new OwnWriter((bytes) => parts.push(bytes));
  const stream = 1;
  writer.take({ kind: 'origin', wallClock: 0 });
  const facts = { carrier: 'other', version } as const;
  writer.take({ kind: 'opened', stream, time: 0, ...facts });
  for (const [at, { bytes, sender, isCut }] of packets.entries()) {
    writer.take({
      kind: 'packet',
      stream,
      direction: sender === 'client' ? 'out' : 'in',
      time: at * MILLISECOND,
      bytes,
      ...(isCut && { partial: true as const, problem: endProblem(bytes, 'captureEnd') }),
    });
  }
  writer.end();
  return joined(parts);
}
