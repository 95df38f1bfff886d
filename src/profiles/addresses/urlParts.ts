/** Splits an address without `new URL`, which does not support `mqtt://` or `#` in a topic. */

import { percentDecoded } from '../../base/percentDecoded.ts';
import { type AddressNote, noHost, note } from './addressNotes.ts';
import { isHost, portOf } from './host.ts';
import type { PastedSettings } from './parsedAddress.ts';

const URL_PARTS =
  /^([a-z][a-z0-9+.-]*):\/\/(?:([^/?#]*)@)?(\[[^\]]*\]|[^:/?#]*)(?::([^/?#]*))?(\/[^?#]*)?(\?[^#]*)?(#.*)?$/is;

export interface UrlParts {
  readonly scheme: string;
  readonly userName: string | undefined;
  readonly password: string | undefined;
  readonly host: string;
  readonly portText: string;
  readonly path: string;
  readonly query: string;
  readonly fragment: string;
}

export function urlParts(text: string): UrlParts | undefined {
  const match = URL_PARTS.exec(text);
  if (!match) return undefined;
  const [, scheme = '', user, host = '', portText = '', path = '', query = '', fragment = ''] =
    match;
  const colon = user?.indexOf(':') ?? -1;
  return {
    scheme: scheme.toLowerCase(),
    userName:
      user === undefined ? undefined : percentDecoded(colon < 0 ? user : user.slice(0, colon)),
    password: user === undefined || colon < 0 ? undefined : percentDecoded(user.slice(colon + 1)),
    host,
    portText,
    path,
    query,
    fragment,
  };
}

/** User name and password of an address, for their fields. */
export function credentials(parts: UrlParts): { settings: PastedSettings; notes: AddressNote[] } {
  if (parts.userName === undefined) return { settings: {}, notes: [] };
  if (parts.password === undefined) {
    return { settings: { userName: parts.userName }, notes: [note('user-name-moved', {})] };
  }
  return {
    settings: { userName: parts.userName, password: parts.password },
    notes: [note('password-moved', {})],
  };
}

/** Host and port of an address, or the error in them. */
export function placeOf(parts: UrlParts): {
  port: number | undefined;
  problem: AddressNote | undefined;
} {
  const port = portOf(parts.portText);
  // Apparent host, port or path may be the rest of a password, so it is not repeated.
  const rest = parts.path + parts.query + parts.fragment;
  const hasCredentials = parts.userName !== undefined || /\D/.test(parts.portText);
  if (hasCredentials && rest.includes('@'))
    return { port, problem: note('password-not-escaped', {}) };
  if (parts.host === '') {
    return { port, problem: note('host-missing', { scheme: parts.scheme }) };
  }
  if (!isHost(parts.host)) return { port, problem: noHost(parts.host) };
  if (parts.portText !== '' && port === undefined) {
    return { port, problem: note('port-invalid', {}) };
  }
  return { port, problem: undefined };
}
