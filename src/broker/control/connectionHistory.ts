/** Recent connections of each client and why they ended, to find clients that connect again and again. */
import type { BrokerEvent } from '../core/state/events.ts';
import type { ClientEnd, LastEnd, PastConnection } from './views.ts';

/** ms. */
const MINUTE = 60_000;
/** Connections kept per client. */
const MOST_OF_ONE = 64;
/** Maximum number of clients kept; the client with the oldest event is removed first. */
const MOST = 10_000;
/** Connections kept of all clients: about 8 MiB, which are not part of the broker's memory limit. */
const MOST_ENTRIES = 40_000;
/** Characters of client identifiers kept. */
const MOST_TEXT = 4 * 1024 * 1024;

interface Entry {
  readonly connection: number;
  readonly address: string;
  readonly opened: number;
  closed: number | undefined;
  end: ClientEnd | undefined;
}

export class ConnectionHistory {
  /** Clients, in the order of their latest events. */
  readonly #clients = new Map<string, Entry[]>();
  /** Address of the newer connection, by the older one. */
  readonly #rivals = new Map<number, string>();
  /** Rule that cut the connection, by connection. */
  readonly #cuts = new Map<number, string>();
  #text = 0;
  #entries = 0;

  heard(event: BrokerEvent, now: number): void {
    if (event.kind === 'take-over') this.#rivals.set(event.olderConnection, event.address);
    else if (event.kind === 'sign-in') this.#open(event, now);
    else if (event.kind === 'sign-in-refused') {
      const { reasonCode, reason = '' } = event;
      const entry = this.#open(event, now);
      if (entry !== undefined) close(entry, { kind: 'refused', reasonCode, reason }, now);
    } else if (event.kind === 'disconnected') this.#ended(event, now);
  }

  /** A fault rule has cut the connection, which is about to end. */
  cut(connection: number, rule: string): void {
    this.#cuts.set(connection, rule);
  }

  /** Records a connection that was accepted before the events were observed. */
  adopt(connection: number, client: string, address: string, opened: number): void {
    this.#add(client, { connection, address, opened, closed: undefined, end: undefined });
  }

  /** Connections that overlap the last minute, and the last ended connection. Oldest first. */
  of(client: string, now: number): readonly PastConnection[] {
    const entries = this.#clients.get(client) ?? [];
    const last = entries.findLast(({ end }) => end !== undefined);
    return entries
      .filter((entry) => entry === last || (entry.closed ?? now) > now - MINUTE)
      .map(({ address, opened, closed, end }) => ({ address, opened, closed, end }));
  }

  /** Connections of the last minute that followed another one. */
  reconnects(client: string, now: number): number {
    const entries = this.#clients.get(client) ?? [];
    return entries.filter(({ opened }, at) => at > 0 && opened > now - MINUTE).length;
  }

  lastEnd(client: string): LastEnd | undefined {
    const entries = this.#clients.get(client) ?? [];
    const last = entries.findLast(({ end }) => end !== undefined);
    if (last?.end === undefined) return undefined;
    return { at: last.closed ?? last.opened, address: last.address, end: last.end };
  }

  /** Clients whose last connection ended within the last minute, latest first. */
  recent(now: number): readonly string[] {
    const names: string[] = [];
    for (const [client, entries] of [...this.#clients].reverse()) {
      const last = entries.at(-1);
      if (last?.closed === undefined) continue;
      if (last.closed <= now - MINUTE) break;
      names.push(client);
    }
    return names;
  }

  #open(
    event: Extract<BrokerEvent, { readonly kind: 'sign-in' | 'sign-in-refused' }>,
    opened: number,
  ): Entry | undefined {
    const { clientId, address, connection } = event;
    if (clientId === undefined || connection === undefined) return undefined;
    const entry: Entry = { connection, address, opened, closed: undefined, end: undefined };
    this.#add(clientId, entry);
    return entry;
  }

  #add(client: string, entry: Entry): void {
    const known = this.#clients.get(client);
    if (known === undefined) this.#text += client.length;
    const entries = known ?? [];
    entries.push(entry);
    if (entries.length > MOST_OF_ONE) entries.shift();
    else this.#entries += 1;
    this.#renew(client, entries);
    for (const [oldest, its] of this.#clients) {
      if (this.#isWithinLimits()) break;
      this.#clients.delete(oldest);
      this.#text -= oldest.length;
      this.#entries -= its.length;
    }
  }

  #isWithinLimits(): boolean {
    const { size } = this.#clients;
    return size <= MOST && this.#text <= MOST_TEXT && this.#entries <= MOST_ENTRIES;
  }

  /** Moves the client to the end of the map. */
  #renew(client: string, entries: Entry[]): void {
    this.#clients.delete(client);
    this.#clients.set(client, entries);
  }

  #ended(event: Extract<BrokerEvent, { readonly kind: 'disconnected' }>, now: number): void {
    const { clientId, connection } = event;
    if (connection === undefined) return;
    const rival = this.#rivals.get(connection);
    const rule = this.#cuts.get(connection);
    this.#rivals.delete(connection);
    this.#cuts.delete(connection);
    const entries = clientId === undefined ? undefined : this.#clients.get(clientId);
    const entry = entries?.find((one) => one.connection === connection);
    if (clientId === undefined || entries === undefined || entry === undefined) return;
    close(entry, endOf(event, rule, rival), now);
    this.#renew(clientId, entries);
  }
}

function endOf(
  event: Extract<BrokerEvent, { readonly kind: 'disconnected' }>,
  rule: string | undefined,
  rival: string | undefined,
): ClientEnd {
  if (rule !== undefined) return { kind: 'cut', rule };
  if (event.by !== 'broker') {
    const { by, reasonCode = 0 } = event;
    return by === 'network' ? { kind: 'lost' } : { kind: 'disconnect', reasonCode };
  }
  const { reasonCode, reason = '' } = event;
  return { kind: 'broker', reasonCode, reason, ...(rival !== undefined && { rival }) };
}

function close(entry: Entry, end: ClientEnd, now: number): void {
  entry.closed = now;
  entry.end = end;
}
