/** Identifies the content of a captured connection and cuts control packets from it. */
import { joined } from '../../../base/bytes.ts';
import type { Direction } from '../../log/columns/direction.ts';
import type { NoteFact } from '../../log/columns/noteFacts.ts';
import type { ByteSink } from '../bytes/byteSink.ts';
import type { HeldSum } from '../bytes/heldSum.ts';
import type { Inflation } from '../bytes/inflation.ts';
import type { Carrier, ReadingChoices } from '../events/captureEvents.ts';
import type { EventGate } from '../events/eventGate.ts';
import type { FrameComments } from '../events/frameComments.ts';
import { otherSide, type Side } from '../events/side.ts';
import type { StreamNumbers } from '../events/streamNumbers.ts';
import type { PacketCutter } from '../packets/packetCutter.ts';
import { AT_ONCE, type ConnectionSink, type SideEnd } from '../tcp/connectionSink.ts';
import { portOf } from '../tcp/endKey.ts';
import type { ConnectionStart } from '../tcp/tcpConnections.ts';
import type { Decoders, TlsStream } from '../tls/decoders.ts';
import type { KeyLog } from '../tls/keyLog.ts';
import {
  type Content,
  fitAsConnect,
  isHttp,
  isMqttPort,
  isPlainPort,
  isServerPort,
  recognise,
} from '../webSocket/recognise.ts';
import { UpgradeReader } from '../webSocket/upgradeReader.ts';
import { AskedBytes, type Piece } from './askedBytes.ts';
import type { KnownServers } from './knownServers.ts';
import { PacketStream, type TakeNumber } from './packetStream.ts';
import { proxyHeaderSize } from './proxyHeader.ts';
import { contentIn, possiblePieces } from './recentPieces.ts';
import { UnidentifiedBytes } from './unidentifiedBytes.ts';

const SIDES = ['first', 'second'] as const;
/** Maximum bytes buffered until the server accepts what the client asks for. */
const LONGEST_WAIT = 128 * 1024;
/** Bytes that show if a connection begins with CONNECT, TLS or HTTP. */
const LONGEST_BEGINNING = 14;
/** Bytes of a connection without a packet after which none is expected. */
const LONGEST_UNKNOWN = 16 * 1024 * 1024;
/** Maximum bytes that all connections of a capture buffer for PROXY headers and handshakes of TLS and WebSocket. */
export const MOST_UNDECIDED = 64 * 1024 * 1024;
/** The same for connections in which no packet was found so far. */
export const MOST_SEARCHED = 64 * 1024 * 1024;

/** Decoders for compressed and encrypted content, and the known keys. */
interface Decoding {
  readonly decoders: Decoders;
  readonly keys: KeyLog;
  /** Limit for the whole capture. */
  readonly inflation: Inflation;
  /** Bytes that connections hold for PROXY headers and handshakes of TLS and WebSocket. */
  readonly undecided: HeldSum<StreamReader>;
  /** Bytes of connections in which no packet was found so far. */
  readonly searched: HeldSum<StreamReader>;
  readonly incomplete: HeldSum<PacketCutter>;
  readonly servers: KnownServers;
  readonly told: FrameComments;
  readonly numbers: Pick<StreamNumbers, 'isCopy'>;
  readonly choices: ReadingChoices;
  /** Called for each connection that begins with HTTP. */
  readonly beginsWithHttp: () => void;
}

export class StreamReader implements ConnectionSink {
  // Used for each segment, and together in memory.
  readonly #decoding: Decoding;
  #isFirstHeard = false;
  #isSecondHeard = false;
  #hasBegun = false;
  #state: 'undecided' | 'read' | 'ignored' = 'undecided';
  /** A PROXY header may precede the content. */
  #mayHaveHeader: boolean;
  /** TLS or a WebSocket upgrade on an unusual port, buffered until the server accepts it. */
  #asked: AskedBytes | undefined;
  #tls: TlsStream | undefined;
  /** Side of the client. */
  #client: Side;
  #bytes: Readonly<Record<Direction, ByteSink>> | undefined;
  readonly #stream: PacketStream;

