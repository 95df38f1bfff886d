/** Events of a capture file in chronological order, independent of the file's format. */

import type { PacketProblem } from '../../../mqtt/dissect/dissection.ts';
import type { ProtocolVersion, Sender } from '../../../mqtt/tables/packet.ts';
import type { SnDatagramSeen } from '../../../mqttsn/reading/snFlows.ts';
import type { EndCause } from '../../endCauses/endCauses.ts';
import type { RowFault } from '../../faults/rowFault.ts';
import type { FoundWrong } from '../../findings/problem.ts';
import type { Direction } from '../../log/columns/direction.ts';
import type { NoteFact } from '../../log/columns/noteFacts.ts';
import type { StreamEnd } from '../../streams/streamFacts.ts';

export interface Endpoint {
  /** IPv4 or IPv6 address as text, or a host name. */
  readonly address: string;
  readonly port: number;
}

/** Carrier of the control packets. `tls`: encrypted without keys, so no packet is visible. */
export type Carrier = 'tcp' | 'websocket' | 'tls' | 'other';

/** A transport connection. All times are µs since the capture's origin and may have a fraction. */
export interface OpenedStream {
  readonly kind: 'opened';
  /** Counts from 1. */
  readonly stream: number;
  readonly time: number;
  readonly carrier: Carrier;
  readonly client?: Endpoint;
  /** Streams without it share one server, unless `serverUnknown` is set. */
  readonly server?: Endpoint;
  /** The server is unknown, and so is which other streams share it. */
  readonly serverUnknown?: true;
  /** True if the first byte was seen. If undefined, a CONNECT decides. */
  readonly fromStart?: boolean;
  /** Bytes of both sides were seen. */
  readonly hasBothSides?: true;
  /** Set if it is known without a CONNECT. */
  readonly version?: ProtocolVersion;
  /** The version follows from packets other than CONNECT, or was chosen by the user. */
  readonly versionInferred?: true;
  /** Settings of the connection without secrets; JSON values. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

export interface ReadPacket {
  readonly kind: 'packet';
  readonly stream: number;
  /** `out`: from the client. */
  readonly direction: Direction;
  readonly time: number;
  /** A view: copy it to keep it. */
  readonly bytes: Uint8Array;
  /** Secrets in it were overwritten when the file was written. */
  readonly masked?: true;
  /** Topic behind its alias, if the packet that defined the alias may be missing. */
  readonly topic?: string;
  /** Problem that the bytes do not show, e.g. that the capture lost part of them. */
  readonly problem?: PacketProblem;
  /** Problems found from the context of the stream; for formats with comments. */
  readonly found?: readonly FoundOnPacket[];
  /** Bytes of the stream, in either direction, are missing before this packet. */
  readonly afterGap?: true;
  /** Place of the missing bytes, as far as known. */
  readonly gaps?: readonly StreamGap[];
  /** Version that the file's writer used for the packet, if it differs from that of the stream so far. */
  readonly version?: ProtocolVersion;
  /** Injected faults that affected it. */
  readonly faults?: readonly RowFault[];
  /** Sides of its stream that send WebSocket text frames; only on the first packet after this is known. */
  readonly textSpeakers?: readonly Sender[];
  /** The bytes are not a whole packet: the rest is missing, or the bytes cannot be cut into packets. */
  readonly partial?: true;
}

/** Bytes of one direction that no packet holds. */
export interface StreamGap {
  readonly direction: Direction;
  /** 0: the number is unknown. */
  readonly bytes: number;
}

/** A problem of a packet, worded for a comment. */
export interface FoundOnPacket extends FoundWrong {
  readonly severity: 'note' | 'warn' | 'error';
  readonly statement: string;
}

/** A packet that the broker withheld on purpose, so it never was on the wire. Packet numbers skip it. */
export interface WithheldPacket {
  readonly kind: 'withheld';
  readonly stream: number;
  readonly direction: Direction;
  readonly time: number;
  /** A view: copy it to keep it. */
  readonly bytes: Uint8Array;
  readonly masked?: true;
  /** Topic behind its alias. */
  readonly topic?: string;
  readonly faults: readonly RowFault[];
  /** The user's mark on it. */
  readonly mark?: string;
}

/** End of a stream, without the reason text: a broker may put anything into it. */
export type ClosedBy = Pick<StreamEnd, 'code' | 'by' | 'before'>;

export interface ClosedStream {
  readonly kind: 'closed';
  readonly stream: number;
  readonly time: number;
  /** How the connection ended, if that was seen. */
  readonly end?: ClosedBy;
  /** For line formats. */
  readonly told?: EndSummary;
}

/** Summary of a closed connection by a relay between both sides. */
interface EndSummary {
  readonly cause: EndCause;
  readonly clientId: string | undefined;
  /** Duration in ms. */
  readonly lasted: number;
  /** MQTT packets from the client (`out`) and to it. */
  readonly packets: Readonly<Record<Direction, number>>;
  readonly bytes: Readonly<Record<Direction, number>>;
}

/** `empty`: the file contains no packet; the note has the reason. */
export type NoteKind =
  | 'encrypted'
  | 'gap'
  | 'broken'
  | 'unsupported'
  | 'truncated'
  | 'empty'
  | 'inferred';

/** A note for the reader of the file. */
export interface FileNote {
  readonly kind: 'note';
  readonly note: NoteKind;
  readonly fact: NoteFact;
  readonly stream?: number;
  /** Offset in the file. */
  readonly byte?: number;
}

/** A user's mark on a packet. */
export interface PacketMark {
  readonly kind: 'mark';
  /** Number of the packet in the file over all streams, from 1. */
  readonly packet: number;
  readonly text: string;
}

/** The place of a file in the files of one recording, which it began one after the other. */
export interface SeriesPlace {
  /** Equal in all files of the recording. */
  readonly id: string;
  /** From 1. */
  readonly number: number;
}

/** The first event: origin of all times. */
interface CaptureOrigin {
  readonly kind: 'origin';
  /** ms since 1970. */
  readonly wallClock: number;
  /** Set if the recording has several files. */
  readonly series?: SeriesPlace;
}

/** An MQTT-SN message over UDP. These streams are numbered separately. */
export interface SensorDatagram extends SnDatagramSeen {
  readonly kind: 'datagram';
}

export type CaptureEvent =
  | CaptureOrigin
  | SensorDatagram
  | OpenedStream
  | ReadPacket
  | WithheldPacket
  | ClosedStream
  | FileNote
  | PacketMark;

export type CaptureSink = (event: CaptureEvent) => void;

/** The user's choices about facts that a capture does not show. */
export interface ReadingChoices {
  /** Ports whose connections are MQTT, besides the registered ones. */
  readonly mqttPorts?: readonly number[];
  /** Version of streams without CONNECT. */
  readonly assumedVersion?: ProtocolVersion | undefined;
}

/** Reads a file in chunks of any size. */
export interface CaptureReader {
  /** Copies bytes that it keeps. Throws `UnreadableFile`. */
  push(chunk: Uint8Array): void;
  /** Ends the file. Throws `UnreadableFile` if nothing could be read. */
  end(): void;
  /** Delivers the events that wait for later bytes, because these may not arrive soon. */
  settle?(): void;
  /** Server ports of connections that were not taken for MQTT, the first ones. */
  unreadPorts?(): readonly number[];
}

export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';
  readonly why: NoteFact;

  constructor(why: NoteFact) {
    super(why.key);
    this.why = why;
  }
}
