/**
 * Reads a device's client id and user name. Tolerant, because the vendor's own libraries put white space,
 * line ends and even a bar into the tail.
 */
import type { DeviceName } from './alink/deviceName.ts';
import type { NamedValue } from './sign.ts';

export interface ClientIdParts {
  /** The part before the first bar, which is the only part that is signed. */
  readonly base: string;
  /** Whether there is a tail, and whether a final bar closes it. */
  readonly tail: 'none' | 'open' | 'closed';
  /** In their order. */
  readonly parameters: readonly NamedValue[];
  /** Pieces of the tail that are not `name=value`. */
  readonly strays: readonly string[];
}

export function parseClientId(clientId: string): ClientIdParts {
  const bar = clientId.indexOf('|');
  if (bar < 0) return { base: clientId, tail: 'none', parameters: [], strays: [] };
  const rest = clientId.slice(bar + 1);
  const closed = rest.endsWith('|');
  const parameters: NamedValue[] = [];
  const strays: string[] = [];
  for (const piece of (closed ? rest.slice(0, -1) : rest).split(',')) {
    const equals = piece.indexOf('=');
    if (equals >= 0)
      parameters.push([piece.slice(0, equals).trim(), piece.slice(equals + 1).trim()]);
    else if (piece.trim() !== '') strays.push(piece.trim());
  }
  return { base: clientId.slice(0, bar), tail: closed ? 'closed' : 'open', parameters, strays };
}

/** All values of a parameter in the tail, which may be repeated. */
export function parameterValues(parts: ClientIdParts, name: string): readonly string[] {
  return parts.parameters.filter(([key]) => key === name).map(([, value]) => value);
}

/** Parses `deviceName&productKey`; undefined without exactly one `&` between two non-empty parts. */
export function parseUserName(userName: string): DeviceName | undefined {
  const [deviceName, productKey, ...more] = userName.split('&');
  if (!deviceName || !productKey || more.length > 0) return undefined;
  return { productKey, deviceName };
}

/** True if a device sends the CONNECT, so that only the platform's rules apply. */
export function isDeviceSignIn(clientId: string, userName: string | undefined): boolean {
  return parseClientId(clientId).tail === 'closed' || (userName?.includes('&') ?? false);
}
