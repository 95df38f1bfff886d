/**
 * Records every byte of both directions in the capture before the client or the transport sees it. The fast
 * path handles packets that the client does not need: PUBLISH and PUBREL, which are answered here.
 */

import { joined } from '../../base/bytes.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import type { Capture } from '../../engine/capture/capture.ts';
import { ANSWER_BYTES } from '../../engine/capture/plainAnswers.ts';
import type { PublishShape } from '../../engine/log/columns/publishShape.ts';
import { decode } from '../../mqtt/codec/decode.ts';
import type { PacketProblem } from '../../mqtt/dissect/dissection.ts';
import { isPlainAnswer, isPlainPublish, PLAIN_PUBREL } from '../../mqtt/framing/firstBytes.ts';
import { Framer, type FramingError } from '../../mqtt/framing/framer.ts';
import { type OtherProtocol, otherProtocol } from '../../mqtt/framing/otherProtocol.ts';
import { peekFlags, peekType } from '../../mqtt/framing/peek.ts';
import { type Breach as PacketBreach, plainBreach } from '../../mqtt/statements/breaches.ts';
import type { Packet, ProtocolVersion } from '../../mqtt/tables/packet.ts';
import { packetSizeAt } from '../../mqtt/tables/packetSize.ts';
import { propertyValue } from '../../mqtt/tables/properties.ts';
import { PUBACK, PUBCOMP, PUBREC } from '../../mqtt/tables/typeNumbers.ts';
import type { ConnectionFact } from '../protocol/connectionFacts.ts';
import { recordedNumber } from '../protocol/recordedNumber.ts';
import { AckBuffer } from './ackBuffer.ts';
import type { AwaitedAcks } from './awaitedAcks.ts';

/** Packets hidden from the client: we answer them, or they answer ours. */
const OURS: ReadonlySet<Packet['type']> = new Set([
  'publish',
  'puback',
  'pubrec',
  'pubrel',
  'pubcomp',
  'auth',
]);
/** Packets that answer ours. */
const ACKNOWLEDGEMENTS: Readonly<Record<number, 'puback' | 'pubrec' | 'pubcomp'>> = {
  [PUBACK]: 'puback',
  [PUBREC]: 'pubrec',
  [PUBCOMP]: 'pubcomp',
};
/** Bits in the flags of a PUBLISH. */
const QOS = 0b0110;
const RETAIN = 0b0001;

const CUT_OFF = {
  statement: 'MQTT-4.2.0-1',
  breach: plainBreach('ended-midway'),
};

/** A rule that the other side broke, so that the connection must end (4.13). */
export interface Breach {
  /** Reason code for DISCONNECT in MQTT 5. */
  readonly code: number;
  /** Key in the table of normative statements. */
  readonly statement: string;
  readonly why: ConnectionFact;
  /** Number in the capture of the packet that breaks it. */
  readonly packet: number | undefined;
}

const TEXT_FRAME = {
  statement: 'MQTT-6.0.0-1',
  breach: plainBreach('text-frame'),
};

export interface RecorderOptions {
  readonly capture: Capture;
  /** The stream's ordinal in the capture. The stream begins when the transport is open. */
  readonly stream: () => number;
  readonly version: ProtocolVersion;
  /** Limit announced in CONNECT; 0 if none. */
  readonly topicAliasMaximum: number;
  /** Maximum bytes of a packet, as announced in CONNECT. */
  readonly maximumPacketSize: number | undefined;
  /** Continues after a malformed packet, which is recorded but neither processed nor answered. */
  readonly observeMalformed: boolean;
  /** After framing is lost, the next transport frame most likely begins with a packet. */
  readonly framesBeginPackets?: boolean;
  /** Is told of each acknowledgement. */
  readonly acks?: AwaitedAcks;
  /** µs. */
  readonly now: () => number;
}

export interface RecorderEvents {
  /** Handles a received packet outside the fast path. Returns a breach if the packet is not allowed here. */
  readonly packet: (packet: Packet, time: number) => Breach | undefined;
  /** Sends four-byte acknowledgements in this order. */
  readonly acknowledge: (packets: Uint8Array) => void;
  /** Passes whole packets to the client, in order. */
  readonly forward: (packets: ArrayBuffer) => void;
  /** Number of skipped packets, or frames without any; reported once per frame. */
  readonly passedOver?: (packets: number) => void;
  /** Called once: the connection must end. */
  readonly broken: (breach: Breach) => void;
  /** A whole packet from the client to send. */
  readonly written: (bytes: Uint8Array) => void;
}

