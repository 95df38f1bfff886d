/** One end of a connection as text, and out of it again. */
import type { Endpoint } from './captureEvents.ts';

/** `192.0.2.7:50123`; an IPv6 address in brackets, as in a URL. */
export function endpointText({ address, port }: Endpoint): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

/** undefined: it is none. */
export function endpointIn(text: string): Endpoint | undefined {
  const [, bracketed, plain = bracketed, port] =
    /^(?:\[([^\s[\]]+)\]|([^\s:[\]]+)):(\d{1,5})$/.exec(text) ?? [];
  return plain === undefined ? undefined : { address: plain, port: Number(port) };
}