  /** Dropped when the stream is open. */
  #start: ConnectionStart | undefined;
  /** The first bytes (decrypted if encrypted) are the connection's first. */
  #isWhole: boolean;
  readonly #takeNumber: TakeNumber;
  /** Dropped when the content is identified. */
  #unidentified: UnidentifiedBytes | undefined;
  /** Reads the handshake of WebSocket; dropped when the stream is open. */
  #upgrade: UpgradeReader | undefined;
  /** An incomplete PROXY header. */
  #header: Uint8Array | undefined;
  /** The first close_notify. */
  #notified: SideEnd | undefined;

  constructor(start: ConnectionStart, gate: EventGate, decoding: Decoding, takeNumber: TakeNumber) {
    this.#decoding = decoding;
    this.#start = start;
    const { choices, incomplete, servers } = decoding;
    this.#stream = new PacketStream(gate, choices.assumedVersion, incomplete, servers);
    this.#takeNumber = takeNumber;
    const { first, second, fromStart, told } = start;
    this.#isWhole = fromStart;
    this.#mayHaveHeader = fromStart;
    const isSecond = !fromStart && isServerPort(portOf(first), portOf(second));
    this.#client = told?.client ?? (isSecond ? 'second' : 'first');
  }

  get isIgnored(): boolean {
    return this.#state === 'ignored';
  }

  heard(side: Side): void {
    if (side === 'first') this.#isFirstHeard = true;
    else this.#isSecondHeard = true;
  }

  data(side: Side, bytes: Uint8Array, time: number): void {
    if (!this.#hasBegun) {
      this.#hasBegun = true;
      if (isHttp(bytes)) this.#decoding.beginsWithHttp();
    }
    if (this.#mayHaveHeader && side === this.#client) this.#afterHeader(bytes, time);
    else this.#content(side, bytes, time);
  }

  /** Skips the PROXY header before the client's first bytes. */
  #afterHeader(bytes: Uint8Array, time: number): void {
    const all = this.#header === undefined ? bytes : joined([this.#header, bytes]);
    const size = proxyHeaderSize(all);
    if (size === 'more') {
      this.#header = all.slice();
      this.#limitHeld();
      return;
    }
    this.#header = all.subarray(size);
    this.#stream.skippedHeader(size);
    this.#endHeader(time);
  }

