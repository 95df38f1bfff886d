/** Reads the control packets of a file of frames. */

import { SnFlows } from '../../../mqttsn/reading/snFlows.ts';
import { isMoment } from '../../log/columns/momentRange.ts';
import type { NoteFact } from '../../log/columns/noteFacts.ts';
import { HeldSum } from '../bytes/heldSum.ts';
import { Inflation } from '../bytes/inflation.ts';
import type {
  CaptureReader,
  CaptureSink,
  FileNote,
  ReadingChoices,
  SeriesPlace,
} from '../events/captureEvents.ts';
import { UnreadableFile } from '../events/captureEvents.ts';
import { remarkIn, seriesIn, topicIn } from '../events/commentTexts.ts';
import { endpointText } from '../events/endpointText.ts';
import { EventGate } from '../events/eventGate.ts';
import { FrameComments } from '../events/frameComments.ts';
import { type CommentedEnds, endsIn } from '../events/namedEnds.ts';
import { StreamNumbers } from '../events/streamNumbers.ts';
import { textNote } from '../events/textNote.ts';
import type { PacketCutter } from '../packets/packetCutter.ts';
import { EXPORTED_PDU, readExportedPdu, type UnreadPdu } from '../streams/exportedPdu.ts';
import { KnownServers } from '../streams/knownServers.ts';
import { MOST_INCOMPLETE } from '../streams/packetStream.ts';
import { MOST_CONNECTIONS, MOST_HELD, PduStreams } from '../streams/pduStreams.ts';
import { MOST_SEARCHED, MOST_UNDECIDED, StreamReader } from '../streams/streamReader.ts';
import { type EndKey, endpointOf, portOf } from '../tcp/endKey.ts';
import { TcpConnections } from '../tcp/tcpConnections.ts';
import type { Datagram, TcpSegment } from '../tcp/tcpSegment.ts';
import type { Decoders } from '../tls/decoders.ts';
import { type KeyLog, MOST_SECRETS } from '../tls/keyLog.ts';
import { isServerPort } from '../webSocket/recognise.ts';
import { innerLinkType } from './captureHeaders.ts';
import type { Frame, FrameFile, FrameSink } from './frameFile.ts';
import { MOST_LAYERS, readFrame } from './frameLayers.ts';
import { type FrameTime, microsecondsBetween, wallClockOf } from './frameTime.ts';
import { type IpFragment, IpFragments } from './ipFragments.ts';
import type { Unread } from './layer.ts';

const PORTS = 0x1_0000;
const PORTS_TOLD = 5;
/** Server ports that are remembered. */
const MOST_PORTS = 64;

/** Link type of an IP packet without other layers. */
const RAW_IP = 101;

type Read = TcpSegment | readonly TcpSegment[] | Datagram | Unread | UnreadPdu | undefined;

