/**
 * Computes a device's sign-in: from product key, name and secret to the fields of CONNECT.
 *
 * Synchronous and in plain JavaScript, because a page loaded over plain HTTP has no WebCrypto, and because
 * the fields of each CONNECT are computed when it is sent.
 */
import { bytesToHex } from '@noble/hashes/utils.js';
import { encodeUtf8 } from '../base/utf8.ts';
import { endpoint } from './endpoint.ts';
import { hmacOnce } from './signHashes.ts';
import type { SignMethod } from './signMethod.ts';

/** 2: TLS (mqtts, wss). 3: plain (tcp, ws). */
type SecureMode = 2 | 3;

/** A named value. Lists of them keep order and repeats. */
export type NamedValue = readonly [name: string, value: string];

/** The fields in the order of signing: by name. */
function sortedFields(fields: readonly NamedValue[]): readonly NamedValue[] {
  return [...fields].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

/** The text to sign: each name directly followed by its value, ordered by name. */
export function signContentOf(fields: readonly NamedValue[]): string {
  return sortedFields(fields)
    .map(([name, value]) => name + value)
    .join('');
}

/** HMAC in lower-case hexadecimal digits. The secret is used as text in any case. */
export function signatureOf(content: string, secret: string, method: SignMethod): string {
  return bytesToHex(hmacOnce(method, encodeUtf8(secret), encodeUtf8(content)));
}

export interface DeviceIdentity {
  readonly productKey: string;
  readonly deviceName: string;
  /** The part before the first bar of the client id. */
  readonly clientIdBase: string;
  /** Milliseconds since 1970 as decimal text, signed unchanged. Absent: neither signed nor sent. */
  readonly timestamp?: string | undefined;
}

/** Fields that a sign-in signs; secure mode and sign method are not among them. */
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
  /** Default: `cn-shanghai`. */
  readonly regionId?: string | undefined;
  /** Default: the region's public instance. */
  readonly instanceId?: string | undefined;
  /** Additional unsigned keys for the client id's tail, such as `['ext', '1']`. */
  readonly extra?: readonly NamedValue[];
}

export interface SignIn {
  /** The pieces of `signContent`, in order. */
  readonly signedFields: readonly NamedValue[];
  readonly signContent: string;
  /** Lower-case hexadecimal digits. */
  readonly password: string;
  /** Base and tail. */
  readonly clientId: string;
  readonly username: string;
  readonly host: string;
  readonly port: number;
  readonly wsUrl: string;
}

/** The fields of CONNECT for a direct sign-in, and the address. */
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
