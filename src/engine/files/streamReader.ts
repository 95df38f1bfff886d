/** One connection of a capture of frames: finds out what it carries, and cuts control packets from it. */
import type { PacketProblem } from '../../mqtt/dissection.ts';
import type { ProtocolVersion } from '../../mqtt/packet.ts';
import type { Direction } from '../direction.ts';
import type { ByteSink } from './byteSink.ts';
import type { CaptureSink, Carrier, NoteKind } from './captureEvents.ts';
import { PacketCutter } from './packetCutter.ts';
import { type Content, isMqttPort, isServerPort, recognise } from './recognise.ts';
import { otherSide, type Side } from './side.ts';
import type { ConnectionSink, ConnectionStart } from './tcpConnections.ts';
import { UpgradeReader } from './upgradeReader.ts';
import { versionSeen } from './versionSeen.ts';

type Piece =
  | { readonly side: Side; readonly bytes: Uint8Array; readonly time: number }
  | { readonly side: Side; readonly lost: number; readonly time: number };

/** Bytes that wait until it is known what a connection carries. */
const LONGEST_WAIT = 128 * 1024;

/** CONNECT, SUBSCRIBE, UNSUBSCRIBE, PINGREQ. */
const CLIENT_TYPES: ReadonlySet<number> = new Set([1, 8, 10, 12]);
/** CONNACK, SUBACK, UNSUBACK, PINGRESP. */
const SERVER_TYPES: ReadonlySet<number> = new Set([2, 9, 11, 13]);

/** A stream is numbered once it is known to be one. */
export type TakeNumber = () => number;

export class StreamReader implements ConnectionSink {
  readonly #start: ConnectionStart;
  readonly #sink: CaptureSink;
  readonly #takeNumber: TakeNumber;
  #number = 0;
  #state: 'undecided' | 'read' | 'ignored' = 'undecided';
  /** Of the client. */
  #client: Side;
  #waiting: Piece[] = [];
  #waitingBytes = 0;
  #version: ProtocolVersion | undefined;
  #bytes: Readonly<Record<Direction, ByteSink>> | undefined;
  #cutters: Readonly<Record<Direction, PacketCutter>> | undefined;
  readonly #lost = { in: 0, out: 0 };
  readonly #skipped = { in: 0, out: 0 };
  /** Something is missing before the next packet. */
  #isAfterGap = false;

  constructor(start: ConnectionStart, sink: CaptureSink, takeNumber: TakeNumber) {
    this.#start = start;
    this.#sink = sink;
    this.#takeNumber = takeNumber;
    const { first, second, fromStart } = start;
    this.#client = !fromStart && isServerPort(first.port, second.port) ? 'second' : 'first';
  }

  get isIgnored(): boolean {
    return this.#state === 'ignored';
  }

  data(side: Side, bytes: Uint8Array, time: number): void {
    if (this.#state === 'read') this.#bytes?.[this.#directionOf(side)].data(bytes, time);
    if (this.#state !== 'undecided') return;
    this.#waiting.push({ side, bytes: bytes.slice(), time });
    this.#waitingBytes += bytes.length;
    this.#decide(side);
  }

  gap(side: Side, length: number, time: number): void {
    const direction = this.#directionOf(side);
    this.#lost[direction] += length;
    this.#isAfterGap = true;
    if (this.#state === 'undecided') this.#waiting.push({ side, lost: length, time });
    else this.#bytes?.[direction].gap(length, time);
  }

  end(side: Side, time: number): void {
    this.#cutters?.[this.#directionOf(side)].end(time);
  }

  closed(time: number): void {
    this.#cutters?.out.end(time);
    this.#cutters?.in.end(time);
    this.#finish();
    if (this.#number > 0) this.#sink({ kind: 'closed', stream: this.#number, time });
  }

  captureEnded(): void {
    this.#cutters?.out.stop();
    this.#cutters?.in.stop();
    this.#finish();
  }

  #directionOf(side: Side): Direction {
    return side === this.#client ? 'out' : 'in';
  }

  /** What was missing is told once, with its sum. */
  #finish(): void {
    if (this.#state !== 'read' || this.#cutters === undefined) return;
    for (const [direction, from] of [
      ['out', 'client'],
      ['in', 'server'],
    ] as const) {
      const lost = this.#lost[direction];
      const skipped = this.#skipped[direction];
      if (lost > 0) {
        this.#note('gap', `${lost} bytes from the ${from} are not in the capture.`);
      }
      if (skipped > 0) {
        this.#note('gap', `${skipped} bytes from the ${from} could not be cut into packets.`);
      }
    }
  }

  #note(note: NoteKind, text: string): void {
    this.#sink({
      kind: 'note',
      note,
      text: `Stream ${this.#number}: ${text}`,
      stream: this.#number,
    });
  }

