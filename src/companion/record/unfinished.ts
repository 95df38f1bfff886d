/** Tracks received messages of QoS 1 and 2 with open handshakes, so that a recording can end after them. */

import type { Direction } from '../../engine/log/columns/direction.ts';
import { peekPacketId, peekPublish, peekType } from '../../mqtt/framing/peek.ts';

export class Unfinished {
  /** Packet identifiers of recorded messages. */
  readonly #open = new Set<number>();
  /** Packet identifiers of messages after the end was decided. */
  readonly #foreign = new Set<number>();

  /** Number of open handshakes. */
  get count(): number {
    return this.#open.size;
  }

  /** Notes a recorded packet. */
  holds(direction: Direction, bytes: Uint8Array): void {
    const type = peekType(bytes);
    if (direction === 'in') {
      const id = peekPublish(bytes)?.packetId;
      if (id !== undefined) this.#open.add(id);
    } else if (type === 'puback' || type === 'pubcomp') {
      this.#open.delete(peekPacketId(bytes) ?? 0);
    }
  }

  /** Open handshakes continue on the next connection or never. */
  disconnected(): void {
    this.#open.clear();
    this.#foreign.clear();
  }

  /** After the end is decided: whether a packet belongs to a recorded message. */
  belongs(direction: Direction, bytes: Uint8Array): boolean {
    const type = peekType(bytes);
    const id = peekPacketId(bytes) ?? 0;
    if (type === 'publish' && direction === 'in') {
      if (id !== 0 && !this.#open.has(id)) this.#foreign.add(id);
      return false;
    }
    const isOfMessage =
      direction === 'in'
        ? type === 'pubrel'
        : type === 'puback' || type === 'pubrec' || type === 'pubcomp';
    return !isOfMessage || !this.#foreign.has(id);
  }
}
