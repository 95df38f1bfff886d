/**
 * Limits the bytes sent to an address, because UDP addresses are easily forged. Until an address has proven
 * that it receives, it gets at most three times the bytes received from it (as in RFC 9000, 8.1).
 */

const FACTOR = 3;
/** Reserve that messages must leave: for the largest answer (SUBACK, 8 bytes) and two challenges (7 each). */
const RESERVE = 22;

interface Path {
  /** Number of clients at this address. */
  clients: number;
  /** Bytes that may still be sent; infinite once the address is proven. */
  credit: number;
}

export class Reach {
  readonly #paths = new Map<string, Path>();
  /** Sender of the last datagram, which may not be a client. */
  #last: { readonly address: string; credit: number } | undefined;

  /** Adds credit for bytes received from an address. */
  received(address: string, length: number): void {
    const credit = FACTOR * length;
    this.#last = { address, credit };
    const path = this.#paths.get(address);
    if (path !== undefined) path.credit += credit;
  }

  /** Adds a client. The datagram that it connected with counts. */
  enter(address: string): void {
    const path = this.#paths.get(address);
    if (path === undefined) this.#paths.set(address, { clients: 1, credit: this.#lastOf(address) });
    else path.clients += 1;
  }

  /** Removes a client. The proof of its address ends with the last one. */
  leave(address: string): void {
    const path = this.#paths.get(address);
    if (path === undefined) return;
    path.clients -= 1;
    if (path.clients === 0) this.#paths.delete(address);
  }

  prove(address: string): void {
    const path = this.#paths.get(address);
    if (path !== undefined) path.credit = Number.POSITIVE_INFINITY;
  }

  /** True if a message of this length that answers no request may be sent. */
  allows(address: string, length: number): boolean {
    return this.#creditOf(address) - length >= RESERVE;
  }

  isProven(address: string): boolean {
    return this.#creditOf(address) === Number.POSITIVE_INFINITY;
  }

  /** Uses credit. Returns false if the message must not be sent. */
  spend(address: string, length: number): boolean {
    if (this.#creditOf(address) < length) return false;
    const path = this.#paths.get(address);
    if (path !== undefined) path.credit -= length;
    if (this.#last?.address === address) this.#last.credit -= length;
    return true;
  }

  #creditOf(address: string): number {
    return this.#paths.get(address)?.credit ?? this.#lastOf(address);
  }

  #lastOf(address: string): number {
    return this.#last?.address === address ? Math.max(0, this.#last.credit) : 0;
  }
}
