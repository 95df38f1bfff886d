/**
 * Between transport and client: every byte of both directions goes into the capture first. What
 * asks nothing of the client ends here: the fast lane. That is PUBLISH, and PUBREL, which are answered from here.
 */

import { joined } from '../../base/joined.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import type { Capture } from '../../engine/capture/capture.ts';
import { ANSWER_BYTES } from '../../engine/capture/plainAnswers.ts';
import type { PublishShape } from '../../engine/log/columns/publishShape.ts';
import { decode } from '../../mqtt/codec/decode.ts';
import type { PacketProblem } from '../../mqtt/dissect/dissection.ts';
import { isPlainAnswer, isPlainPublish, PLAIN_PUBREL } from '../../mqtt/framing/firstBytes.ts';
import { Framer, type FramingFault } from '../../mqtt/framing/framer.ts';
import { type OtherProtocol, otherProtocol } from '../../mqtt/framing/otherProtocol.ts';
import { peekFlags, peekType } from '../../mqtt/framing/peek.ts';
import { type Breach as PacketBreach, plainBreach } from '../../mqtt/statements/breaches.ts';
import type { Packet, ProtocolVersion } from '../../mqtt/tables/packet.ts';
import { packetSizeAt } from '../../mqtt/tables/packetSize.ts';
import { propertyValue } from '../../mqtt/tables/properties.ts';
import { PUBACK, PUBCOMP, PUBREC } from '../../mqtt/tables/typeNumbers.ts';
import type { ConnectionFact } from '../protocol/connectionFacts.ts';
import { recordedNumber } from '../protocol/recordedNumber.ts';
import { GatheredAnswers } from './ackBuffer.ts';

/** Packets of which the client is to know nothing: we answer them, or they answer ours. */
const OURS: ReadonlySet<Packet['type']> = new Set([
  'publish',
  'puback',
  'pubrec',
  'pubrel',
  'pubcomp',
  'auth',
]);
/** What answers ours. */
const ACKNOWLEDGEMENTS: Readonly<Record<number, 'puback' | 'pubrec' | 'pubcomp'>> = {
  [PUBACK]: 'puback',
  [PUBREC]: 'pubrec',
  [PUBCOMP]: 'pubcomp',
};
/** Of the flags of a PUBLISH. */
const QOS = 0b0110;

const CUT_OFF = {
  statement: 'MQTT-4.2.0-1',
  breach: plainBreach('ended-midway'),
};

/** A rule broken by the other side, so that the connection must end (4.13). */
export interface Breach {
  /** For DISCONNECT in MQTT 5. */
  readonly code: number;
  /** Key of the table of normative statements. */
  readonly statement: string;
  readonly why: ConnectionFact;
  /** Number of the packet that breaks it, in the capture. */
  readonly packet: number | undefined;
}

const TEXT_FRAME = {
  statement: 'MQTT-6.0.0-1',
  breach: plainBreach('text-frame'),
};

export interface TapOptions {
  readonly capture: Capture;
  /** The stream's ordinal in the capture; it begins when the transport is open. */
  readonly stream: () => number;
  readonly version: ProtocolVersion;
  /** As announced in CONNECT; 0: none. */
  readonly topicAliasMaximum: number;
  /** Bytes of a packet, as announced in CONNECT. */
  readonly maximumPacketSize: number | undefined;
  /** Goes on after what breaks a rule: it is recorded, and neither acted on nor answered. */
  readonly observeMalformed: boolean;
  /** Where framing is lost, the next frame of the transport most likely begins with a packet. */
  readonly framesBeginPackets?: boolean;
  /** µs. */
  readonly now: () => number;
}

export interface TapEvents {
  /** A packet came in, outside of the fast lane. Says whether it breaks a rule where it stands. */
  readonly packet: (packet: Packet, time: number) => Breach | undefined;
  /** Acknowledgements of four bytes each are to be sent, in this order. */
  readonly acknowledge: (packets: Uint8Array) => void;
  /** Whole packets for the client, in order. */
  readonly forward: (packets: ArrayBuffer) => void;
  /** Packets, or frames without any, that were passed over so far; told once a frame. */
  readonly passedOver?: (packets: number) => void;
  /** Once: the connection has to end. */
  readonly broken: (breach: Breach) => void;
  /** A whole packet that the client wants to send. */
  readonly written: (bytes: Uint8Array) => void;
}

