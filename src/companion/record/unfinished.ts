/** The received messages of QoS 1 and 2 whose handshake is under way, so that a recording can end after it. */

import type { Direction } from '../../engine/log/columns/direction.ts';
import { peekPacketId, peekPublish, peekType } from '../../mqtt/framing/peek.ts';

export class Unfinished {
  /** Packet identifiers of messages that the recording holds. */
  readonly #open = new Set<number>();
  /** Of messages that came after its end was decided. */
  readonly #foreign = new Set<number>();

  /** Handshakes without their last packet. */
  get count(): number {
    return this.#open.size;
  }

  /** A packet that the recording holds. */
  holds(direction: Direction, bytes: Uint8Array): void {
    const type = peekType(bytes);
    if (direction === 'in') {
      const id = peekPublish(bytes)?.packetId;
      if (id !== undefined) this.#open.add(id);
    } else if (type === 'puback' || type === 'pubcomp') {
      this.#open.delete(peekPacketId(bytes) ?? 0);
    }
  }

  /** The connections' handshakes go on on the next one, or never. */
  disconnected(): void {
    this.#open.clear();
    this.#foreign.clear();
  }

  /** Once the end is decided: whether a packet belongs to what the recording holds. */
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
