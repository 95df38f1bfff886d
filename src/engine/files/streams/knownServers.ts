/** Addresses of servers in a capture. They show the sides of connections whose packets do not. */
import type { Endpoint } from '../events/captureEvents.ts';
import { endpointText } from '../events/endpointText.ts';
import { type EndKey, endpointOf } from '../tcp/endKey.ts';

/** Addresses that are remembered. */
const MOST = 1024;

export class KnownServers {
  readonly #servers = new Set<string>();
  /** Connections whose sides no SYN shows, by address. */
  readonly #connections = new Map<string, number>();

  /** Server of the newest connection. */
  #newest: { readonly key: EndKey; readonly server: Endpoint } | undefined;
  #added: Endpoint | undefined;

  /** Connections to one server share its endpoint, because there may be many. */
  endpointOf(key: EndKey): Endpoint {
    if (this.#newest?.key !== key) this.#newest = { key, server: endpointOf(key) };
    return this.#newest.server;
  }

  add(server: Endpoint): void {
    if (server === this.#added) return;
    this.#added = server;
    if (this.#servers.size < MOST) this.#servers.add(endpointText(server));
  }

  /** Counts a connection whose sides are unknown. */
  count(...ends: readonly Endpoint[]): void {
    for (const end of ends.map(endpointText)) {
      const before = this.#connections.get(end);
      if (before !== undefined || this.#connections.size < MOST) {
        this.#connections.set(end, (before ?? 0) + 1);
      }
    }
  }

  /** True if the first address is the server's. Most clients use a port once. */
  isServer(end: Endpoint, other: Endpoint): boolean {
    const [one, two] = [endpointText(end), endpointText(other)];
    const isKnown = this.#servers.has(one);
    if (isKnown || this.#servers.has(two)) return isKnown && !this.#servers.has(two);
    const count = this.#connections.get(one) ?? 0;
    return count > 1 && count > (this.#connections.get(two) ?? 0);
  }
}