export class Recorder {
  /** Called for every received packet. @param number in the capture; 0 if not recorded */
  observePacket: ((bytes: Uint8Array, number: number, time: number) => void) | undefined;
  /** Arrival of the newest message with RETAIN, µs. */
  lastRetained: number | undefined;
  readonly #options: RecorderOptions;
  readonly #events: RecorderEvents;
  #incoming: Framer;
  #passedOver = 0;
  #toldPassedOver = 0;
  readonly #outgoing = new Framer();
  readonly #aliases = new Map<number, string>();
  #forward: Uint8Array[] = [];
  /** Our answers to a whole frame. */
  readonly #acknowledge = new AckBuffer();
  /** Types and identifiers of the packets that answer ours. */
  readonly #answers: number[] = [];
  /** CONNACK has arrived, before which no other packet may. */
  #isConnected = false;
  #hasHeard = false;
  #otherProtocol: OtherProtocol | undefined;
  /** A breach found in the current frame. */
  #breach: Breach | undefined;
  #isReceiving = false;
  #isBroken = false;
  #hasEnded = false;

  constructor(options: RecorderOptions, events: RecorderEvents) {
    this.#options = options;
    this.#events = events;
    this.#incoming = this.#newFramer();
  }

  /** Set if the other side is not a broker, by its first bytes. */
  get otherProtocol(): ConnectionFact | undefined {
    return this.#otherProtocol && { key: 'other-protocol', args: this.#otherProtocol };
  }

