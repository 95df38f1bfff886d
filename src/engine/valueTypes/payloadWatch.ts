/** Reports payloads with a NUL byte around their text, and payloads that another packet begins in. */
import { qosIn } from '../../mqtt/framing/firstBytes.ts';
import { payloadStart, peekPayload } from '../../mqtt/framing/peek.ts';
import { PUBLISH } from '../../mqtt/tables/typeNumbers.ts';
import type { CaptureParts } from '../capture/captureParts.ts';
import type { HeldPacket } from '../capture/heldPackets.ts';
import { PACKET_IN_PAYLOAD, PAYLOAD_NUL } from '../rules/payloadRules.ts';
import { OUT_OF_STEP } from '../rules/stepRule.ts';
import { type PayloadFinding, payloadFinding } from './payloadFinding.ts';

const MOST_TOPICS = 5000;

export class PayloadWatch {
  readonly #parts: CaptureParts;
  /** Topics, by direction, whose messages are built this way on purpose or by habit. */
  readonly #reported = new Set<string>();

  constructor(parts: CaptureParts) {
    this.#parts = parts;
  }

  /** False for most packets: what is reported needs a NUL in the payload. */
  mayBeOdd(stream: number, bytes: Uint8Array): boolean {
    if ((bytes[0] ?? 0) >> 4 !== PUBLISH) return false;
    const { version = 4 } = this.#parts.streams.remembered(stream) ?? {};
    const start = payloadStart(bytes, 0, bytes.length, version);
    return start >= 0 && bytes.indexOf(0, start) >= 0;
  }

  /** @returns true if a problem was added */
  look({ number, stream, time, direction, topic, bytes, ...packet }: HeldPacket): boolean {
    const { masked, withheld, problem } = packet;
    if (topic === undefined || masked || withheld || problem !== undefined) return false;
    const { version = 4 } = packet;
    const payload = peekPayload(bytes, version);
    const qos = qosIn(bytes[0] ?? 0);
    const { isGuessed = true } = this.#parts.streams.remembered(stream) ?? {};
    const isVersionGuessed = isGuessed || packet.version === undefined;
    const finding = payload && payloadFinding(payload, { topic, version, qos, isVersionGuessed });
    if (finding === undefined || this.#isExplained(number)) return false;
    if (isHabit(finding) && !this.#isNew(`${direction} ${finding.key} ${topic}`)) return false;
    const rule = finding.key === 'payload-nul' ? PAYLOAD_NUL : PACKET_IN_PAYLOAD;
    const { id, severity } = rule;
    const statement = rule.statement();
    const place = { packet: number, other: undefined, stream, time };
    this.#parts.problems.add({ rule: id, severity, statement, finding, ...place });
    return true;
  }

  /** The stream is out of step, so the payload was never sent as one. */
  #isExplained(packet: number): boolean {
    return this.#parts.problems.store.ofPacket(packet).some(({ rule }) => rule === OUT_OF_STEP.id);
  }

  #isNew(key: string): boolean {
    if (this.#reported.has(key) || this.#reported.size >= MOST_TOPICS) return false;
    this.#reported.add(key);
    return true;
  }
}

/** A payload that is a packet as a whole is sent this way each time. */
const isHabit = ({ key, args }: PayloadFinding): boolean =>
  key === 'payload-nul' || args.byte === 0;
