/** Signed and sent values of a draft's device, updated during typing. */
import { preAuthClientId, preAuthUrl } from '../../../../alibaba/preAuth.ts';
import {
  type NamedValue,
  type SignIn,
  type SignInRequest,
  signIn,
} from '../../../../alibaba/sign.ts';
import { utf8Length } from '../../../../base/utf8.ts';
import { preAuthAddress } from '../../../../connection/signIn/preAuth.ts';
import type { Draft } from '../../../session/profiles/draft.ts';
import { placeOf } from '../../../session/profiles/settings.ts';

/** The fields without which nothing is worth sending. */
const NEEDED = ['clientId', 'productKey', 'deviceName', 'deviceSecret'] as const;
type Needed = (typeof NEEDED)[number];

export interface Made extends SignIn {
  /** Before the first bar. */
  readonly base: string;
  /** Values between the bars. */
  readonly tail: readonly NamedValue[];
  readonly contentBytes: number;
  readonly secretBytes: number;
  readonly missing: readonly Needed[];
}

/** @param moment ms since 1970, for a draft that signs the time of each CONNECT */
export function madeOf(draft: Draft, moment: number): Made {
  const request = requestOf(draft, moment);
  const signed = signIn(request);
  const clientId = draft.how === 'https' ? preAuthClientId(request) : signed.clientId;
  return {
    ...signed,
    clientId,
    base: draft.clientId,
    tail: namedValues(clientId.slice(draft.clientId.length + 1, -1)),
    contentBytes: utf8Length(signed.signContent),
    secretBytes: utf8Length(draft.deviceSecret),
    missing: NEEDED.filter((field) => draft[field] === ''),
  };
}

/** Target URL of HTTPS pre-authentication. */
export function preAuthUrlOf({ authUrl, url, regionId }: Draft): string {
  return preAuthAddress(authUrl.trim(), url.trim(), preAuthUrl(regionId));
}

/** The signature uses the typed text unchanged, including blanks. */
export function requestOf(draft: Draft, moment: number): SignInRequest {
  return {
    ...placeOf(draft),
    productKey: draft.productKey,
    deviceName: draft.deviceName,
    clientIdBase: draft.clientId,
    deviceSecret: draft.deviceSecret,
    signMethod: draft.signMethod,
    timestamp: timestampOf(draft, moment),
  };
}

function namedValues(tail: string): readonly NamedValue[] {
  return tail.split(',').map((piece) => {
    const at = piece.indexOf('=');
    return [piece.slice(0, at), piece.slice(at + 1)];
  });
}

function timestampOf(draft: Draft, moment: number): string | undefined {
  if (draft.timestampMode === 'none') return undefined;
  return draft.timestampMode === 'now' ? String(moment) : draft.timestamp;
}

const HASHES = { hmacmd5: 'HMAC-MD5', hmacsha1: 'HMAC-SHA1', hmacsha256: 'HMAC-SHA256' } as const;

export function hashName(draft: Draft): string {
  return HASHES[draft.signMethod];
}
