/** What a capture file tells, in the order in which it happened, whatever the file's format is. */

import type { PacketProblem } from '../../../mqtt/dissect/dissection.ts';
import type { Beginning } from '../../../mqtt/secrets/framing.ts';
import type { ProtocolVersion, Sender } from '../../../mqtt/tables/packet.ts';
import type { SnDatagramSeen } from '../../../mqttsn/reading/snFlows.ts';
import type { EndCause } from '../../disconnectCause/endCauses.ts';
import type { RowFault } from '../../faults/rowFault.ts';
import type { FoundWrong } from '../../findings/problem.ts';
import type { Direction } from '../../log/columns/direction.ts';
import type { NoteFact } from '../../log/columns/noteFacts.ts';
import type { StreamEnd } from '../../streams/streamFacts.ts';

export interface Endpoint {
  /** IPv4 or IPv6 as text, or a host name. */
  readonly address: string;
  readonly port: number;
}

/** What carries the control packets. `tls`: encrypted, so that nothing of them can be seen. */
export type Carrier = 'tcp' | 'websocket' | 'tls' | 'other';

/** One transport connection. All times are µs since the capture's origin; they may have a fraction. */
export interface OpenedStream {
  readonly kind: 'opened';
  /** From 1. */
  readonly stream: number;
  readonly time: number;
  readonly carrier: Carrier;
  readonly client?: Endpoint;
  /** Streams without it lead to the same, unless that is said to be unknown. */
  readonly server?: Endpoint;
  /** Nobody knows which server it leads to, nor whether others lead there. */
  readonly serverUnknown?: true;
  /** Whether its first byte was seen; where that is not known, a CONNECT tells. */
  readonly fromStart?: boolean;
  /** Both sides of the connection were heard, whatever they said. */
  readonly hasBothSides?: true;
  /** Its packets are packets for sure, or say that they are lost; otherwise they are yet to be judged. */
  readonly framed?: true;
  /** Whoever wrote the file had cut them: each is as long as it should be, or says what is wrong. */
  readonly cut?: true;
  /** Where it is known without a CONNECT. */
  readonly version?: ProtocolVersion;
  /** How the connection was set up, without any secret; values that JSON can hold. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** What is known of where packets begin. */
export function beginningOf({
  framed,
  cut,
  fromStart,
}: Pick<OpenedStream, 'framed' | 'cut' | 'fromStart'>): Beginning {
  if (framed) return 'packet';
  if (cut) return 'cut';
  return fromStart ? 'connect' : 'middle';
}

export interface ReadPacket {
  readonly kind: 'packet';
  readonly stream: number;
  /** `out`: from the client. */
  readonly direction: Direction;
  readonly time: number;
  /** A view: whoever keeps it must copy it. */
  readonly bytes: Uint8Array;
  /** Secrets in it were overwritten when the file was written. */
  readonly masked?: true;
  /** It came where nobody knew that packets begin. */
  readonly lost?: true;
  /** What its topic alias stands for, where the packet that said so may be missing. */
  readonly topic?: string;
  /** What is known beside its bytes, e.g. that the capture lost a part of it. */
  readonly problem?: PacketProblem;
  /** What the conversation around it shows to be wrong; for formats that have comments. */
  readonly found?: readonly FoundOnPacket[];
  /** Bytes of the stream, of either side, are missing between it and the packet before it. */
  readonly afterGap?: true;
  /** What was done to it on purpose. */
  readonly faults?: readonly RowFault[];
  /** Sides of its stream that send text frames of WebSocket, on the first packet since that is known. */
  readonly textSpeakers?: readonly Sender[];
  /** The bytes are no whole packet: the rest is missing, or no packet can be cut from them. */
  readonly partial?: true;
}

/** A problem of a packet as a comment says it. */
export interface FoundOnPacket extends FoundWrong {
  readonly severity: 'note' | 'warn' | 'error';
  readonly statement: string;
}

/** A packet that never was on the wire: the broker held it back on purpose. Packets' numbers pass it over. */
export interface WithheldPacket {
  readonly kind: 'withheld';
  readonly stream: number;
  readonly direction: Direction;
  readonly time: number;
  /** A view: whoever keeps it must copy it. */
  readonly bytes: Uint8Array;
  readonly masked?: true;
  /** What its topic alias stands for. */
  readonly topic?: string;
  readonly faults: readonly RowFault[];
  /** A person's mark on it. */
  readonly mark?: string;
}

/** A file has no reasons: a broker may put anything into them. */
export type ClosedBy = Pick<StreamEnd, 'code' | 'by'>;

export interface ClosedStream {
  readonly kind: 'closed';
  readonly stream: number;
  readonly time: number;
  /** How it ended, where that was seen. */
  readonly end?: ClosedBy;
  /** For formats of lines. */
  readonly told?: ToldEnd;
}

/** What whoever stood between both sides tells of a connection that is over. */
interface ToldEnd {
  readonly cause: EndCause;
  readonly clientId: string | undefined;
  /** ms. */
  readonly lasted: number;
  /** Of MQTT, from the client (`out`) and to it. */
  readonly packets: Readonly<Record<Direction, number>>;
  readonly bytes: Readonly<Record<Direction, number>>;
}

/** `empty`: there is no packet in it, and why. */
export type NoteKind = 'encrypted' | 'gap' | 'broken' | 'unsupported' | 'truncated' | 'empty';

/** Something that whoever opens the file should know. */
export interface FileNote {
  readonly kind: 'note';
  readonly note: NoteKind;
  readonly fact: NoteFact;
  readonly stream?: number;
  /** Bytes from the start of the file. */
  readonly byte?: number;
}

/** A person's mark on a packet. */
export interface PacketMark {
  readonly kind: 'mark';
  /** Packets are numbered from 1 in the order of the file, over all streams. */
  readonly packet: number;
  readonly text: string;
}

/** The first event: what the times count from. */
interface CaptureOrigin {
  readonly kind: 'origin';
  /** ms since 1970. */
  readonly wallClock: number;
}

/** A message of MQTT-SN over UDP. Streams of these have numbers of their own. */
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

/** Reads a file that comes in chunks, cut anywhere. */
export interface CaptureReader {
  /** Bytes are copied where they are kept. Throws `UnreadableFile`. */
  push(chunk: Uint8Array): void;
  /** The file is over. Throws `UnreadableFile` where nothing of it could be read. */
  end(): void;
}

/** The file cannot be read at all. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';
  readonly why: NoteFact;

  constructor(why: NoteFact) {
    super(why.key);
    this.why = why;
  }
}
