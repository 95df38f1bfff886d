/** Detects PUBLISH packets above QoS 0 without an answer whose receiver answers much later packets (4.3). */

import type { Report } from '../../findings/report.ts';
import type { Direction } from '../../log/columns/direction.ts';
import type { SeenPacket } from './seenPacket.ts';
import { SentInOrder } from './sentInOrder.ts';

const SECOND = 1_000_000;
/** Minimum time in µs between the PUBLISH and the later answered packet, because an answer may take time. */
const TIMEOUT = 10 * SECOND;
/** The same if no answer can arrive any more. */
const TIMEOUT_AT_END = SECOND;
/** Maximum number watched per QoS and direction. */
const MOST_WAITING = 1_024;

/**
 * Messages of one QoS and direction: a client only has to keep the order of its answers among these (4.6).
 */
class Waiting {
  readonly qos: 1 | 2;
  readonly sent = new SentInOrder();
  /** Sending time of the latest answered message; −∞: none yet. */
  answered = Number.NEGATIVE_INFINITY;

  constructor(qos: 1 | 2) {
    this.qos = qos;
  }
}

const NONE: readonly Waiting[] = [];
// Shared by all connections without such a PUBLISH, which are the majority.
const NOTHING_SENT: Readonly<Record<Direction, readonly Waiting[]>> = { in: NONE, out: NONE };

export class AnswerWatch {
  /** Created when something is sent in a direction. */
  #waiting = NOTHING_SENT;

  /** Records a PUBLISH that its receiver has to answer. */
  published(
    direction: Direction,
    qos: number,
    packetId: number,
    packet: number,
    time: number,
  ): void {
    const { sent } = this.#waitingOf(direction, qos === 2 ? 2 : 1);
    if (sent.size >= MOST_WAITING) return;
    // A resent message has waited since it was first sent.
    if (!sent.has(packetId)) sent.add(packetId, packet, time);
  }

  #waitingOf(direction: Direction, qos: 1 | 2): Waiting {
    const before = this.#waiting[direction];
    const known = before.find((waiting) => waiting.qos === qos);
    if (known !== undefined) return known;
    const waiting = new Waiting(qos);
    // QoS 1 is judged first.
    const both = qos === 1 ? [waiting, ...before] : [...before, waiting];
    this.#waiting = { ...this.#waiting, [direction]: both };
    return waiting;
  }

  /** True if no answer at this time can prove that another is missing: `answeredInTime` suffices. */
  isPatient(direction: Direction, now: number): boolean {
    return this.#waiting[direction].every(({ sent }) => now - sent.oldestTime(now) < TIMEOUT);
  }

  /** @param direction direction of the answered PUBLISH */
  answeredInTime(direction: Direction, packetId: number): void {
    for (const waiting of this.#waiting[direction]) {
      const sentAt = waiting.sent.take(packetId);
      if (sentAt !== undefined) waiting.answered = Math.max(waiting.answered, sentAt);
    }
  }

  /** @param direction direction of the answered PUBLISH, which may be any */
  answered(direction: Direction, packetId: number, packet: SeenPacket, report: Report): void {
    for (const waiting of this.#waiting[direction]) {
      const sentAt = waiting.sent.take(packetId);
      if (sentAt !== undefined) this.#goesOn(waiting, sentAt, packet, report);
    }
  }

  /** @param sentAt when the answered PINGREQ was sent, µs */
  pingAnswered(sentAt: number, packet: SeenPacket, report: Report): void {
    for (const waiting of this.#waiting.out) this.#goesOn(waiting, sentAt, packet, report);
  }

  /** True for a PUBLISH without an answer that was not reported. */
  waits(direction: Direction, packetId: number): boolean {
    return this.#waiting[direction].some(({ sent }) => sent.has(packetId));
  }

  /** Handles the end: no more packets arrive. */
  ended(version: SeenPacket['stream']['version'], report: Report): void {
    for (const waiting of [...this.#waiting.out, ...this.#waiting.in]) {
      judge(waiting, TIMEOUT_AT_END, version, report);
    }
  }

  #goesOn(waiting: Waiting, sentAt: number, { number, stream }: SeenPacket, report: Report): void {
    waiting.answered = Math.max(waiting.answered, sentAt);
    judge(waiting, TIMEOUT, stream.version, report, number);
  }
}

/** Reports each message once. */
function judge(
  { qos, sent, answered }: Waiting,
  timeout: number,
  version: SeenPacket['stream']['version'],
  report: Report,
  other?: number,
): void {
  for (;;) {
    const isPatient = answered - sent.oldestTime(Number.POSITIVE_INFINITY) < timeout;
    const oldest = isPatient ? undefined : sent.oldest;
    if (oldest === undefined) return;
    const { packetId } = oldest;
    sent.take(packetId);
    const later = answered - oldest.time;
    const ofQos2 = version === 5 ? '4.3.3-8' : '4.3.3-2';
    const statement = qos === 2 ? ofQos2 : undefined;
    const finding = { key: 'publish-unanswered', args: { packetId, qos, later } } as const;
    report(finding, { packet: oldest.packet, other, statement });
  }
}
