/**
 * How a device signs in: from its product key, name and secret to the fields of CONNECT.
 *
 * Synchronous and in plain JavaScript, because a page that came over plain HTTP has no WebCrypto,
 * and because the fields of each CONNECT are made at the moment in which it is sent.
 */
import { bytesToHex } from '@noble/hashes/utils.js';
import { encodeUtf8 } from '../base/utf8.ts';
import { endpoint } from './endpoint.ts';
import { hmacOnce } from './signHashes.ts';
import type { SignMethod } from './signMethod.ts';

/** 2: TLS (mqtts, wss). 3: plain (tcp, ws). */
type SecureMode = 2 | 3;

/** A named value; a list of them keeps order and repeats. */
export type NamedValue = readonly [name: string, value: string];

/** The fields in the order in which they are signed: by name. */
function sortedFields(fields: readonly NamedValue[]): readonly NamedValue[] {
  return [...fields].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

/** The text to sign: each name directly followed by its value, in the order of the names. */
export function signContentOf(fields: readonly NamedValue[]): string {
  return sortedFields(fields)
    .map(([name, value]) => name + value)
    .join('');
}

/** HMAC in lower-case hex. The secret is used as text, whatever it looks like. */
export function signatureOf(content: string, secret: string, method: SignMethod): string {
  return bytesToHex(hmacOnce(method, encodeUtf8(secret), encodeUtf8(content)));
}

export interface DeviceIdentity {
  readonly productKey: string;
  readonly deviceName: string;
  /** What stands before the first bar of the client id. */
  readonly clientIdBase: string;
  /** Milliseconds since 1970 as decimal text, signed as it stands. Absent: not signed, not sent. */
  readonly timestamp?: string | undefined;
}

/** What a device's sign-in signs; secure mode and sign method are not part of it. */
export function signedFields(identity: DeviceIdentity): readonly NamedValue[] {
  const fields: NamedValue[] = [
    ['clientId', identity.clientIdBase],
    ['deviceName', identity.deviceName],
    ['productKey', identity.productKey],
  ];
  if (identity.timestamp !== undefined) fields.push(['timestamp', identity.timestamp]);
  return sortedFields(fields);
}

export interface SignInRequest extends DeviceIdentity {
  readonly deviceSecret: string;
  readonly signMethod: SignMethod;
  readonly secureMode: SecureMode;
  /** `cn-shanghai` where absent or empty. */
  readonly regionId?: string | undefined;
  /** Absent or empty: the region's public instance. */
  readonly instanceId?: string | undefined;
  /** More keys for the client id's tail, unsigned, e.g. `['ext', '1']`. */
  readonly extra?: readonly NamedValue[];
}

export interface SignIn {
  /** The pieces of `signContent`, in order. */
  readonly signedFields: readonly NamedValue[];
  readonly signContent: string;
  /** Lower-case hex. */
  readonly password: string;
  /** Base and tail. */
  readonly clientId: string;
  readonly username: string;
  readonly host: string;
  readonly port: number;
  readonly wsUrl: string;
}

/** The fields of CONNECT with which a device signs in directly, and where it connects. */
export function signIn(request: SignInRequest): SignIn {
  const fields = signedFields(request);
  const signContent = signContentOf(fields);
  const tail: NamedValue[] = [
    ['securemode', String(request.secureMode)],
    ['signmethod', request.signMethod],
  ];
  if (request.timestamp !== undefined) tail.push(['timestamp', request.timestamp]);
  tail.push(...(request.extra ?? []));
  const tailText = tail.map(([name, value]) => `${name}=${value}`).join(',');
  return {
    signedFields: fields,
    signContent,
    password: signatureOf(signContent, request.deviceSecret, request.signMethod),
    clientId: `${request.clientIdBase}|${tailText}|`,
    username: `${request.deviceName}&${request.productKey}`,
    ...endpoint(request),
  };
}
