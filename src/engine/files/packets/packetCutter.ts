/** Cuts one direction of a stream into packets and resynchronises after gaps. */

import { errorAtStart } from '../../../mqtt/codec/decode.ts';
import type { PacketProblem } from '../../../mqtt/dissect/dissection.ts';
import { Framer } from '../../../mqtt/framing/framer.ts';
import { otherProtocol } from '../../../mqtt/framing/otherProtocol.ts';
import { type Breach, plainBreach } from '../../../mqtt/statements/breaches.ts';
import type { ProtocolVersion } from '../../../mqtt/tables/packet.ts';
import { packetSizeAt } from '../../../mqtt/tables/packetSize.ts';
import { type Direction, senderOf } from '../../log/columns/direction.ts';
import { BoundarySearch } from './boundarySearch.ts';
import { fitAsPackets, packetSize } from './resync.ts';

/** Receiver of both directions: a sink per direction would take memory. */
export interface CutSink {
  /** undefined until it is known. */
  readonly version: ProtocolVersion | undefined;
  /** @param problem that the bytes do not show */
  packet(direction: Direction, bytes: Uint8Array, time: number, problem?: PacketProblem): void;
  /** Reports bytes that are not a whole packet, with the reason. */
  partial(direction: Direction, bytes: Uint8Array, time: number, problem: PacketProblem): void;
  /** The stream cannot be cut into packets after this byte of the direction. */
  broken(direction: Direction, byte: number): void;
  /** Reports bytes that belong to no packet. */
  skipped(direction: Direction, bytes: number): void;
  /** Bytes are held until a packet boundary is found. */
  searching(cutter: PacketCutter, bytes: number): void;
  /** No bytes are held any more. */
  searched(cutter: PacketCutter): void;
  /** The cutter holds these bytes of an incomplete packet. */
  incomplete(cutter: PacketCutter, bytes: number): void;
}

/** End that cuts a packet. `guessedEnd`: it is uncertain if the bytes are of a packet. */
type EndRule = 'cutOff' | 'captureEnd' | 'guessedEnd';

/** `framing`: boundaries are known. `searching`: boundaries can only be guessed. `broken`: the rest cannot be cut. */
type State = 'framing' | 'searching' | 'broken';

const NOTHING = new Uint8Array(0);
const LOSSLESS = 'MQTT-4.2.0-1';

export function textFrameProblem(length: number): PacketProblem {
  return {
    rule: 'textFrame',
    severity: 'malformed',
    statement: 'MQTT-6.0.0-1',
    breach: plainBreach('in-text-frame'),
    offset: 0,
    length,
  };
}

/** Problem of a packet that the end of the connection or of the capture cut. */
export function endProblem(bytes: Uint8Array, rule: EndRule): PacketProblem {
  switch (rule) {
    case 'cutOff':
      return { ...problemOf(bytes, rule, plainBreach('ended-midway')), severity: 'malformed' };
    case 'captureEnd':
      return problemOf(bytes, rule, plainBreach('capture-ends-midway'));
    case 'guessedEnd':
      return problemOf(bytes, 'captureEnd', plainBreach('ended-midway'));
  }
}

function problemOf(bytes: Uint8Array, rule: string, breach: Breach): PacketProblem {
  const [severity, statement] = ['caution', LOSSLESS] as const;
  const { length } = bytes;
  return { rule, severity, statement, breach, offset: 0, length };
}

export class PacketCutter {
  readonly #sink: CutSink;
  readonly #direction: Direction;
  /** Created for the first packet that does not fill its segment. */
  #framer: Framer | undefined;
  #state: State;
  /** Packet boundaries were guessed. Errors then disprove the guess and are not problems of the sender. */
  #isGuess = false;
  /** No packet has followed the guess. */
  #isFirst = false;
  /** At least part of the current packet was in a text frame. */
  #isText = false;
  #search: BoundarySearch | undefined;
  /** Bytes to skip until the next packet. */
  #toSkip = 0;
  /** Position in the direction, in bytes. */
  #position = 0;
  #lastTime = 0;

  /** @param aligned the first byte starts a packet */
  constructor(sink: CutSink, direction: Direction, aligned: boolean) {
    this.#sink = sink;
    this.#direction = direction;
    this.#state = aligned ? 'framing' : 'searching';
  }