export class Tap {
  /** Hears of every whole packet that comes in. @param number in the capture; 0: not recorded */
  overheard: ((bytes: Uint8Array, number: number, time: number) => void) | undefined;
  readonly #options: TapOptions;
  readonly #events: TapEvents;
  #incoming: Framer;
  #passedOver = 0;
  #toldPassedOver = 0;
  readonly #outgoing = new Framer();
  readonly #aliases = new Map<number, string>();
  #forward: Uint8Array[] = [];
  /** What we answer to all of a frame. */
  readonly #acknowledge = new GatheredAnswers();
  /** Types and identifiers of what answers ours. */
  readonly #answers: number[] = [];
  /** CONNACK came: before it nothing else may come. */
  #isConnected = false;
  #hasHeard = false;
  #otherProtocol: OtherProtocol | undefined;
  /** Found in the frame at hand. */
  #breach: Breach | undefined;
  #isReceiving = false;
  /** The packet at hand is the first of a frame of the transport. */
  #isFirst = false;
  #isBroken = false;
  #hasEnded = false;

  constructor(options: TapOptions, events: TapEvents) {
    this.#options = options;
    this.#events = events;
    this.#incoming = this.#newFramer();
  }

  /** What answers is no broker: by its first bytes. */
  get otherProtocol(): ConnectionFact | undefined {
    return this.#otherProtocol && { key: 'other-protocol', args: this.#otherProtocol };
  }

