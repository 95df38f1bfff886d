/** The sign-in vectors with types for the tests. */

import { type NamedValue, type SignInRequest } from './sign.ts';
import { isSignMethod, type SignMethod } from './signMethod.ts';
import vectors from './testdata/vectors.json' with { type: 'json' };

interface VectorInput {
  readonly productKey: string;
  readonly deviceName: string;
  readonly deviceSecret: string;
  readonly clientIdBase: string;
  readonly timestamp: string | null;
  readonly signMethod: string;
  readonly secureMode: number;
  readonly regionId: string;
  readonly instanceId: string | null;
  readonly extra?: readonly { readonly key: string; readonly value: string }[];
}

function methodOf(text: string): SignMethod {
  if (!isSignMethod(text)) throw new Error(`the vectors name an unknown sign method, ${text}`);
  return text;
}

function requestOf(vector: VectorInput): SignInRequest {
  return {
    productKey: vector.productKey,
    deviceName: vector.deviceName,
    deviceSecret: vector.deviceSecret,
    clientIdBase: vector.clientIdBase,
    timestamp: vector.timestamp ?? undefined,
    signMethod: methodOf(vector.signMethod),
    secureMode: vector.secureMode === 2 ? 2 : 3,
    regionId: vector.regionId,
    instanceId: vector.instanceId ?? undefined,
    extra: (vector.extra ?? []).map(({ key, value }): NamedValue => [key, value]),
  };
}

export const SIGN_INS = vectors.vectors.map((vector) => ({
  name: vector.name,
  request: requestOf(vector),
  expected: vector.expected,
}));

/** Sign-ins of devices that differ from ours: some right, most wrong. */
export const VARIANTS = vectors.variants.map((vector) => ({
  name: vector.name,
  request: requestOf(vector),
  expected: vector.expected,
  sent: vector.wrong,
  accepted: vector.verdict === 'accept',
  returnCode: vector.suggestedConnack,
}));

export const OTHER_SIGNS = vectors.otherSigns.map((vector) => ({
  name: vector.name,
  fields: Object.entries(vector.signedFields).map(([name, value]): NamedValue => [name, value]),
  secret: vector.secret,
  method: methodOf(vector.signMethod),
  signContent: vector.signContent,
  sign: vector.sign,
}));