export class FrameCapture implements CaptureReader {
  readonly #frames: FrameSink;
  #file: FrameFile;
  readonly #sink: CaptureSink;
  readonly #gate: EventGate;
  readonly #marks: CaptureSink;
  readonly #connections: TcpConnections;
  #origin: FrameTime | undefined;
  #series: SeriesPlace | undefined;
  /** Last representable frame time. */
  #clock: FrameTime = { seconds: 0, nanoseconds: 0 };
  #untimed = 0;
  #lastTime = 0;
  #streams = 0;
  readonly #pdus = new PduStreams();
  readonly #datagrams: SnFlows;
  readonly #fragments = new IpFragments();
  /** Counts of frames that were skipped. */
  readonly #unread: Record<UnreadPdu | Exclude<Unread, 'link type'>, number> = {
    depth: 0,
    addresses: 0,
    'cut off': 0,
  };
  readonly #keys: KeyLog;
  readonly #told = new FrameComments();
  readonly #unknownLinks = new Set<number>();
  readonly #numbers = new StreamNumbers();
  #truncation: FileNote | undefined;
  /** Server ports of the first connections. */
  readonly #ports = new Set<number>();
  /** Connections with data, and those of them that begin with HTTP. */
  #begun = 0;
  #http = 0;
  /** By port: 1 if a connection carries MQTT, readable or not. */
  readonly #mqttPorts = new Uint8Array(PORTS);
  #isExplained = false;
  #frameCount = 0;
  #packets = 0;
  /** First packet of the newest time. */
  #newest = { time: Number.NaN, packet: 0 };
  #sensorMessages = 0;

  constructor(
    openFile: (sink: FrameSink) => FrameFile,
    sink: CaptureSink,
    decoders: Decoders,
    keys: KeyLog,
    choices: ReadingChoices = {},
  ) {
    const inflation = new Inflation();
    const counted: CaptureSink = (event) => {
      if (event.kind === 'packet') {
        this.#packets += 1;
        if (this.#newest.time !== event.time) {
          this.#newest = { time: event.time, packet: this.#packets };
        }
        const { stream, time } = event;
        for (const sender of this.#told.speakers(time)) sink(textNote(stream, sender));
      }
      if (event.kind === 'opened') {
        const { client, server } = event;
        if (client) this.#mqttPorts[client.port] = 1;
        if (server) this.#mqttPorts[server.port] = 1;
      }
      if (event.kind === 'datagram') this.#sensorMessages += 1;
      if (event.kind === 'note') this.#isExplained = true;
      sink(event);
    };
    this.#gate = new EventGate(counted, () => {
      inflation.packet();
    });
    this.#marks = counted;
    this.#sink = this.#gate.take;
    this.#keys = keys;
    this.#datagrams = new SnFlows((seen) => this.#sink({ kind: 'datagram', ...seen }));
    const decoding = {
      decoders,
      keys,
      inflation,
      undecided: new HeldSum<StreamReader>(MOST_UNDECIDED),
      searched: new HeldSum<StreamReader>(MOST_SEARCHED),
      incomplete: new HeldSum<PacketCutter>(MOST_INCOMPLETE),
      servers: new KnownServers(),
      told: this.#told,
      numbers: this.#numbers,
      choices,
      beginsWithHttp: () => (this.#http += 1),
    };
    const takeNumber = () => (this.#streams += 1);
    this.#connections = new TcpConnections(
      (start) => {
        const number = this.#numbers.streamNumber();
        const take = number === undefined ? takeNumber : () => number;
        this.#begun += 1;
        return new StreamReader(start, this.#gate, decoding, take);
      },
      (first, second, fromStart) => {
        if (this.#ports.size === MOST_PORTS) return;
        const ports = [portOf(first), portOf(second)] as const;
        this.#ports.add(ports[!fromStart && isServerPort(...ports) ? 0 : 1]);
      },
    );
    this.#frames = {
      frame: (frame) => {
        this.#frame(frame);
      },
      keys: (bytes) => {
        keys.push(bytes);
        keys.endLine();
      },
      comments: (comments) => {
        if (this.#numbers.isNumbered(comments)) this.#gate.areNumbersFinal = true;
        this.#series ??= seriesIn(comments);
      },
      broken: (byte, why) => {
        const fact: NoteFact = { key: 'breaks-off', args: { byte, why } };
        this.#truncation = { kind: 'note', note: 'truncated', fact, byte };
      },
    };
    this.#file = openFile(this.#frames);
  }

  /** Continues with the next file of the capture: connections, packets and keys go on. */
  nextFile(openFile: (sink: FrameSink) => FrameFile): void {
    this.#endFile();
    this.#file = openFile(this.#frames);
  }

  push(chunk: Uint8Array): void {
    this.#file.push(chunk);
  }

  end(): void {
    this.#endFile();
    this.#connections.end(this.#lastTime);
    this.#datagrams.end();
    this.#fragments.end();
    this.#gate.settle();
    this.#reportUnread();
    for (const linkType of this.#unknownLinks) {
      this.#unsupported({ key: 'link-type', args: { type: linkType } });
    }
    const { leftOut: count } = this.#keys;
    if (count > 0) this.#unsupported({ key: 'keys-left-out', args: { most: MOST_SECRETS, count } });
    if (this.#truncation) this.#sink(this.#truncation);
    if (this.#packets === 0 && !this.#isExplained) this.#reportNothing();
    this.#reportSilent();
  }

  /** Throws `UnreadableFile` if no frame could be read before the file breaks off. */
  #endFile(): void {
    this.#file.end();
    if (this.#frameCount === 0 && this.#truncation !== undefined) {
      throw new UnreadableFile(this.#truncation.fact);
    }
  }

  unreadPorts(): readonly number[] {
    return [...this.#ports].filter((port) => this.#mqttPorts[port] === 0);
  }

  settle(): void {
    this.#gate.settle();
  }

  /** Reports why the file has no packets, if the frames show it. */
  #reportNothing(): void {
    const ports = [...this.#ports].slice(0, PORTS_TOLD).toSorted((a, b) => a - b);
    const more = this.#ports.size > PORTS_TOLD;
    const isHttp = this.#begun > 0 && this.#http === this.#begun;
    const fact: NoteFact =
      this.#sensorMessages > 0
        ? { key: 'sensors-only', args: { count: this.#sensorMessages } }
        : this.#frameCount === 0
          ? { key: 'no-frames', args: {} }
          : this.#ports.size === 0
            ? { key: 'no-tcp', args: { frames: this.#frameCount } }
            : { key: isHttp ? 'only-http' : 'no-mqtt', args: { ports, more } };
    this.#sink({ kind: 'note', note: 'empty', fact });
  }

  /** Reports the address that opened many connections without sending anything. */
  #reportSilent(): void {
    const silent = this.#connections.silentClient;
    if (silent === undefined) return;
    const { client, count, others } = silent;
    const args = { address: endpointOf(client).address, count, others };
    this.#sink({ kind: 'note', note: 'inferred', fact: { key: 'silent-connections', args } });
  }

  #markFrom(before: number, comments: readonly string[]): void {
    const time = this.#lastTime;
    if (this.#gate.isHolding) {
      this.#gate.after(time, () => {
        if (this.#newest.time === time) this.#mark(this.#newest.packet, comments);
      });
    } else if (this.#packets > before) this.#mark(before + 1, comments);
  }

  /** Marks the first packet that the frame completes with the comments of people on it. */
  #mark(packet: number, comments: readonly string[]): void {
    const text = remarkIn(comments);
    if (text !== undefined) this.#marks({ kind: 'mark', packet, text });
  }

  #unsupported(fact: NoteFact): void {
    this.#sink({ kind: 'note', note: 'unsupported', fact });
  }

  #reportUnread(): void {
    const { depth, addresses, 'cut off': cutOff } = this.#unread;
    const told = (
      key:
        | 'fragments'
        | 'fragments-contradictory'
        | 'frames-untimed'
        | 'sensors-left-out'
        | 'pdus-without-addresses'
        | 'pdus-cut-off',
      count: number,
    ) => {
      if (count > 0) this.#unsupported({ key, args: { count } });
    };
    told('fragments', this.#fragments.leftOut);
    told('fragments-contradictory', this.#fragments.contradictory);
    told('frames-untimed', this.#untimed);
    if (depth > 0) {
      this.#unsupported({ key: 'frames-too-deep', args: { count: depth, most: MOST_LAYERS } });
    }
    told('sensors-left-out', this.#datagrams.leftOut);
    told('pdus-without-addresses', addresses);
    told('pdus-cut-off', cutOff);
    const { forgotten, uncompared } = this.#pdus;
    if (forgotten > 0)
      this.#unsupported({
        key: 'pdu-connections-left-out',
        args: { most: MOST_CONNECTIONS, count: forgotten },
      });
    if (uncompared > 0)
      this.#unsupported({ key: 'pdus-not-compared', args: { most: MOST_HELD, count: uncompared } });
    if (this.#pdus.unnumbered > 0 && this.#packets > 0) {
      this.#unsupported({ key: 'pdus-without-tcp', args: {} });
    }
  }

  #read({ linkType, buffer, from, to, missing }: Frame): Read | IpFragment {
    if (linkType !== EXPORTED_PDU) return readFrame(linkType, buffer, from, to);
    const pdu = readExportedPdu(buffer.subarray(from, to), missing);
    return typeof pdu === 'object' ? this.#pdus.segmentsOf(pdu) : pdu;
  }

  /** undefined: other fragments of the packet are still missing */
  #reassembled(read: Read | IpFragment, time: number): Read {
    let found = read;
    while (typeof found === 'object' && 'packet' in found) {
      const packet = this.#fragments.take(found, time);
      found = packet && readFrame(RAW_IP, packet, 0, packet.length);
    }
    return found;
  }

  #datagram(
    { source, destination, datagram }: Datagram,
    time: number,
    comments: readonly string[] = [],
  ): void {
    const [from, to] = [placeOf(source), placeOf(destination)];
    this.#datagrams.datagram(from, to, datagram, time, topicIn(comments));
  }

  #segment(
    segment: TcpSegment,
    comments: Frame['comments'],
    told: CommentedEnds | undefined,
  ): void {
    if (comments) this.#told.take(this.#lastTime, segment.payload.length, comments);
    this.#connections.segment(segment, this.#lastTime, told);
  }

  /** The frame's time, or the previous frame's if its own is not representable. */
  #timeOf({ time }: Frame): FrameTime {
    const moment = wallClockOf(time) * 1000;
    const origin = wallClockOf(this.#origin ?? time) * 1000;
    if (isMoment(origin, moment - origin)) this.#clock = time;
    else this.#untimed += 1;
    return this.#clock;
  }

  #frame(frame: Frame): void {
    const { comments } = frame;
    const time = this.#timeOf(frame);
    this.#frameCount += 1;
    if (this.#origin === undefined) {
      this.#origin = time;
      const series = this.#series;
      this.#sink({ kind: 'origin', wallClock: wallClockOf(time), ...(series && { series }) });
    }
    const now = microsecondsBetween(this.#origin, time);
    const read = this.#reassembled(this.#read(frame), now);
    if (read === undefined) return;
    if (read === 'link type') this.#unknownLinks.add(innerLinkType(frame));
    else if (typeof read === 'string') this.#unread[read] += 1;
    else if ('datagram' in read) {
      this.#datagram(read, now, comments);
    } else {
      this.#lastTime = now;
      const before = this.#packets;
      const told = comments && endsIn(comments);
      if ('sequence' in read) this.#segment(read, comments, told);
      else for (const segment of read) this.#segment(segment, comments, told);
      if (comments) this.#markFrom(before, comments);
    }
  }
}

const placeOf = (key: EndKey): string => endpointText(endpointOf(key));
