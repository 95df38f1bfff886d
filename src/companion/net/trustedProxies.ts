/**
 * Proxies of `--trust-proxy`, and the client that their `X-Forwarded-For` names. Each proxy appends the address
 * that has connected to it, so only the part that trusted proxies have written counts: the rightmost address
 * that is not one of theirs.
 */
import { BlockList, isIP } from 'node:net';
import { bareHost, canonicalAddress } from './addresses.ts';
import type { RemoteEnd } from './remoteEnd.ts';

/** An IP address, or the first bits of one. */
export interface Network {
  readonly address: string;
  readonly family: 'ipv4' | 'ipv6';
  readonly bits: number;
}

/** Parses `10.0.0.5` or `10.0.0.0/8`; undefined: invalid. */
export function parseNetwork(text: string): Network | undefined {
  const [, host = '', digits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const address = bareHost(host);
  const version = isIP(address);
  if (version === 0 || address.includes('%')) return undefined;
  const most = version === 4 ? 32 : 128;
  const bits = digits === undefined ? most : Number(digits);
  return bits > most ? undefined : { address, family: version === 4 ? 'ipv4' : 'ipv6', bits };
}

export class TrustedProxies {
  readonly #networks = new BlockList();

  constructor(networks: readonly Network[]) {
    for (const { address, bits, family } of networks) {
      this.#networks.addSubnet(address, bits, family);
    }
  }

  has(address: string): boolean {
    const version = isIP(address);
    return version !== 0 && this.#networks.check(address, version === 4 ? 'ipv4' : 'ipv6');
  }

  /**
   * The client of a request. undefined: the connected peer, because it is not a proxy or names no client.
   *
   * @param peer address that has connected
   * @param header its `X-Forwarded-For`
   */
  clientOf(peer: string, header: string | undefined): RemoteEnd | undefined {
    if (header === undefined || !this.has(peer)) return undefined;
    let client: RemoteEnd = { address: peer, port: 0, isForwarded: true };
    for (const entry of header.split(',').reverse()) {
      const end = parseEntry(entry.trim());
      // Such as `unknown`: the proxy before it is the last that is known.
      if (end === undefined) break;
      client = end;
      if (!this.has(end.address)) break;
    }
    return client;
  }
}

/** An address, which some proxies write with a port. IPv6 has brackets then. */
function parseEntry(entry: string): RemoteEnd | undefined {
  const [, host = entry, digits = '0'] = /^(\[.*\]|[\d.]+):(\d{1,5})$/.exec(entry) ?? [];
  const address = bareHost(host);
  const port = Number(digits);
  if (isIP(address) === 0 || port > 65_535) return undefined;
  return { address: canonicalAddress(address), port, isForwarded: true };
}
