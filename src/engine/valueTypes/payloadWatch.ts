/** Reports payloads with a NUL byte around their text, that another packet begins in, or that were meant as JSON. */
import { qosIn } from '../../mqtt/framing/firstBytes.ts';
import { payloadStart, peekPayload } from '../../mqtt/framing/peek.ts';
import { PUBLISH } from '../../mqtt/tables/typeNumbers.ts';
import { mayBeMeant } from '../../payload/json/meantAsJson.ts';
import type { CaptureParts } from '../capture/captureParts.ts';
import type { HeldPacket } from '../capture/heldPackets.ts';
import { MEANT_AS_JSON, PACKET_IN_PAYLOAD, PAYLOAD_NUL } from '../rules/payloadRules.ts';
import { OUT_OF_STEP } from '../rules/stepRule.ts';
import { isJsonText, type PayloadFinding, payloadFinding } from './payloadFinding.ts';

const MOST_TOPICS = 5000;
/** Packets that are read back, once for a topic. */
const MOST_BEFORE = 4096;

const RULES: Readonly<
  Record<
    PayloadFinding['key'],
    typeof PAYLOAD_NUL | typeof MEANT_AS_JSON | typeof PACKET_IN_PAYLOAD
  >
> = {
  'payload-nul': PAYLOAD_NUL,
  'meant-as-json': MEANT_AS_JSON,
  'packet-in-payload': PACKET_IN_PAYLOAD,
};

export class PayloadWatch {
  readonly #parts: CaptureParts;
  /** Topics, by direction, whose messages are built this way on purpose or by habit. */
  readonly #reported = new Set<string>();

  constructor(parts: CaptureParts) {
    this.#parts = parts;
  }

  /** False for most packets: what is reported needs a NUL in the payload, or a certain beginning. */
  mayBeOdd(stream: number, bytes: Uint8Array): boolean {
    if ((bytes[0] ?? 0) >> 4 !== PUBLISH) return false;
    const { version = 4 } = this.#parts.streams.remembered(stream) ?? {};
    const start = payloadStart(bytes, 0, bytes.length, version);
    return start >= 0 && (mayBeMeant(bytes, start) || bytes.indexOf(0, start) >= 0);
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
    if (finding.key === 'meant-as-json' && this.#carriesOther(number, topic)) return false;
    const rule = RULES[finding.key];
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

  /** JSON came on the topic before, or the user has chosen a format for it. */
  #carriesOther(number: number, topic: string): boolean {
    const { log, chosen } = this.#parts;
    if (chosen.of(topic) !== undefined) return true;
    const own = log.row(number);
    const oldest = Math.max(log.oldestNumber, number - MOST_BEFORE);
    for (let before = number - 1; own !== undefined && before >= oldest; before -= 1) {
      const row = log.row(before);
      if (row?.topic !== own.topic || row.firstByte >> 4 !== PUBLISH || row.masked) continue;
      const bytes = log.view(before);
      const payload = bytes && peekPayload(bytes, row.version ?? 4);
      if (payload !== undefined && isJsonText(payload)) return true;
    }
    return false;
  }

  #isNew(key: string): boolean {
    if (this.#reported.has(key) || this.#reported.size >= MOST_TOPICS) return false;
    this.#reported.add(key);
    return true;
  }
}

/** A payload that is a packet as a whole is sent this way each time. */
const isHabit = ({ key, args }: PayloadFinding): boolean =>
  key !== 'packet-in-payload' || args.byte === 0;
