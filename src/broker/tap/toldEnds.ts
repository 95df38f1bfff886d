/** What the broker has said of the ends of its connections, until somebody asks: the wire alone does not show it. */
import type { BrokerEvent } from '../core/state/events.ts';

/** The broker's own end of a connection. */
export interface BrokerWhy {
  /** Of MQTT 5, also where the client's version has none. */
  readonly reasonCode: number;
  readonly reason: string;
  /** Where the client has connected that took over. */
  readonly rival?: string;
}

export type ToldEnd = 'client' | BrokerWhy;

/** Of connections that nobody asks for. */
const MOST = 10_000;

export class ToldEnds {
  readonly #told = new Map<number, ToldEnd>();
  /** By the older connection: where the younger one is. */
  readonly #rivals = new Map<number, string>();

  heard(event: BrokerEvent): void {
    if (event.kind === 'take-over') this.#rivals.set(event.olderConnection, event.address);
    else if (event.kind === 'sign-in-refused' || event.kind === 'disconnected') this.#end(event);
    limit(this.#told);
    limit(this.#rivals);
  }

  /** Once. undefined: the broker did not end it, nor heard of it by DISCONNECT. */
  take(connection: number): ToldEnd | undefined {
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
