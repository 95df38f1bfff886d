/** Connections that a person, a recipe or a network ends on purpose. */
import { dismissal } from './answer.ts';
import type { FaultAnswer } from './faultRule.ts';
import type { Transit } from './transit.ts';
import type { TreatedConnection } from './treatedConnection.ts';

export class ChosenEnds {
  readonly #transit: Transit;
  /** Connections that the broker is to end on purpose. */
  readonly #claimed = new Set<TreatedConnection>();

  constructor(transit: Transit) {
    this.#transit = transit;
  }

  get areClaimed(): boolean {
    return this.#claimed.size > 0;
  }

  /** It has ended. */
  forget(connection: TreatedConnection): void {
    this.#claimed.delete(connection);
  }

  /** Ends one connection without a word. */
  end(id: number, rule: string, now: number): void {
    this.#transit.at(now);
    const connection = this.#transit.connections.get(id);
    if (connection === undefined) return;
    connection.endedBy = rule;
    this.#transit.cut(connection);
  }

  /**
   * Ends connections without a word, as a broker does that breaks down and starts again with its
   * sessions: those of one client, or all. Returns how many.
   */
  cut(client: string | undefined, now: number): number {
    this.#transit.at(now);
    const affected = this.#connectionsOf(client);
    for (const connection of affected) this.#transit.cut(connection);
    return affected.length;
  }

  /** The broker breaks down: connections end without a word, and nothing that is on its way arrives. */
  breakDown(now: number): void {
    this.#transit.at(now);
    for (const connection of this.#transit.connections.values()) this.#transit.cut(connection);
  }

  /** Whether a transport of this client is open, let in or not. */
  isConnected(client: string): boolean {
    return this.#connectionsOf(client).length > 0;
  }

  /** Its transport is closed, and the broker has not heard of it: something of it still waits. */
  hasLeft(id: number): boolean {
    return this.#transit.connections.get(id)?.isGone === true;
  }

  /**
   * Ends a client's connection as a server does, with DISCONNECT where its version has one, and with
   * nothing that the broker would know of. Marked with `rule`. Returns how many connections.
   */
  dismiss(client: string, answer: FaultAnswer, rule: string, now: number): number {
    this.#transit.at(now);
    const affected = this.#connectionsOf(client).filter(({ isListening }) => isListening);
    for (const connection of affected) {
      const { bytes } = dismissal(connection.version, answer);
      if (bytes !== undefined) {
        const marked = { rule, action: 'made' } as const;
        const treated = this.#transit.marker.treat();
        this.#transit.enter(connection, 'server', 'packet', bytes, { treated, marked });
      } else {
        connection.endedBy = rule;
      }
      connection.isDeaf = true;
      this.#transit.enter(connection, 'server', 'cut');
    }
    return affected.length;
  }

  /**
   * The broker is about to end connections because `rule` has it do so: those of one client, or all.
   * Its word to them is marked with that, or else the end. undefined: it does not after all.
   */
  claimEnds(client: string | undefined, rule: string | undefined): void {
    for (const connection of this.#connectionsOf(client)) {
      connection.endedBy = rule;
      if (rule === undefined) this.#claimed.delete(connection);
      else this.#claimed.add(connection);
    }
  }

  #connectionsOf(client: string | undefined): TreatedConnection[] {
    return [...this.#transit.connections.values()].filter(
      ({ isGone, clientId }) => !isGone && (client === undefined || clientId === client),
    );
  }
}
