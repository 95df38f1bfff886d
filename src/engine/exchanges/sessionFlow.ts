/** Which exchanges of one MQTT session are open (4.3), over all its connections. */
import type { AckPacket } from '../../mqtt/packet.ts';
import type { Direction } from '../direction.ts';

/**
 * Seen from the client: `out` is what it sends. The packets of both directions are told in the
 * order in which they were seen.
 */
export class SessionFlow {
  /** QoS 1 and 2 sent, last answer not seen. */
  readonly #openOut = new Set<number>();
  /** QoS 2 received, PUBCOMP not sent. */
  readonly #openIn = new Set<number>();
  /** QoS 2 received and PUBREL not: the same identifier again is the same message again (4.3.3). */
  readonly #heldIn = new Set<number>();

  get inFlightOut(): number {
    return this.#openOut.size;
  }

  get inFlightIn(): number {
    return this.#openIn.size;
  }

  get isIdle(): boolean {
    return this.#openOut.size + this.#openIn.size + this.#heldIn.size === 0;
  }

  sent(packetId: number): void {
    this.#openOut.add(packetId);
  }

  /** A PUBLISH of QoS 2. @returns whether it repeats one that is still held */
  received(packetId: number): boolean {
    if (this.#heldIn.has(packetId)) return true;
    this.#heldIn.add(packetId);
    this.#openIn.add(packetId);
    return false;
  }

  /** PUBACK or PUBCOMP received, or a PUBREC that refuses. */
  answered(packetId: number): void {
    this.#openOut.delete(packetId);
  }

  /** PUBREL received: the identifier may be used for another message. */
  released(packetId: number): void {
    this.#heldIn.delete(packetId);
  }

  /** PUBCOMP sent, or a PUBREC that refuses. */
  completed(packetId: number): void {
    this.#heldIn.delete(packetId);
    this.#openIn.delete(packetId);
  }

  /** The broker has no session: nothing of before goes on. */
  clear(): void {
    this.#openOut.clear();
    this.#openIn.clear();
    this.#heldIn.clear();
  }
}

/** Takes note of an acknowledgement of a PUBLISH (4.3). */
export function acknowledge(
  session: SessionFlow,
  direction: Direction,
  { type, packetId, reasonCode = 0 }: Pick<AckPacket, 'type' | 'packetId' | 'reasonCode'>,
): void {
  const isRefusal = type === 'pubrec' && reasonCode >= 0x80;
  if (direction === 'out') {
    if (type === 'pubcomp' || isRefusal) session.completed(packetId);
  } else if (type === 'pubrel') {
    session.released(packetId);
  } else if (type !== 'pubrec' || isRefusal) {
    session.answered(packetId);
  }
}
