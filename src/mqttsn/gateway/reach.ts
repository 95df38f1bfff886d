/**
 * How much may be sent to an address. Addresses of UDP are easily forged: until somebody at an address has
 * answered what only a receiver there can know, it gets at most three times the bytes that came from it
 * (as in RFC 9000, 8.1).
 */

const FACTOR = 3;
/** Messages leave this much: for the largest answer (SUBACK, 8 bytes), and for two questions for a proof (7 each). */
const RESERVE = 22;

interface Path {
  /** Clients that are there. */
  clients: number;
  /** Bytes that may still be sent; infinite once the address is proven. */
  credit: number;
}

export class Reach {
  readonly #paths = new Map<string, Path>();
  /** Of the datagram that came last, for senders that are no clients. */
  #last: { readonly address: string; credit: number } | undefined;

  /** So many bytes have come from an address. */
  received(address: string, length: number): void {
    const credit = FACTOR * length;
    this.#last = { address, credit };
    const path = this.#paths.get(address);
    if (path !== undefined) path.credit += credit;
  }

  /** A client is there from now on; the datagram that it came with counts. */
  enter(address: string): void {
    const path = this.#paths.get(address);
    if (path === undefined) this.#paths.set(address, { clients: 1, credit: this.#lastOf(address) });
    else path.clients += 1;
  }

  /** A client is there no more. What its address has proven ends with the last one. */
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

  /** Whether a message of so many bytes may be sent that answers no request. */
  allows(address: string, length: number): boolean {
    return this.#creditOf(address) - length >= RESERVE;
  }

  isProven(address: string): boolean {
    return this.#creditOf(address) === Number.POSITIVE_INFINITY;
  }

  /** False: it must not be sent. */
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
