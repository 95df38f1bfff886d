/** Checks addresses before opening, and names servers without possible secrets. */
import type { ConnectionSettings } from '../../profiles/settings/settings.ts';
import { shownAddress } from '../environment/shownAddress.ts';
import { type ConnectionFact, saidBy } from '../protocol/connectionFacts.ts';
import type { Failure } from '../protocol/protocol.ts';

/** Schemes that a browser opens. */
const WEB_SOCKET: ReadonlySet<string> = new Set(['ws:', 'wss:']);

/** The server's address without possible secrets. */
export function serverOf({ url }: ConnectionSettings): string {
  return shownAddress(url).replace(/[?#].*$/u, '');
}

export function addressError(url: string, schemes = WEB_SOCKET): ConnectionFact | undefined {
  if (!URL.canParse(url)) {
    return { key: 'not-an-address', args: { address: shownAddress(url) } };
  }
  const { protocol, hash } = new URL(url);
  if (!schemes.has(protocol)) {
    return { key: 'not-for-browsers', args: { protocol } };
  }
  if (hash !== '') return { key: 'address-has-fragment', args: {} };
  return undefined;
}

/** Failure of opening: the browser rejected the address, or the settings allow no CONNECT. */
export function failureOf(error: unknown, url: string, pageIsSecure: boolean): Failure {
  if (error instanceof Error && error.name === 'SecurityError') {
    return { kind: 'unreachable', url: shownAddress(url), pageIsSecure, forbidden: true };
  }
  return { kind: 'invalid', why: saidBy(error) };
}
