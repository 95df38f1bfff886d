/** What is wrong with an address before anything is opened, and how one is named without what may be secret in it. */
import type { ConnectionSettings } from '../../profiles/settings/settings.ts';
import { shownAddress } from '../environment/shownAddress.ts';
import { type ConnectionFact, saidBy } from '../protocol/connectionFacts.ts';
import type { Failure } from '../protocol/protocol.ts';

/** What a browser opens. */
const WEB_SOCKET: ReadonlySet<string> = new Set(['ws:', 'wss:']);

/** Without what may hold a secret. */
export function serverOf({ url }: ConnectionSettings): string {
  return shownAddress(url).replace(/[?#].*$/u, '');
}

export function addressFault(url: string, schemes = WEB_SOCKET): ConnectionFact | undefined {
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

/** Opening failed at once: the browser refused the address, or CONNECT cannot be made from the settings. */
export function failureOf(error: unknown, url: string, pageIsSecure: boolean): Failure {
  if (error instanceof Error && error.name === 'SecurityError') {
    return { kind: 'unreachable', url: shownAddress(url), pageIsSecure, forbidden: true };
  }
  return { kind: 'invalid', why: saidBy(error) };
}
