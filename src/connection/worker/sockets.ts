/** Sockets that are open: that of the connection there is, and those of ended ones that have not closed yet. */
import type { Cancel, Environment } from '../environment/environment.ts';
import type { Link } from '../link/link.ts';
import { once } from '../protocol/once.ts';

/** ms for the socket before to close, so that no two connections of one client stand side by side. */
const CLOSED_WITHIN = 2000;

export class Sockets {
  readonly #environment: Environment;
  /** With the address that each leads to. */
  readonly #open = new Map<Link, string>();
  /** Goes on once the sockets before are closed. */
  #whenClosed: () => void = () => undefined;
  #whenDrained: () => void = () => undefined;

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  opened(link: Link, url: string): void {
    this.#open.set(link, url);
  }

  closed(link: Link): void {
    this.#open.delete(link);
    this.#whenClosed();
    if (this.#open.size === 0) this.#whenDrained();
  }

  /** Calls back when all that was written has left and every socket is closed; `but` closes by itself. */
  drained(but: Link | undefined, done: () => void): void {
    this.#whenDrained = done;
    for (const link of this.#open.keys()) if (link !== but) link.hangUp();
    if (this.#open.size === 0) done();
  }

  /**
   * Hangs up on those that lead to an address: a server takes a second connection for another client with the same
   * identifier. Says whether nothing is in the way now.
   */
  hangUp(url: string): boolean {
    const before = this.#to(url);
    for (const link of before) link.hangUp();
    return before.every((link) => !this.#open.has(link));
  }

  /** Goes on when those are closed, or after a while. Returns how to call it off. */
  whenFree(url: string, run: () => void): Cancel {
    const before = this.#to(url);
    let cancel: Cancel = () => undefined;
    const end = (): void => {
      cancel();
      this.#whenClosed = () => undefined;
    };
    const go = once(() => {
      end();
      run();
    });
    cancel = this.#environment.after(CLOSED_WITHIN, go);
    this.#whenClosed = () => {
      if (before.every((link) => !this.#open.has(link))) go();
    };
    return end;
  }

  #to(url: string): readonly Link[] {
    return [...this.#open].flatMap(([link, address]) => (address === url ? [link] : []));
  }
}
