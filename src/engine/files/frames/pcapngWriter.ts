/**
 * Writes a capture as a pcapng file that Wireshark reads as MQTT. Each stream becomes a TCP connection to
 * port 1883 and each packet a segment with its time. Marks and notes are left out.
 */

import { peekType } from '../../../mqtt/framing/peek.ts';
import type { Sender } from '../../../mqtt/tables/packet.ts';
import { type Direction, otherWay } from '../../log/columns/direction.ts';
import { ByteWriter } from '../bytes/byteWriter.ts';
import type {
  CaptureEvent,
  ClosedStream,
  Endpoint,
  FileNote,
  OpenedStream,
  ReadPacket,
  SensorDatagram,
  SeriesPlace,
} from '../events/captureEvents.ts';
import {
  numberedComment,
  seriesComment,
  streamComment,
  topicComment,
} from '../events/commentTexts.ts';
import { endpointIn } from '../events/endpointText.ts';
import { endsComment, type NamedEnds } from '../events/namedEnds.ts';
import { packetSize } from '../packets/resync.ts';
import { parseIpAddress } from './ipAddress.ts';
import type { Between, FrameEnd } from './ipFrame.ts';
import { PcapngBlocks } from './pcapngBlocks.ts';
import { type TcpFlags, tcpFrame } from './tcpFrame.ts';
import { udpFrame } from './udpFrame.ts';

const MQTT_PORT = 1883;
/** Port of both ends of MQTT-SN if they are unknown. */
const SN_PORT = 1884;
const HARDWARE = {
  out: Uint8Array.of(2, 0, 0, 0, 0, 1),
  in: Uint8Array.of(2, 0, 0, 0, 0, 2),
} as const;
/** Payload bytes per segment; an IPv4 packet must stay below 64 KiB. */
const LONGEST_PAYLOAD = 60_000;
/** Frames written for one gap; the rest of a longer one is a jump of the sequence numbers. */
const MOST_MISSING_FRAMES = 16;
const FIRST_PORT = 10_000;
const LAST_PORT = 65_535;
/** Closed connections to remember; readers remember fewer. */
const LEFT_KEPT = 8192;

type Opening = Pick<OpenedStream, 'stream' | 'time' | 'fromStart' | 'hasBothSides'> & NamedEnds;

interface Connection {
  /** Key of both endpoints in its frames. */
  readonly key: string;
  /** Comments for its next frame: endpoint data that frames cannot hold. */
  told: readonly string[];
  readonly ends: Readonly<Record<Direction, FrameEnd>>;
  /** Next sequence number of the sender of each direction. */
  readonly next: Record<Direction, number>;
  /** Bytes already written as missing, because a packet announced them. */
  readonly missing: Record<Direction, number>;
  /** All bytes written as missing. */
  readonly lacking: Record<Direction, number>;
  /** Bytes that are missing according to notes. */
  readonly noted: Record<Direction, number>;
  /** Number of its stream. */
  readonly number: number;
  /** A frame was written from which on readers know it as a stream. */
  isBegun: boolean;
  /** Time of its newest frame. */
  newest: number;
  readonly hasBothSides: boolean;
}

interface FrameToWrite {
  readonly time: number;
  readonly direction: Direction;
  readonly flags: TcpFlags;
  readonly payload: Uint8Array;
  /** Bytes after the payload that the capture lacks. */
  readonly missing?: number;
  readonly comments: readonly string[];
  /** undefined: everything that the other side sent. */
  readonly acknowledgement?: number | undefined;
}

const NOTHING = new Uint8Array(0);
export class PcapngWriter {
  readonly #blocks: PcapngBlocks;
  /** Reused memory. */
  readonly #frameWriter = new ByteWriter();
  readonly #connections = new Map<number, Connection>();
  /** Connections that readers know as streams so far. */
  #begun = 0;
  /** Opened streams not known to be captured from the start. */
  readonly #unbegun = new Map<number, Opening>();
  #ports = 0;
  /** Endpoints of open connections and of recently closed ones, oldest first. */
  readonly #taken = new Set<string>();
  readonly #left = new Set<string>();

  /** @param series set if the recording has several files */
  constructor(write: (bytes: Uint8Array) => void, application: string, series?: SeriesPlace) {
    this.#blocks = new PcapngBlocks(write, application, series && seriesComment(series));
    this.#blocks.comment(numberedComment);
  }

