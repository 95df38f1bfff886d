/**
 * Open sockets: the current connection's socket, and sockets of ended connections that have not closed yet.
 */
import type { Cancel, Environment } from '../environment/environment.ts';
import type { Link } from '../link/link.ts';
import { once } from '../protocol/once.ts';

/** ms for the previous socket to close, so that a client never has two connections at once. */
const CLOSED_WITHIN = 2000;

export class Sockets {
  readonly #environment: Environment;
  /** Address of each link. */
  readonly #open = new Map<Link, string>();
  /** Continues once the previous sockets are closed. */
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

  /**
   * Calls back when all data is sent and every socket except `but` is closed. `but` closes without a request.
   */
  drained(but: Link | undefined, done: () => void): void {
    this.#whenDrained = done;
    for (const link of this.#open.keys()) if (link !== but) link.hangUp();
    if (this.#open.size === 0) done();
  }

  /**
   * Closes the sockets to an address, because a server treats a second connection as another client with the
   * same identifier. Returns true if none is open any more.
   */
  hangUp(url: string): boolean {
    const before = this.#to(url);
    for (const link of before) link.hangUp();
    return before.every((link) => !this.#open.has(link));
  }

  /** Continues when those are closed, or after a timeout. Returns a function that cancels. */
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