  data(bytes: Uint8Array, time: number, isText = false): void {
    const isFirst = this.#position === 0;
    this.#position += bytes.length;
    if (this.#search === undefined) this.#lastTime = time;
    const passed = Math.min(this.#toSkip, bytes.length);
    this.#toSkip -= passed;
    const rest = passed === 0 ? bytes : bytes.subarray(passed);
    if (rest.length === 0) return;
    if (isFirst && this.#state === 'framing' && otherProtocol(bytes) !== undefined) {
      this.#state = 'broken';
      this.#sink.partial(this.#direction, bytes, time, {
        ...problemOf(bytes, 'unframed', plainBreach('no-whole-packet')),
        severity: 'malformed',
      });
      this.#sink.broken(this.#direction, 0);
      return;
    }
    if (this.#state === 'searching') this.#seek(rest, time, isText);
    else this.#take(rest, time, isText);
  }

  #take(bytes: Uint8Array, time: number, isText: boolean): void {
    this.#lastTime = time;
    if (this.#isBetween) this.#isText = false;
    this.#isText ||= isText;
    if (this.#state === 'framing') this.#frame(bytes, time);
    else if (this.#state === 'searching') this.#seek(bytes, time, isText);
    else this.#sink.skipped(this.#direction, bytes.length);
  }

  /** Holds bytes until the boundary of a packet is found in them. */
  #seek(bytes: Uint8Array, time: number, isText: boolean): void {
    const search = (this.#search ??= new BoundarySearch());
    search.add(bytes, time, isText);
    this.#sink.searching(this, bytes.length);
    this.#decide(search.find(this.#sink.version, false));
  }

  /** Decides with the bytes received so far, if a packet boundary is being sought. */
  settle(): void {
    this.#decide(this.#search?.find(this.#sink.version, true));
  }

  #decide(found: number | 'more' | 'none' | undefined): void {
    const search = this.#search;
    if (search === undefined || found === undefined || found === 'more') return;
    if (found === 'none') {
      this.#skip(search.trim());
      return;
    }
    this.#search = undefined;
    this.#state = 'framing';
    this.#isGuess = true;
    this.#isFirst = true;
    this.#skip(found);
    for (const { bytes, time, isText } of search.from(found)) this.#take(bytes, time, isText);
    if (this.#search === undefined) this.#sink.searched(this);
  }

  #skip(bytes: number): void {
    if (bytes > 0) this.#sink.skipped(this.#direction, bytes);
  }

  /** Ends the search for a boundary in the bytes before a gap or the end. */
  #endSearch(): void {
    if (this.#search === undefined) return;
    this.settle();
    this.#skip(this.#search?.held ?? 0);
    this.#search = undefined;
    this.#sink.searched(this);
  }

  /** True if no incomplete packet is buffered. */
  get #isBetween(): boolean {
    return this.#framer === undefined || this.#framer.pending === 0;
  }

  #cut(packet: Uint8Array): void {
    this.#isFirst = false;
    const problem = this.#isText ? textFrameProblem(packet.length) : undefined;
    this.#sink.packet(this.#direction, packet, this.#lastTime, problem);
  }

  #frame(bytes: Uint8Array, time: number): void {
    const isOther = this.#isText && this.#isBetween;
    if (isOther && fitAsPackets(bytes, this.#sink.version) === 'none') {
      // Not packets, e.g. text: reported unchanged, without effect on later bytes.
      this.#sink.partial(this.#direction, bytes, time, textFrameProblem(bytes.length));
      return;
    }
    // A view of each packet would cost more than cutting it.
    if (this.#isBetween && packetSizeAt(bytes, 0, bytes.length) === bytes.length) {
      this.#cut(bytes);
      return;
    }
    const framer = (this.#framer ??= new Framer());
    const before = framer.pending;
    const error = framer.push(bytes, (packet) => {
      this.#cut(packet);
    });
    if (framer.pending !== before) this.#sink.incomplete(this, framer.pending);
    if (!error) return;
    const rest = this.#endPacket();
    if (this.#isGuess) {
      this.#state = 'searching';
      this.#skip(rest.length);
      return;
    }
    this.#state = 'broken';
    const { statement, breach } = error;
    this.#sink.partial(this.#direction, rest, time, {
      rule: 'remainingLength',
      severity: 'malformed',
      statement,
      breach,
      offset: 0,
      length: Math.min(5, rest.length),
    });
    this.#sink.broken(this.#direction, this.#position - rest.length);
  }

  /** Reports the incomplete packet as it is, and skips the rest of it. */
  giveUp(): void {
    const rest = this.#endPacket();
    const size = packetSize(rest);
    if (size === undefined) return;
    this.#toSkip = size - rest.length;
    this.#sink.partial(
      this.#direction,
      rest,
      this.#lastTime,
      problemOf(rest, 'captureGap', { key: 'not-held', args: { size } }),
    );
  }

  /** @returns the bytes of the incomplete packet, which are no longer held */
  #endPacket(): Uint8Array {
    const rest = this.#framer?.remainder() ?? NOTHING;
    this.#framer = undefined;
    if (rest.length > 0) this.#sink.incomplete(this, 0);
    return rest;
  }

  /** Reports missing bytes; 0: the number is unknown. */
  gap(length: number): void {
    this.#endSearch();
    this.#position += length;
    if (this.#state === 'broken') return;
    const passed = Math.min(this.#toSkip, length);
    this.#toSkip -= passed;
    const left = length - passed;
    if (length > 0 && left === 0) return;
    const rest = this.#endPacket();
    const missing = rest.length > 0 ? (packetSize(rest) ?? 0) - rest.length : -1;
    if (rest.length > 0) {
      this.#sink.partial(
        this.#direction,
        rest,
        this.#lastTime,
        problemOf(rest, 'captureGap', plainBreach('capture-gap')),
      );
    }
    // The rest of the packet is longer than the gap, so the next packet boundary is known.
    const isEndKnown = this.#state === 'framing' && left > 0 && missing >= left;
    if (isEndKnown) this.#toSkip = missing - left;
    else this.#state = 'searching';
  }

  /** Handles the end of the stream or of the connection. */
  end(): void {
    this.#leave(this.#isGuess ? 'guessedEnd' : 'cutOff');
  }

  /** Handles the end of the capture: an incomplete packet is not a problem. */
  stop(): void {
    this.#leave('captureEnd');
  }

  #leave(rule: EndRule): void {
    this.#endSearch();
    if (this.#state !== 'framing') return;
    this.#state = 'broken';
    const rest = this.#endPacket();
    if (rest.length === 0) return;
    const sender = senderOf(this.#direction);
    // A guess that no whole packet has confirmed ends with bytes that no packet contains.
    if (this.#isFirst && errorAtStart(rest, this.#sink.version, sender) !== undefined) {
      this.#skip(rest.length);
      return;
    }
    this.#sink.partial(this.#direction, rest, this.#lastTime, endProblem(rest, rule));
  }
}