  /** @param comments on the packet */
  take(event: CaptureEvent, comments: readonly string[] = []): void {
    if (event.kind === 'origin') this.#blocks.origin = event.wallClock;
    else if (event.kind === 'opened') this.#open(event);
    else if (event.kind === 'closed') this.#close(event);
    else if (event.kind === 'datagram') this.#datagram(event);
    else if (event.kind === 'note') this.#note(event);
    else if (event.kind === 'packet') {
      const { stream, time, direction, bytes } = event;
      const connection = this.#connections.get(stream) ?? this.#beginWith(event);
      this.#gaps(connection, event);
      const missing = missingAfter(event);
      this.#payload(connection, { time, direction, flags: {}, payload: bytes, missing, comments });
      connection.missing[direction] = missing;
    }
  }

  #open(stream: OpenedStream): void {
    if (stream.carrier === 'tls') return;
    if (stream.fromStart === true) this.#begin(stream, true);
    else this.#unbegun.set(stream.stream, stream);
  }

  /** Writes a handshake only if no byte preceded, because a handshake implies that. */
  #beginWith({ stream, time, direction, bytes, gaps: [gap] = [] }: ReadPacket): Connection {
    const opened = this.#unbegun.get(stream) ?? { stream, time };
    this.#unbegun.delete(stream);
    const isFirst = direction === 'out' && peekType(bytes) === 'connect';
    // The frames of a gap precede the packet.
    const sender = gap?.direction ?? direction;
    return this.#begin(opened, isFirst && opened.fromStart !== false, sender);
  }

  /** @param sender sender of its first bytes */
  #begin(stream: Opening, hasHandshake: boolean, sender: Direction = 'out'): Connection {
    const { time, hasBothSides = false } = stream;
    const bare = { time, payload: NOTHING, comments: [] };
    if (!hasHandshake) {
      const first = hasBothSides ? otherWay(sender) : sender;
      const connection = this.#connect(stream, first, false);
      // Shows that the other side was captured, too.
      if (hasBothSides)
        this.#frame(connection, { ...bare, direction: first, flags: { ack: true } });
      return connection;
    }
    const connection = this.#connect(stream, 'out', true);
    this.#frame(connection, { ...bare, direction: 'out', flags: { syn: true } });
    if (hasBothSides) {
      this.#frame(connection, { ...bare, direction: 'in', flags: { syn: true, ack: true } });
      this.#frame(connection, { ...bare, direction: 'out', flags: { ack: true } });
    }
    return connection;
  }

  /** The side that closed it ends first. Only a reset ends both sides with one frame. */
  #close({ stream, time, end }: ClosedStream): void {
    this.#unbegun.delete(stream);
    const connection = this.#connections.get(stream);
    if (!connection) return;
    const bare = { payload: NOTHING, comments: [] };
    const first: Direction = end?.by === 'server' ? 'in' : 'out';
    const before = end?.before ?? 0;
    if (connection.hasBothSides || end?.by === undefined) {
      const fin = { fin: true, ack: true };
      const second = otherWay(first);
      // Without the acknowledgement of the first, both ended at the same time.
      const acknowledgement = end?.by === undefined ? connection.next[first] : undefined;
      this.#frame(connection, { ...bare, time: time - before, direction: first, flags: fin });
      this.#frame(connection, { ...bare, time, direction: second, flags: fin, acknowledgement });
      this.#frame(connection, { ...bare, time, direction: first, flags: { ack: true } });
    } else {
      const flags = { rst: true, ack: true };
      this.#frame(connection, { ...bare, time, direction: first, flags });
    }
    this.#connections.delete(stream);
    this.#leave(connection.key);
  }

  /** @param sender sender of its first frame */
  #connect(opening: Opening, sender: Direction, hasHandshake: boolean): Connection {
    const known = this.#endsOf(opening);
    const ends = { ...known, out: this.#freeFor(known) };
    const key = keyOf(ends);
    this.#taken.add(key);
    this.#left.delete(key);
    const { client, server, serverUnknown } = opening;
    const isAsSaid =
      serverUnknown !== true &&
      (server === undefined || (isSame(ends.in, server) && isSame(ends.out, client)));
    // Without a handshake, only a comment identifies the client.
    const told =
      isAsSaid && hasHandshake ? [] : [endsComment({ sender, ends: named(opening, ends) })];
    const connection = {
      key,
      told,
      ends,
      next: { in: 0, out: 0 },
      missing: { in: 0, out: 0 },
      lacking: { in: 0, out: 0 },
      noted: { in: 0, out: 0 },
      number: opening.stream,
      isBegun: false,
      newest: opening.time,
      hasBothSides: opening.hasBothSides ?? false,
    };
    this.#connections.set(opening.stream, connection);
    return connection;
  }

  /** Returns the client's endpoint with a port that no open or recently closed connection uses. */
  #freeFor(ends: Connection['ends']): FrameEnd {
    let { out } = ends;
    for (let tries = 0; tries < LAST_PORT && this.#taken.has(keyOf({ ...ends, out })); tries += 1) {
      out = { ...out, port: out.port >= LAST_PORT ? FIRST_PORT : out.port + 1 };
    }
    return out;
  }

  /** Frees the endpoints once readers have forgotten the closed connection. */
  #leave(key: string): void {
    this.#left.add(key);
    if (this.#left.size <= LEFT_KEPT) return;
    const [oldest = ''] = this.#left;
    this.#left.delete(oldest);
    this.#taken.delete(oldest);
  }

  /** Uses the known addresses if both have the same IP version. */
  #endsOf({ client, server }: Pick<OpenedStream, 'client' | 'server'>): Connection['ends'] {
    const from = client && parseIpAddress(client.address);
    const to = server && parseIpAddress(server.address);
    const isKnown = from !== undefined && to !== undefined && from.length === to.length;
    const number = this.#ports;
    this.#ports += 1;
    // Addresses for documentation (RFC 5737) replace unknown ones.
    const port = FIRST_PORT + (number % 50_000);
    const stand = Uint8Array.of(192, 0, 2, 2 + (Math.floor(number / 50_000) % 250));
    return {
      out: {
        address: isKnown ? from : stand,
        port: isKnown && client ? client.port : port,
        hardware: HARDWARE.out,
      },
      in: {
        address: isKnown ? to : Uint8Array.of(192, 0, 2, 1),
        port: MQTT_PORT,
        hardware: HARDWARE.in,
      },
    };
  }

  /** Writes missing bytes as frames with only the headers captured. */
  #gaps(connection: Connection, { time, direction, afterGap, gaps }: ReadPacket): void {
    const { missing } = connection;
    const unknown = afterGap && missing.in + missing.out === 0 ? [{ direction, bytes: 0 }] : [];
    for (const gap of gaps ?? unknown) {
      const left = Math.max(gap.bytes, 1) - missing[gap.direction];
      if (left > 0) this.#missing(connection, { time, direction: gap.direction }, left);
      missing[gap.direction] = 0;
    }
  }

  /** Notes on bytes that no packet holds count all of the stream, also those after its last packet. */
  #note({ stream = 0, fact }: FileNote): void {
    const connection = this.#connections.get(stream);
    const note = fact.key === 'of-stream' ? fact.args.note : fact;
    const isOfFrames = note.key === 'bytes-missing' || note.key === 'bytes-uncut';
    if (isOfFrames && connection !== undefined) this.#missingAtEnd(connection, note.args);
  }

  /** Writes bytes that are missing after the last packet. */
  #missingAtEnd(
    connection: Connection,
    { count, sender }: { readonly count: number; readonly sender: Sender },
  ): void {
    const direction: Direction = sender === 'client' ? 'out' : 'in';
    connection.noted[direction] += count;
    const left = connection.noted[direction] - connection.lacking[direction];
    if (left > 0) this.#missing(connection, { time: connection.newest, direction }, left);
  }

  #missing(
    connection: Connection,
    at: Pick<FrameToWrite, 'time' | 'direction'>,
    count: number,
  ): void {
    const { next } = connection;
    const framed = Math.min(count, MOST_MISSING_FRAMES * LONGEST_PAYLOAD);
    // Readers wait for the bytes before a jump, so frames follow it.
    next[at.direction] = (next[at.direction] + count - framed) >>> 0;
    connection.lacking[at.direction] += count - framed;
    const bare = { ...at, flags: { ack: true }, payload: NOTHING, comments: [] };
    for (let left = framed; left > 0; left -= LONGEST_PAYLOAD)
      this.#frame(connection, { ...bare, missing: Math.min(left, LONGEST_PAYLOAD) });
  }

  #payload(connection: Connection, frame: FrameToWrite): void {
    const { payload, missing = 0 } = frame;
    const inLast = Math.min(missing, LONGEST_PAYLOAD - (payload.length % LONGEST_PAYLOAD));
    for (let at = 0; at === 0 || at < payload.length; at += LONGEST_PAYLOAD) {
      const piece = payload.subarray(at, at + LONGEST_PAYLOAD);
      const isLast = at + LONGEST_PAYLOAD >= payload.length;
      const comments = isLast ? frame.comments : [];
      const flags = { ack: true, push: true };
      const lost = isLast ? inLast : 0;
      this.#frame(connection, { ...frame, payload: piece, missing: lost, comments, flags });
    }
    if (missing > inLast) this.#missing(connection, frame, missing - inLast);
  }

  #frame(
    connection: Connection,
    { time, direction, flags, payload, missing = 0, comments, acknowledgement }: FrameToWrite,
  ): void {
    const { ends, next, lacking } = connection;
    const content = {
      from: ends[direction],
      to: ends[otherWay(direction)],
      sequence: next[direction],
      acknowledgement: acknowledgement ?? next[otherWay(direction)],
      flags,
      payload,
      missing,
    };
    if (payload.length + missing + connection.told.length > 0) this.#number(connection);
    const bytes = tcpFrame(content, this.#frameWriter);
    const counted = payload.length + missing + (flags.syn === true || flags.fin === true ? 1 : 0);
    next[direction] = (next[direction] + counted) >>> 0;
    lacking[direction] += missing;
    connection.newest = time;
    this.#blocks.frame(time, bytes, [...connection.told, ...comments], bytes.length + missing);
    connection.told = [];
  }

  /** Readers number a connection once a frame has bytes or a comment with its ends. */
  #number(connection: Connection): void {
    if (connection.isBegun) return;
    connection.isBegun = true;
    this.#begun += 1;
    if (connection.number !== this.#begun) this.#blocks.comment(streamComment(connection.number));
  }

  #datagram({ time, direction, stream, client, gateway, bytes, named }: SensorDatagram): void {
    const [sensor, far] = [placeIn(client), placeIn(gateway)];
    const isKnown = sensor !== undefined && sensor.address.length === far?.address.length;
    const stand = Uint8Array.of(192, 0, 2, 2 + (stream % 250));
    const ends = {
      out: { hardware: HARDWARE.out, ...(isKnown ? sensor : { address: stand, port: SN_PORT }) },
      in: {
        hardware: HARDWARE.in,
        ...(isKnown ? far : { address: Uint8Array.of(192, 0, 2, 1), port: SN_PORT }),
      },
    };
    const between: Between = { from: ends[direction], to: ends[otherWay(direction)] };
    const comments = named === undefined ? [] : [topicComment(named)];
    this.#blocks.frame(time, udpFrame(between, bytes), comments);
  }
}

