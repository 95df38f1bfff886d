/**
 * HTTPS pre-authentication: a device sends a signed form and receives an id and a token, which it uses as
 * MQTT user name and password. The token is a secret.
 */

import { parseJson } from '../payload/json/parseJson.ts';
import { authHost } from './regions.ts';
import {
  type DeviceIdentity,
  type NamedValue,
  signatureOf,
  signContentOf,
  signedFields,
} from './sign.ts';
import type { SignMethod } from './signMethod.ts';

export interface PreAuthRequest extends DeviceIdentity {
  readonly deviceSecret: string;
  readonly signMethod: SignMethod;
}

/** The platform's address for the form; default region: `cn-shanghai`. */
export function preAuthUrl(regionId: string | undefined): string {
  return `https://${authHost(regionId)}/auth/devicename`;
}

/** Fields of the form. The signed text is the same as for a direct sign-in. */
export function preAuthForm(request: PreAuthRequest): readonly NamedValue[] {
  const { timestamp } = request;
  const content = signContentOf(signedFields(request));
  return [
    ['productKey', request.productKey],
    ['deviceName', request.deviceName],
    ['clientId', request.clientIdBase],
    ['sign', signatureOf(content, request.deviceSecret, request.signMethod)],
    ['signmethod', request.signMethod],
    ...(timestamp === undefined ? [] : [['timestamp', timestamp] as const]),
    ['version', 'default'],
    // Without this field the reply names no host.
    ['resources', 'mqtt'],
  ];
}

/** Client id of the CONNECT that follows, as the vendor's C SDK sends it. */
export function preAuthClientId({ clientIdBase, timestamp, signMethod }: PreAuthRequest): string {
  const time = timestamp === undefined ? '' : `timestamp=${timestamp},`;
  return `${clientIdBase}|securemode=-1,${time}signmethod=${signMethod},gw=0|`;
}

interface PreAuthGrant {
  readonly iotId: string;
  /** A secret. */
  readonly iotToken: string;
  readonly host: string | undefined;
  /** Port of MQTT over TLS. */
  readonly port: number | undefined;
}

export type PreAuthAnswer =
  | { readonly ok: true; readonly grant: PreAuthGrant }
  /** 401, 460, 500, 5001, 6200, …; `message` is the platform's. */
  | { readonly ok: false; readonly code: number; readonly message: string };

/** undefined if the text is not a reply of the platform. */
export function readPreAuthAnswer(body: string): PreAuthAnswer | undefined {
  const answer = record(parseJson(body));
  const code = answer?.get('code');
  if (answer === undefined || typeof code !== 'number') return undefined;
  if (code !== 200) return { ok: false, code, message: text(answer.get('message')) ?? '' };
  const data = record(answer.get('data'));
  const iotId = text(data?.get('iotId'));
  const iotToken = text(data?.get('iotToken'));
  if (iotId === undefined || iotToken === undefined) return undefined;
  const mqtt = record(record(data?.get('resources'))?.get('mqtt'));
  const port = mqtt?.get('port');
  return {
    ok: true,
    grant: {
      iotId,
      iotToken,
      host: text(mqtt?.get('host')),
      port: typeof port === 'number' ? port : undefined,
    },
  };
}

function record(value: unknown): ReadonlyMap<string, unknown> | undefined {
  return typeof value === 'object' && value !== null ? new Map(Object.entries(value)) : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