  /** No header follows: the apparent beginning of one is content. */
  #endHeader(time: number): void {
    const rest = this.#header;
    this.#mayHaveHeader = false;
    this.#header = undefined;
    if (rest !== undefined && rest.length > 0) this.#content(this.#client, rest, time);
  }

  #content(side: Side, bytes: Uint8Array, time: number): void {
    this.#asked?.add(side, bytes, time);
    if (this.#tls) this.#tls.data(side, bytes, time);
    else this.#plain(side, bytes, time);
    if (!this.#stream.isOpen) this.#limitHeld();
  }

  /** If too many bytes wait for the content of connections, the oldest of these are given up. */
  #limitHeld(): void {
    const { undecided } = this.#decoding;
    if (this.#isTaken) this.#asked = undefined;
    if (this.#asked !== undefined && this.#asked.heldBytes > LONGEST_WAIT) this.#giveUp();
    undecided.set(this, this.#heldBytes);
    for (let oldest = undecided.takeExcess(); oldest; oldest = undecided.takeExcess()) {
      oldest.#giveUp();
    }
  }

  /** Memory held until the content is identified, approximately. */
  get #heldBytes(): number {
    const asked = this.#asked?.heldBytes ?? 0;
    const header = this.#header?.length ?? 0;
    return header + asked + (this.#tls?.heldBytes ?? 0) + (this.#upgrade?.heldBytes ?? 0);
  }

  #giveUp(): void {
    this.#open(this.#tls ? 'tls' : 'tcp');
    this.#stream.note('unsupported', { key: 'content-undecided', args: {} });
    this.#stream.stop();
    this.#ignore();
  }

  /** True if the server has accepted TLS. */
  get #isTaken(): boolean {
    return this.#tls !== undefined && this.#asked?.isTlsAnswered === true;
  }

  #plain(side: Side, bytes: Uint8Array, time: number): void {
    if (this.#state === 'read') this.#read(side, bytes, time);
    if (this.#state !== 'undecided') return;
    if (this.#isConnect(side, bytes)) {
      this.#begin('mqtt', side, [{ side, bytes, time }]);
      return;
    }
    const waiting = (this.#unidentified ??= new UnidentifiedBytes());
    waiting.add(side, bytes, time);
    this.#decide(side, waiting);
  }

  /** True for the first bytes of most connections, which need no copy. */
  #isConnect(side: Side, bytes: Uint8Array): boolean {
    if (this.#unidentified !== undefined || this.#start === undefined) return false;
    return this.#isWhole && side === this.#client && fitAsConnect(bytes) === true;
  }

  #read(side: Side, bytes: Uint8Array, time: number): void {
    const { told } = this.#decoding;
    this.#bytes?.[this.#directionOf(side)].data(bytes, time, told.isText(time, bytes.length));
  }

  gap(side: Side, length: number, time: number): void {
    this.#endHeader(time);
    this.#asked = undefined;
    this.#stream.lost(this.#directionOf(side), length);
    if (this.#tls) this.#tls.gap(side, length, time);
    else this.#plainGap(side, length, time);
  }

  #plainGap(side: Side, length: number, time: number): void {
    if (this.#state !== 'undecided') this.#readGap(side, length, time);
    else (this.#unidentified ??= new UnidentifiedBytes()).gap(side, length, time);
  }

  /** The packet that the gap cuts comes before it. */
  #readGap(side: Side, length: number, time: number): void {
    const direction = this.#directionOf(side);
    this.#bytes?.[direction].gap(length, time);
    this.#stream.gap(direction, length);
  }

  late(side: Side, length: number): void {
    this.#stream.late(this.#directionOf(side), length);
  }

  differs(side: Side, count: number): void {
    this.#stream.differs(this.#directionOf(side), count);
  }

  lags(side: Side, by: number): void {
    this.#stream.lags(this.#directionOf(side), by);
  }

  end(side: Side, time: number): void {
    this.#endHeader(time);
    this.#stream.end(this.#directionOf(side));
  }

  closed(time: number, first: SideEnd | undefined): void {
    this.#endHeader(time);
    this.#tls?.end();
    this.#untaken();
    this.#decoding.undecided.set(this, 0);
    this.#identified();
    const end = this.#hasBothSides ? firstOf(this.#notified, first) : undefined;
    const by = end && this.#directionOf(end.by) === 'out' ? 'client' : 'server';
    this.#stream.closed(time, end && { by, time: end.time });
  }

  captureEnded(time: number): void {
    this.#endHeader(time);
    this.#asked = undefined;
    this.#tls?.end();
    this.#decoding.undecided.set(this, 0);
    this.#stream.stop();
  }

  #directionOf(side: Side): Direction {
    return side === this.#client ? 'out' : 'in';
  }

  #decide(side: Side, waiting: UnidentifiedBytes): void {
    if (this.#start === undefined) return;
    const isMiddle = !this.#isWhole || this.#isBeginningMissing(side, waiting);
    const { inflater } = this.#decoding.decoders;
    const content = waiting.isAwaiting ? 'wait' : this.#recognise(side, waiting, this.#start);
    if (content === 'tls') {
      this.#decrypt(waiting.pieces);
    } else if (isMiddle && waiting.areRecords && this.#tls === undefined) {
      this.#cannotDecrypt({ key: 'tls-no-handshake', args: {} });
    } else if (content !== 'wait' && content !== 'unknown') {
      this.#begin(content, side, waiting.pieces);
    } else {
      const found = isMiddle ? contentIn(waiting.recent, side, inflater) : undefined;
      if (found !== undefined) this.#begin(found, side, possiblePieces(waiting.all, found));
      else this.#wait(content, side, isMiddle, waiting);
    }
  }

  #recognise(side: Side, waiting: UnidentifiedBytes, start: ConnectionStart): Content {
    const { decoders, numbers } = this.#decoding;
    // Copies have cut packets on these ports, whatever protocol the bytes look like.
    if (numbers.isCopy && [start.first, start.second].map(portOf).some(isPlainPort)) return 'mqtt';
    const isFirst = this.#isWhole && !this.#isBeginningMissing(side, waiting);
    const bytes = waiting.firstOf(side);
    return recognise(bytes, isFirst, this.#isOnMqttPort(start), decoders, waiting.newest);
  }

  /** A connection whose beginning is missing gets several attempts. */
  #wait(content: Content, side: Side, isMiddle: boolean, waiting: UnidentifiedBytes): void {
    const isLong = !waiting.isAwaiting && waiting.firstOf(side).length >= LONGEST_BEGINNING;
    const isOpen = content === 'wait' && (!isLong || waiting.await(side));
    if (!isOpen && (!isMiddle || waiting.total > LONGEST_UNKNOWN)) {
      this.#ignore();
      return;
    }
    if (!isOpen) waiting.pass();
    const { searched } = this.#decoding;
    searched.set(this, waiting.heldBytes);
    for (let oldest = searched.takeExcess(); oldest; oldest = searched.takeExcess()) {
      oldest.#unidentified?.drop();
    }
  }

  #identified(): void {
    this.#unidentified = undefined;
    this.#decoding.searched.set(this, 0);
  }

  #isOnMqttPort({ first, second }: ConnectionStart): boolean {
    const { mqttPorts = [] } = this.#decoding.choices;
    return [first, second].map(portOf).some((port) => isMqttPort(port) || mqttPorts.includes(port));
  }

  /** The client speaks first, so bytes of it are missing if the server does, or before the first gap. */
  #isBeginningMissing(side: Side, { hasGap }: UnidentifiedBytes): boolean {
    return side !== this.#client || hasGap;
  }

  /** Buffers a start of TLS or WebSocket on an unusual port until the server accepts it. */
  #ask(pieces: readonly Piece[], isOnMqttPort = false): void {
    if (this.#start === undefined) return;
    const { first, second, fromStart } = this.#start;
    const server = this.#client === 'first' ? second : first;
    if (!fromStart || this.#tls || !(isOnMqttPort || isPlainPort(portOf(server)))) return;
    this.#asked = new AskedBytes(this.#client, pieces);
  }

  /**
   * The server has not accepted TLS or WebSocket, so the content is invalid MQTT. @returns false: it may
   * still accept
   */
  #untaken(isCertain = this.#hasBothSides): boolean {
    const pieces = this.#asked?.pieces;
    if (pieces === undefined || this.#isTaken || !(isCertain || this.#hasBothSides)) return false;
    this.#tls = undefined;
    this.#state = 'read';
    this.#open('tcp');
    this.#bytes = this.#stream.cutters(true);
    this.#readAll(pieces);
    return true;
  }

  #ignore(): void {
    this.#state = 'ignored';
    this.#mayHaveHeader = false;
    this.#header = undefined;
    this.#identified();
    this.#asked = undefined;
    this.#tls = undefined;
    this.#upgrade = undefined;
    this.#decoding.undecided.set(this, 0);
  }

  #begin(
    content: Exclude<Content, 'wait' | 'unknown' | 'tls'>,
    side: Side,
    pieces: readonly Piece[],
  ): void {
    if (!this.#isWhole && this.#start?.told === undefined) this.#guessClient(content, side, pieces);
    for (const one of SIDES) {
      const count = this.#unidentified?.givenUp(one, pieces) ?? 0;
      if (count > 0) this.#stream.skipped(this.#directionOf(one), count);
    }
    this.#identified();
    this.#state = 'read';
    const { decoders, inflation } = this.#decoding;
    const cutters = this.#stream.cutters(this.#isWhole);
    if (content === 'mqtt') {
      this.#open('tcp');
      this.#bytes = cutters;
    } else {
      if (content === 'upgrade') this.#ask(pieces, this.#start && this.#isOnMqttPort(this.#start));
      const reader = new UpgradeReader(cutters, content === 'upgrade', decoders, inflation, {
        upgraded: () => {
          this.#open('websocket');
        },
        refused: (isByRequest, why) => {
          if (this.#untaken(isByRequest)) return;
          if (why !== undefined) this.#turnedAway(why);
          this.#ignore();
        },
        unreadable: (why) => {
          this.#stream.note('unsupported', why);
        },
        noticed: (fact) => {
          this.#stream.note('inferred', fact);
        },
        closed: (closing) => {
          this.#stream.closing(closing);
        },
      });
      this.#upgrade = reader;
      this.#bytes = reader.sides;
    }
    this.#readAll(pieces);
  }

  #readAll(pieces: readonly Piece[]): void {
    const bytes = this.#bytes;
    for (const piece of pieces) {
      // Meanwhile, another reader may have taken over all bytes.
      if (this.#bytes !== bytes) return;
      if ('bytes' in piece) this.#read(piece.side, piece.bytes, piece.time);
      else this.#readGap(piece.side, piece.lost, piece.time);
    }
  }

  /** Identifies the content again after decryption. */
  #decrypt(pieces: readonly Piece[]): void {
    if (this.#tls) {
      this.#ignore();
      return;
    }
    const { decoders, keys } = this.#decoding;
    const tls = decoders.tls(keys, {
      client: (side) => {
        this.#client = side;
        this.#isWhole = true;
      },
      data: (side, bytes, time) => {
        this.#plain(side, bytes, time);
      },
      gap: (side, time) => {
        this.#plainGap(side, 0, time);
      },
      closing: (by, time) => {
        this.#notified ??= { by, time };
      },
      failed: (why) => {
        this.#cannotDecrypt(why);
      },
    });
    this.#ask(pieces);
    this.#tls = tls;
    this.#identified();
    for (const piece of pieces) {
      if ('bytes' in piece) tls.data(piece.side, piece.bytes, piece.time);
      else tls.gap(piece.side, piece.lost, piece.time);
    }
  }

  /** The server has refused the upgrade to MQTT. */
  #turnedAway(why: NoteFact): void {
    this.#open('websocket');
    this.#stream.note('unsupported', why);
    this.#stream.stop();
  }

  #cannotDecrypt(why: NoteFact): void {
    if (this.#untaken()) return;
    if (!this.#stream.isOpen) this.#open('tls');
    this.#stream.note('encrypted', why);
    this.#stream.stop();
    this.#ignore();
  }

  /** Without a SYN, the upgrade or the mask of WebSocket frames identifies the client. */
  #guessClient(content: Content, side: Side, pieces: readonly Piece[]): void {
    if (content === 'mqtt') return;
    const first = pieces.find((piece) => piece.side === side && 'bytes' in piece);
    // Frames of the client are masked, those of the server are not.
    const isMasked =
      first !== undefined && 'bytes' in first && ((first.bytes[1] ?? 0) & 0x80) !== 0;
    this.#client = content === 'upgrade' || isMasked ? side : otherSide(side);
  }

  #open(carrier: Carrier): void {
    this.#asked = undefined;
    this.#upgrade = undefined;
    this.#decoding.undecided.set(this, 0);
    if (this.#start === undefined) return;
    const { told, fromStart } = this.#start;
    const areSidesKnown = fromStart || this.#isWhole || told !== undefined || carrier !== 'tcp';
    this.#stream.open(
      this.#start,
      this.#hasBothSides,
      this.#client,
      carrier,
      this.#takeNumber,
      areSidesKnown,
    );
    this.#start = undefined;
  }

  get #hasBothSides(): boolean {
    return this.#isFirstHeard && this.#isSecondHeard;
  }
}

/** The earlier end; undefined if both sides ended at once. @param tcp undefined: no side was first */
function firstOf(notified: SideEnd | undefined, tcp: SideEnd | undefined): SideEnd | undefined {
  if (notified === undefined || (tcp !== undefined && tcp.time < notified.time)) return tcp;
  const isAtOnce =
    tcp !== undefined && tcp.by !== notified.by && tcp.time - notified.time <= AT_ONCE;
  return isAtOnce ? undefined : notified;
}
