/**
 * The broker's reasons for the ends of its connections, stored until requested, because the wire does not
 * show them.
 */
import type { BrokerEvent } from '../core/state/events.ts';

/** The broker's own end of a connection. */
export interface BrokerWhy {
  /** Reason code of MQTT 5, also if the client's version has none. */
  readonly reasonCode: number;
  readonly reason: string;
  /** Address of the client that took over. */
  readonly rival?: string;
}

export type EndReason = 'client' | BrokerWhy;

/** Limit of unrequested connections. */
const MOST = 10_000;

export class EndReasons {
  readonly #told = new Map<number, EndReason>();
  /** Address of the newer connection, by the older one. */
  readonly #rivals = new Map<number, string>();

  heard(event: BrokerEvent): void {
    if (event.kind === 'take-over') this.#rivals.set(event.olderConnection, event.address);
    else if (event.kind === 'sign-in-refused' || event.kind === 'disconnected') this.#end(event);
    limit(this.#told);
    limit(this.#rivals);
  }

  /** Returns it once. undefined: the broker did not end it, and got no DISCONNECT. */
  take(connection: number): EndReason | undefined {
    const told = this.#told.get(connection);
    this.#told.delete(connection);
    this.#rivals.delete(connection);
    return told;
  }

  #end(event: Extract<BrokerEvent, { readonly kind: 'sign-in-refused' | 'disconnected' }>): void {
    const { connection } = event;
    if (connection === undefined) return;
    if (event.kind === 'disconnected' && event.by !== 'broker') {
      if (event.by === 'client') this.#told.set(connection, 'client');
      return;
    }
    const { reasonCode, reason = '' } = event;
    const rival = this.#rivals.get(connection);
    this.#told.set(connection, { reasonCode, reason, ...(rival !== undefined && { rival }) });
  }
}

function limit(map: Map<number, unknown>): void {
  const [oldest] = map.keys();
  if (map.size > MOST && oldest !== undefined) map.delete(oldest);
}