/** Bytes of the packet that the capture lacks. */
function missingAfter({ partial, problem, bytes }: ReadPacket): number {
  if (!partial || problem?.rule !== 'captureGap') return 0;
  return Math.max((packetSize(bytes) ?? 0) - bytes.length, 1);
}

const keyOf = ({ out, in: to }: Connection['ends']): string =>
  `${out.address.join('.')} ${out.port} ${to.address.join('.')}`;

/** @param said undefined: any endpoint matches */
function isSame(end: FrameEnd, said: Endpoint | undefined): boolean {
  if (said === undefined) return true;
  return (
    end.port === said.port && parseIpAddress(said.address)?.join('.') === end.address.join('.')
  );
}

/** Omits the server if it equals the frames' server: all unnamed servers are the same. */
function named({ client, server, serverUnknown }: NamedEnds, ends: Connection['ends']): NamedEnds {
  const stand = { address: ends.in.address.join('.'), port: ends.in.port };
  return {
    ...(client && { client }),
    ...(serverUnknown ? { serverUnknown } : { server: server ?? stand }),
  };
}

/** Parses `192.0.2.7:50123` or `[2001:db8::7]:50123`; undefined: another kind of address. */
function placeIn(text: string): Pick<FrameEnd, 'address' | 'port'> | undefined {
  const end = endpointIn(text);
  const address = end && parseIpAddress(end.address);
  return address && { address, port: end.port };
}
