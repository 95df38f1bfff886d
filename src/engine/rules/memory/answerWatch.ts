/** PUBLISH above QoS 0 without an answer, whose receiver answers what was sent long after it (4.3). */

import type { Say } from '../../findings/say.ts';
import type { Direction } from '../../log/direction.ts';
import { SparseMap } from '../../log/sparse.ts';
import type { SeenPacket } from './seenPacket.ts';

const SECOND = 1_000_000;
/** µs from it to what was sent later and is answered: an answer may take its time. */
const PATIENCE = 10 * SECOND;
/** The same where no answer can come any more. */
const PATIENCE_AT_END = SECOND;
/** More of one QoS and direction are not watched. */
const MOST_WAITING = 1_024;

interface Sent {
  readonly packet: number;
  /** µs. */
  readonly time: number;
}

/** Of one QoS and direction: only among these has a client to keep the order of its answers (4.6). */
class Waiting {
  readonly qos: 1 | 2;
  /** By packet identifier, oldest first. */
  readonly sent = new SparseMap<number, Sent>();
  /** When that was sent which is answered and was sent last. */
  answered = 0;

  constructor(qos: 1 | 2) {
    this.qos = qos;
  }
}

export class AnswerWatch {
  readonly #waiting: Record<Direction, readonly Waiting[]> = {
    in: [new Waiting(1), new Waiting(2)],
    out: [new Waiting(1), new Waiting(2)],
  };

  /** A PUBLISH that its receiver has to answer. */
  published({ direction, bytes, number, time }: SeenPacket, packetId: number): void {
    const qos = ((bytes[0] ?? 0) >> 1) & 3;
    const sent = this.#waiting[direction][qos - 1]?.sent;
    if (sent === undefined || sent.size >= MOST_WAITING) return;
    // One that is sent again has waited since its first sending.
    if (sent.get(packetId) === undefined) sent.set(packetId, { packet: number, time });
  }

  /** @param direction of the PUBLISH that has its answer, whichever it is */
  answered(direction: Direction, packetId: number, packet: SeenPacket, say: Say): void {
    for (const waiting of this.#waiting[direction]) {
      const sent = waiting.sent.get(packetId);
      if (sent === undefined) continue;
      waiting.sent.delete(packetId);
      this.#goesOn(waiting, sent.time, packet, say);
    }
  }

  /** @param sentAt when the PINGREQ was sent that has its answer now, µs */
  pingAnswered(sentAt: number, packet: SeenPacket, say: Say): void {
    for (const waiting of this.#waiting.out) this.#goesOn(waiting, sentAt, packet, say);
  }

  /** Nothing comes any more. */
  ended(version: SeenPacket['stream']['version'], say: Say): void {
    for (const waiting of [...this.#waiting.out, ...this.#waiting.in]) {
      judge(waiting, PATIENCE_AT_END, version, say);
    }
  }

  #goesOn(waiting: Waiting, sentAt: number, { number, stream }: SeenPacket, say: Say): void {
    waiting.answered = Math.max(waiting.answered, sentAt);
    judge(waiting, PATIENCE, stream.version, say, number);
  }
}

/** Each is told of once. */
function judge(
  { qos, sent, answered }: Waiting,
  patience: number,
  version: SeenPacket['stream']['version'],
  say: Say,
  other?: number,
): void {
  for (;;) {
    const [packetId = 0, oldest] = sent.first() ?? [];
    if (oldest === undefined || answered - oldest.time < patience) return;
    sent.delete(packetId);
    const later = answered - oldest.time;
    const ofQos2 = version === 5 ? '4.3.3-8' : '4.3.3-2';
    const statement = qos === 2 ? ofQos2 : undefined;
    const finding = { key: 'publish-unanswered', args: { packetId, qos, later } } as const;
    say(finding, { packet: oldest.packet, other, statement });
  }
}