  #decide(side: Side): void {
    const { fromStart, first, second } = this.#start;
    const onMqttPort = isMqttPort(first.port) || isMqttPort(second.port);
    // The client speaks first; a server that does is not one of MQTT's, or the client was not heard.
    if (fromStart && side !== this.#client && !onMqttPort) {
      this.#ignore();
      return;
    }
    const content = recognise(this.#firstBytes(side), fromStart, onMqttPort);
    if (content === 'wait') {
      if (this.#waitingBytes > LONGEST_WAIT) this.#ignore();
    } else if (content === 'unknown') {
      this.#unknown();
    } else {
      this.#begin(content, side);
    }
  }

  /** A connection that was there before the capture gets a few chances. */
  #unknown(): void {
    if (this.#start.fromStart || this.#waitingBytes > LONGEST_WAIT) this.#ignore();
    else this.#waiting = [];
  }

  #ignore(): void {
    this.#state = 'ignored';
    this.#waiting = [];
  }

  #firstBytes(side: Side): Uint8Array {
    const pieces = this.#waiting.flatMap((piece) =>
      piece.side === side && 'bytes' in piece ? [piece.bytes] : [],
    );
    const [first = new Uint8Array(0)] = pieces;
    if (pieces.length < 2) return first;
    const all = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const piece of pieces) {
      all.set(piece, at);
      at += piece.length;
    }
    return all;
  }

  #begin(content: Exclude<Content, 'wait' | 'unknown'>, side: Side): void {
    if (!this.#start.fromStart) this.#guessClient(content, side);
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#state = 'read';
    if (content === 'tls') {
      this.#open('tls', this.#start.time);
      this.#state = 'ignored';
      this.#note(
        'encrypted',
        'it is encrypted (TLS), so nothing of it can be shown. Capture where it is plain: without TLS, on the side of the broker behind its TLS proxy, or in the client itself.',
      );
      return;
    }
    const cutters = { in: this.#cutter('in'), out: this.#cutter('out') };
    if (content === 'mqtt') {
      this.#open('tcp', this.#start.time);
      this.#cutters = cutters;
      this.#bytes = cutters;
    } else {
      const reader = new UpgradeReader(cutters, content === 'upgrade', {
        upgraded: () => {
          this.#open('websocket', this.#start.time);
          this.#cutters = cutters;
        },
        refused: () => {
          this.#ignore();
        },
        unreadable: (text) => {
          this.#note('unsupported', text);
        },
      });
      this.#bytes = reader.sides;
    }
    for (const piece of waiting) {
      const direction = this.#directionOf(piece.side);
      if ('bytes' in piece) this.#bytes[direction].data(piece.bytes, piece.time);
      else this.#bytes[direction].gap(piece.lost, piece.time);
    }
  }

  /** Without the SYN: some packets are for one side alone to send. */
  #guessClient(content: Content, side: Side): void {
    const type = (this.#firstBytes(side)[0] ?? 0) >> 4;
    const isMqtt = content === 'mqtt';
    if (content === 'upgrade' || (isMqtt && CLIENT_TYPES.has(type))) this.#client = side;
    else if (isMqtt && SERVER_TYPES.has(type)) this.#client = otherSide(side);
  }

  #open(carrier: Carrier, time: number): void {
    this.#number = this.#takeNumber();
    const { first, second, fromStart } = this.#start;
    const isFirst = this.#client === 'first';
    this.#sink({
      kind: 'opened',
      stream: this.#number,
      time,
      carrier,
      client: isFirst ? first : second,
      server: isFirst ? second : first,
      fromStart,
    });
  }

  #cutter(direction: Direction): PacketCutter {
    const emit = (bytes: Uint8Array, time: number, problem?: PacketProblem, partial?: true) => {
      if (!partial) this.#version = versionSeen(bytes, this.#version);
      this.#sink({
        kind: 'packet',
        stream: this.#number,
        direction,
        time,
        bytes,
        ...(problem !== undefined && { problem }),
        ...(partial && { partial }),
        ...(this.#isAfterGap && { afterGap: true as const }),
      });
      this.#isAfterGap = false;
    };
    return new PacketCutter(
      {
        packet: emit,
        partial: (bytes, time, problem) => {
          emit(bytes, time, problem, true);
        },
        broken: (byte) => {
          const from = direction === 'out' ? 'client' : 'server';
          this.#note(
            'broken',
            `what the ${from} sent cannot be cut into packets from its byte ${byte} on.`,
          );
        },
        skipped: (count) => {
          this.#skipped[direction] += count;
          this.#isAfterGap = true;
        },
      },
      () => this.#version,
      this.#start.fromStart,
    );
  }
}