  /** Handles a frame from the transport; text is the content of a text frame. */
  received(frame: Uint8Array | string): void {
    const time = this.#options.now();
    if (typeof frame === 'string') {
      const bytes = encodeUtf8(frame);
      const number = this.#keepBroken(time, bytes, { ...TEXT_FRAME, rule: 'textFrame' });
      const { statement } = TEXT_FRAME;
      const why: ConnectionFact = { key: 'text-frame', args: {} };
      this.#found({ code: 0x81, statement, why, packet: recordedNumber(number) });
    } else if (this.#incoming.error) {
      this.#keepBroken(time, frame, this.#incoming.error);
    } else {
      if (!this.#hasHeard) this.#otherProtocol = otherProtocol(frame);
      this.#hasHeard = true;
      this.#isReceiving = true;
      let error: FramingError | undefined;
      this.#options.capture.batch(this.#afterHeld(frame, time), (bytes) => {
        error = this.#incoming.push(
          bytes,
          (packet) => {
            this.#packet(packet, time);
          },
          (chunk, from) => this.#plain(chunk, from, time),
        );
      });
      this.#isReceiving = false;
      if (error) this.#unframed(error, time);
      else if (this.#hasEnded) this.#keepUnfinished(time);
    }
    this.#passOn();
  }

  /**
   * Completes the packet that earlier frames began. It takes the same paths as a packet within a frame,
   * because nearly every frame has one if the peer ends frames anywhere.
   * @returns the rest of this frame
   */
  #afterHeld(frame: Uint8Array, time: number): Uint8Array {
    const end = this.#incoming.complete(frame, (packet) => {
      this.#options.capture.batch(packet, (bytes) => {
        if (this.#plain(bytes, 0, time) === 0) this.#packet(bytes, time);
      });
    });
    return frame.subarray(end);
  }

  /** Handles bytes from the client, cut anywhere. */
  clientWrites(bytes: Uint8Array): void {
    this.#outgoing.push(bytes, (packet) => {
      this.#events.written(packet.slice());
    });
  }

  /**
   * Records a packet that leaves now. Returns its number in the capture, 0 while the recording is stopped.
   */
  leaves(bytes: Uint8Array): number {
    const { capture, stream, now } = this.#options;
    return capture.packet(stream(), 'out', now(), bytes);
  }

  /** Records our four-byte acknowledgements that leave now, in one frame. */
  answersLeave(packets: Uint8Array): void {
    const { capture, stream, now } = this.#options;
    const together = { stream: stream(), time: now() };
    capture.batch(packets, (bytes) => {
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

  /**
   * Records whole packets that leave now, in one piece. @param each called with the index and number of each
   * packet
   */
  leaveTogether(bytes: Uint8Array, each: (nth: number, number: number) => void): void {
    const { capture, stream, now } = this.#options;
    const [ordinal, time] = [stream(), now()];
    capture.batch(bytes, (staged) => {
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

  /** Sends PUBREL together with the other answers to the current frame. */
  release(packetId: number): void {
    this.#acknowledge.add(PLAIN_PUBREL, packetId);
    if (!this.#isReceiving) this.#passOn();
  }

  /** The stream has ended: the received part of an incomplete packet is kept. */
  end(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    // Inside a frame, the rest of the packet has not been processed yet.
    if (!this.#isReceiving) this.#keepUnfinished(this.#options.now());
  }

  /** Records packets that only the capture needs. @returns the offset of the first other packet */
  #plain(chunk: Uint8Array, from: number, time: number): number {
    // Checked for each packet on the slow path; most are decided by this byte.
    const first = chunk[from] ?? 0;
    if (!(isPlainPublish(first) || isPlainAnswer(first)) || !this.#isConnected) return from;
    if (this.observePacket !== undefined) return from;
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
    this.#reportAnswers(time);
    return end;
  }

  /** Handlers may query the capture, so the answers are recorded first. */
  #reportAnswers(time: number): void {
    const answers = this.#answers;
    for (let at = 0; at < answers.length; at += 2) {
      const type = ACKNOWLEDGEMENTS[answers[at] ?? 0] ?? 'puback';
      this.#events.packet({ type, packetId: answers[at + 1] ?? 0 }, time);
    }
    answers.length = 0;
  }

  #packet(bytes: Uint8Array, time: number): void {
    const { capture, stream, version } = this.#options;
    const number = capture.packet(stream(), 'in', time, bytes);
    const publish = capture.validPublish(version);
    this.observePacket?.(bytes, number, time);
    if (this.#isBroken || this.#breach || this.#hasEnded) return;
    // A message with RETAIN never takes the fast path.
    if (publish && (peekFlags(bytes) & RETAIN) !== 0) this.lastRetained = time;
    if (this.#isConnected && publish && this.#passes(bytes, publish)) return;
    const breach = this.#inspect(bytes, time);
    if (breach) this.#found({ ...breach, packet: recordedNumber(number) });
  }

  /** Handles a valid PUBLISH without decoding it. @returns false if an alias must be learnt or is unknown */
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
    this.#options.acks?.answered(type, packetId);
    this.#acknowledge.add(type << 4, packetId);
  };

  /** Without a CONNACK the connection cannot continue. */
  #found(breach: Breach): void {
    if (this.#options.observeMalformed && this.#isConnected) this.#passedOver += 1;
    else this.#breach ??= breach;
  }

  #newFramer(): Framer {
    const { maximumPacketSize } = this.#options;
    return new Framer(maximumPacketSize === undefined ? {} : { maximumPacketSize });
  }

  /** Checks a packet outside the fast path and passes it to its handler. */
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

  /** A server without MQTT 5 rejects in the form of 3.1.1: four bytes, no properties. */
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

  /** Results of a frame take effect after the whole frame is recorded. */
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

  #unframed(error: FramingError, time: number): void {
    const rule = error.kind === 'length' ? 'remainingLength' : 'maximumPacketSize';
    const bytes = this.#incoming.remainder();
    const packet = recordedNumber(this.#keepBroken(time, bytes, { ...error, rule }));
    const { statement, breach } = error;
    const code = error.kind === 'length' ? 0x81 : 0x95;
    this.#found({ code, statement, why: ofPacket(breach), packet });
    const { observeMalformed, framesBeginPackets } = this.#options;
    if (observeMalformed && framesBeginPackets) this.#incoming = this.#newFramer();
  }

  #keepUnfinished(time: number): void {
    if (this.#incoming.error || this.#incoming.pending === 0) return;
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

/** In MQTT 3.1 the flags of most packets have no meaning; mqtt.js accepts only the 3.1.1 flags. */
function forClient(bytes: Uint8Array): Uint8Array {
  if (peekFlags(bytes) === 0) return bytes;
  const plain = bytes.slice();
  plain[0] = (bytes[0] ?? 0) & 0xf0;
  return plain;
}
