/** Addresses of servers in a capture. They show the sides of connections whose packets do not. */
import type { Endpoint } from '../events/captureEvents.ts';
import { endpointText } from '../events/endpointText.ts';

const MOST = 1024;

export class KnownServers {
  readonly #servers = new Set<string>();

  add(server: Endpoint): void {
    if (this.#servers.size < MOST) this.#servers.add(endpointText(server));
  }

  has(endpoint: Endpoint): boolean {
    return this.#servers.has(endpointText(endpoint));
  }
}
