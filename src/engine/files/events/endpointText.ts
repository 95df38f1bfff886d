/** Formats and parses an endpoint of a connection. */
import type { Endpoint } from './captureEvents.ts';

/** Returns e.g. `192.0.2.7:50123`; an IPv6 address is in brackets, as in a URL. */
export function endpointText({ address, port }: Endpoint): string {
  const host = address.includes(':') ? `[${address}]` : address;
  // A flat string: the engine of JavaScript keeps the parts of a template in memory.
  return [host, port].join(':');
}

/** undefined: the text is not an endpoint. */
export function endpointIn(text: string): Endpoint | undefined {
  const [, bracketed, plain = bracketed, port] =
    /^(?:\[([^\s[\]]+)\]|([^\s:[\]]+)):(\d{1,5})$/.exec(text) ?? [];
  return plain === undefined ? undefined : { address: plain, port: Number(port) };
}
