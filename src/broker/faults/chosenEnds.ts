/** Connections ended on purpose by a user, a recipe or a simulated network. */
import { dismissal } from './answer.ts';
import type { FaultAnswer } from './faultRule.ts';
import type { Transit } from './transit.ts';
import type { TreatedConnection } from './treatedConnection.ts';

export class ChosenEnds {
  readonly #transit: Transit;
  /** Connections that the broker is about to end on purpose. */
  readonly #claimed = new Set<TreatedConnection>();

  constructor(transit: Transit) {
    this.#transit = transit;
  }

  get areClaimed(): boolean {
    return this.#claimed.size > 0;
  }

  /** The connection has ended. */
  forget(connection: TreatedConnection): void {
    this.#claimed.delete(connection);
  }

  /** Ends one connection without DISCONNECT. */
  end(id: number, rule: string, now: number): void {
    this.#transit.at(now);
    const connection = this.#transit.connections.get(id);
    if (connection === undefined) return;
    connection.endedBy = rule;
    this.#transit.cut(connection);
  }

  /**
   * Ends the connections of one client, or all, without DISCONNECT, like a broker that crashes and restarts
   * with its sessions. Returns their number.
   */
  cut(client: string | undefined, now: number): number {
    this.#transit.at(now);
    const affected = this.#connectionsOf(client);
    for (const connection of affected) this.#transit.cut(connection);
    return affected.length;
  }

  /** Crash: connections end without DISCONNECT, and data in transit is lost. */
  breakDown(now: number): void {
    this.#transit.at(now);
    for (const connection of this.#transit.connections.values()) this.#transit.cut(connection);
  }

  /** True if a transport of this client is open, accepted or not. */
  isConnected(client: string): boolean {
    return this.#connectionsOf(client).length > 0;
  }

  /** Its transport is closed, but the broker does not know yet because its data still waits. */
  hasLeft(id: number): boolean {
    return this.#transit.connections.get(id)?.isGone === true;
  }

  /**
   * Ends a client's connections like a server, with DISCONNECT if its version has one, without the broker's
   * knowledge. Marked with `rule`. Returns their number.
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
   * The broker is about to end the connections of one client, or all, because of `rule`. Its packet to them,
   * or else the end, is marked with the rule. undefined: cancels that.
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