  /** One frame from the transport; text: a text frame. */
  received(frame: Uint8Array | string): void {
    const time = this.#options.now();
    if (typeof frame === 'string') {
      const bytes = encodeUtf8(frame);
      const number = this.#keepBroken(time, bytes, { ...TEXT_FRAME, rule: 'textFrame' });
      const { statement } = TEXT_FRAME;
      const why: ConnectionFact = { key: 'text-frame', args: {} };
      this.#found({ code: 0x81, statement, why, packet: recordedNumber(number) });
    } else if (this.#incoming.fault) {
      this.#keepBroken(time, frame, this.#incoming.fault);
    } else {
      if (!this.#hasHeard) this.#otherProtocol = otherProtocol(frame);
      this.#hasHeard = true;
      this.#isReceiving = true;
      this.#isFirst = this.#incoming.pending === 0;
      let fault: FramingFault | undefined;
      this.#options.capture.together(this.#afterHeld(frame, time), (bytes) => {
        fault = this.#incoming.push(
          bytes,
          (packet) => {
            this.#packet(packet, time);
          },
          (chunk, from) => this.#plain(chunk, from, time),
        );
      });
      this.#isReceiving = false;
      if (fault) this.#unframed(fault, time);
      else if (this.#hasEnded) this.#keepUnfinished(time);
    }
    this.#passOn();
  }

  /**
   * The packet that the frames before began takes the same ways as one that lies in a frame: where frames end
   * anywhere, nearly each has one.
   * @returns what follows it in this frame
   */
  #afterHeld(frame: Uint8Array, time: number): Uint8Array {
    const end = this.#incoming.complete(frame, (packet) => {
      this.#options.capture.together(packet, (bytes) => {
        if (this.#plain(bytes, 0, time) === 0) this.#packet(bytes, time);
      });
    });
    return frame.subarray(end);
  }

  /** Bytes that the client writes, cut anywhere. */
  clientWrites(bytes: Uint8Array): void {
    this.#outgoing.push(bytes, (packet) => {
      this.#events.written(packet.slice());
    });
  }

  /** A packet leaves now; returns its number in the capture, 0 while the recording is stopped. */
  leaves(bytes: Uint8Array): number {
    const { capture, stream, now } = this.#options;
    return capture.packet(stream(), 'out', now(), bytes);
  }

  /** Our acknowledgements of four bytes each leave now, in one frame. */
  answersLeave(packets: Uint8Array): void {
    const { capture, stream, now } = this.#options;
    const together = { stream: stream(), time: now() };
    capture.together(packets, (bytes) => {
      for (let at = 0; at < bytes.length; ) {
        const end = capture.plainAnswers(bytes, at, together);
        if (end > at) at = end;
        else {
          capture.packet(
            together.stream,
            'out',
            together.time,
            bytes.subarray(at, at + ANSWER_BYTES),
          );
          at += ANSWER_BYTES;
        }
      }
    });
  }

  /** Whole packets leave now, in one piece. @param each hears of one by its place and its number */
  leaveTogether(bytes: Uint8Array, each: (nth: number, number: number) => void): void {
    const { capture, stream, now } = this.#options;
    const [ordinal, time] = [stream(), now()];
    capture.together(bytes, (staged) => {
      let nth = 0;
      for (let at = 0; at < staged.length; ) {
        const before = capture.newest;
        const end = capture.plainSent(staged, at, ordinal, time);
        for (let number = before + 1; end > at && number <= capture.newest; number += 1) {
          each(nth, number);
          nth += 1;
        }
        at = end;
        const size = packetSizeAt(staged, at, staged.length);
        if (size <= 0) break;
        each(nth, capture.packet(ordinal, 'out', time, staged.subarray(at, at + size)));
        nth += 1;
        at += size;
      }
    });
  }

  /** PUBREL, with whatever else answers the frame at hand. */
  release(packetId: number): void {
    this.#acknowledge.add(PLAIN_PUBREL, packetId);
    if (!this.#isReceiving) this.#passOn();
  }

  /** The stream is over: what came of an unfinished packet is kept. */
  end(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    // In the middle of a frame the rest of it is still to come.
    if (!this.#isReceiving) this.#keepUnfinished(this.#options.now());
  }

  /** Those that nobody but the capture has to see. @returns where the first stands that is not among them */
  #plain(chunk: Uint8Array, from: number, time: number): number {
    // Asked for each packet that takes the long way: most of them show it at once.
    const first = chunk[from] ?? 0;
    if (!(isPlainPublish(first) || isPlainAnswer(first)) || !this.#isConnected) return from;
    if (this.overheard !== undefined) return from;
    if (this.#isBroken || this.#breach !== undefined || this.#hasEnded) return from;
    const {
      capture,
      stream,
      version,
      maximumPacketSize = Number.POSITIVE_INFINITY,
    } = this.#options;
    const end = capture.plain(chunk, from, {
      stream: stream(),
      time,
      version,
      maximumPacketSize,
      aliases: this.#aliases,
      answer: this.#answer,
      acknowledged: this.#keepAnswer,
    });
    if (end > from) this.#isFirst = false;
    this.#tellAnswers(time);
    return end;
  }

  /** Whoever hears of them may ask the capture: then they are recorded. */
  #tellAnswers(time: number): void {
    const answers = this.#answers;
    for (let at = 0; at < answers.length; at += 2) {
      const type = ACKNOWLEDGEMENTS[answers[at] ?? 0] ?? 'puback';
      this.#events.packet({ type, packetId: answers[at + 1] ?? 0 }, time);
    }
    answers.length = 0;
  }

  #packet(bytes: Uint8Array, time: number): void {
    const { capture, stream, version } = this.#options;
    const isLost = capture.isFramingLost(stream(), 'in') && !this.#isFound(bytes);
    this.#isFirst = false;
    const number = capture.packet(stream(), 'in', time, bytes);
    const publish = capture.faultlessPublish(version);
    this.overheard?.(bytes, number, time);
    if (this.#isBroken || this.#breach || this.#hasEnded) return;
    if (isLost) {
      this.#passedOver += 1;
      return;
    }
    if (this.#isConnected && publish && this.#passes(bytes, publish)) return;
    const breach = this.#inspect(bytes, time);
    if (breach) this.#found({ ...breach, packet: recordedNumber(number) });
  }

  /** A PUBLISH without a fault need not be decoded. @returns false: an alias is to be learned, or is not known */
  #passes(
    bytes: Uint8Array,
    { topicAlias, topicStart, topicEnd, packetId }: PublishShape,
  ): boolean {
    if (topicAlias > 0 && (topicStart !== topicEnd || !this.#aliases.has(topicAlias))) return false;
    const qos = (peekFlags(bytes) & QOS) >> 1;
    if (qos > 0) this.#answer(qos === 1 ? PUBACK : PUBREC, packetId);
    return true;
  }

  readonly #keepAnswer = (type: number, packetId: number): void => {
    this.#answers.push(type, packetId);
  };

  readonly #answer = (type: number, packetId: number): void => {
    this.#acknowledge.add(type << 4, packetId);
  };

  /**
   * Whether a packet begins here for sure, also for the capture: what is acted on and answered is what
   * it shows. Who ends the connection at the first doubt has none.
   */
  #isFound(bytes: Uint8Array): boolean {
    const { capture, stream, observeMalformed, framesBeginPackets } = this.#options;
    const mayBegin = !observeMalformed || (framesBeginPackets === true && this.#isFirst);
    if (!mayBegin || !decode(bytes, this.#versionOf(bytes), 'server').ok) return !observeMalformed;
    capture.framingFound(stream(), 'in');
    return true;
  }

  /** Before CONNACK there is nothing to go on with. */
  #found(breach: Breach): void {
    if (this.#options.observeMalformed && this.#isConnected) this.#passedOver += 1;
    else this.#breach ??= breach;
  }

  #newFramer(): Framer {
    const { maximumPacketSize } = this.#options;
    return new Framer(maximumPacketSize === undefined ? {} : { maximumPacketSize });
  }

  /** Looks at a packet outside of the fast lane, and passes it on to whom it concerns. */
  #inspect(bytes: Uint8Array, time: number): Breach | undefined {
    const result = decode(bytes, this.#versionOf(bytes), 'server');
    if (!result.ok) {
      const { statement, breach } = result.problem;
      return { code: result.reasonCode, statement, why: ofPacket(breach), packet: undefined };
    }
    const { packet } = result;
    const breach = this.#events.packet(packet, time);
    if (breach) return breach;
    if (packet.type === 'connack') this.#isConnected = true;
    if (packet.type === 'publish') {
      const alias = propertyValue(packet.properties, 'topicAlias');
      if (alias !== undefined) {
        const wrong = this.#alias(alias, packet.topic);
        if (wrong) return wrong;
      }
      if (packet.qos > 0) this.#answer(packet.qos === 1 ? PUBACK : PUBREC, packet.packetId ?? 0);
    }
    if (packet.type === 'pubrel') this.#answer(PUBCOMP, packet.packetId);
    if (!OURS.has(packet.type)) this.#forward.push(forClient(bytes));
    return undefined;
  }

  /** A server that does not know MQTT 5 refuses in the form of 3.1.1: four bytes, no properties. */
  #versionOf(bytes: Uint8Array): ProtocolVersion {
    const isOldRefusal = !this.#isConnected && peekType(bytes) === 'connack' && bytes.length === 4;
    return isOldRefusal ? 4 : this.#options.version;
  }

  #alias(alias: number, topic: string): Breach | undefined {
    const { topicAliasMaximum } = this.#options;
    if (alias === 0 || alias > topicAliasMaximum) {
      return {
        code: 0x94,
        statement: alias === 0 ? 'MQTT-3.3.2-8' : 'MQTT-3.3.2-9',
        why: { key: 'alias-outside', args: { alias, most: topicAliasMaximum } },
        packet: undefined,
      };
    }
    if (topic !== '') {
      this.#aliases.set(alias, topic);
      return undefined;
    }
    if (this.#aliases.has(alias)) return undefined;
    return {
      code: 0x82,
      statement: 'MQTT-3.3.2-8',
      why: { key: 'alias-unknown', args: { alias } },
      packet: undefined,
    };
  }

  /** What was found in a frame has its effect when all of the frame is recorded. */
  #passOn(): void {
    const packets = this.#forward;
    this.#forward = [];
    const gathered = this.#acknowledge.take();
    const breach = this.#breach;
    this.#breach = undefined;
    if (this.#isBroken || this.#hasEnded) return;
    if (this.#passedOver > this.#toldPassedOver) {
      this.#toldPassedOver = this.#passedOver;
      this.#events.passedOver?.(this.#passedOver);
    }
    if (breach) {
      this.#isBroken = true;
      this.#events.broken({ ...breach, why: this.otherProtocol ?? breach.why });
      return;
    }
    if (gathered !== undefined) this.#events.acknowledge(gathered);
    if (packets.length > 0) this.#events.forward(joined(packets).buffer);
  }

  #unframed(fault: FramingFault, time: number): void {
    const rule = fault.kind === 'length' ? 'remainingLength' : 'maximumPacketSize';
    const bytes = this.#incoming.remainder();
    const packet = recordedNumber(this.#keepBroken(time, bytes, { ...fault, rule }));
    const { statement, breach } = fault;
    const code = fault.kind === 'length' ? 0x81 : 0x95;
    this.#found({ code, statement, why: ofPacket(breach), packet });
    const { observeMalformed, framesBeginPackets } = this.#options;
    if (observeMalformed && framesBeginPackets) this.#incoming = this.#newFramer();
  }

  #keepUnfinished(time: number): void {
    if (this.#incoming.fault || this.#incoming.pending === 0) return;
    this.#keepBroken(time, this.#incoming.remainder(), { ...CUT_OFF, rule: 'cutOff' });
  }

  #keepBroken(
    time: number,
    bytes: Uint8Array,
    { rule, statement, breach }: Pick<PacketProblem, 'rule' | 'statement' | 'breach'>,
  ): number {
    const { capture, stream } = this.#options;
    return capture.brokenBytes(stream(), 'in', time, bytes, {
      ...(rule !== undefined && { rule }),
      severity: 'malformed',
      statement,
      breach,
      offset: 0,
      length: bytes.length,
    });
  }
}

const ofPacket = (breach: PacketBreach): ConnectionFact => ({ key: 'packet', args: { breach } });

/** In MQTT 3.1 the flags of most packets mean nothing; mqtt.js reads none but those of 3.1.1. */
function forClient(bytes: Uint8Array): Uint8Array {
  if (peekFlags(bytes) === 0) return bytes;
  const plain = bytes.slice();
  plain[0] = (bytes[0] ?? 0) & 0xf0;
  return plain;
}
