/** HTTPS pre-authentication: answers a device's post to `/auth/devicename`. */
import type { DeviceName } from '../../alibaba/alink/deviceName.ts';
import { type NamedValue, signatureOf, signContentOf } from '../../alibaba/sign.ts';
import { DEFAULT_SIGN_METHOD, isSignMethod } from '../../alibaba/signMethod.ts';
import type { KnownDevices } from './devices/registry.ts';
import type { IssuedToken } from './tokens.ts';

/** Address where the device is to connect. */
export interface MqttAddress {
  readonly host: string;
  readonly port: number;
}

/** Body of the answer, whose HTTP status is always 200. */
export type PreAuthAnswer =
  | {
      readonly code: 200;
      readonly data: IssuedToken & { readonly resources?: { readonly mqtt: MqttAddress } };
      readonly message: 'success';
    }
  | { readonly code: 401 | 460 | 500 | 5001 | 6204; readonly message: string };

const REQUIRED = ['productKey', 'deviceName', 'clientId', 'sign'];
/** Members that are not signed. */
const UNSIGNED: ReadonlySet<string> = new Set(['sign', 'signmethod', 'version', 'resources']);
/** Characters of a client identifier. */
const LONGEST_CLIENT_ID = 64;

const refusal = (code: 401 | 460 | 5001 | 6204, message: string): PreAuthAnswer => ({
  code,
  message,
});
const PARAMETERS = refusal(460, 'request parameter error');

export interface PreAuthRules {
  readonly known: KnownDevices;
  readonly isDisabled: (device: DeviceName) => boolean;
  readonly issue: (device: DeviceName) => IssuedToken;
}

/** @param form fields by name */
export function authenticate(
  form: ReadonlyMap<string, string>,
  { known, isDisabled, issue }: PreAuthRules,
  address: MqttAddress,
): PreAuthAnswer {
  if (REQUIRED.some((name) => !form.get(name))) return PARAMETERS;
  const text = (name: string): string => form.get(name) ?? '';
  const method = form.get('signmethod') ?? DEFAULT_SIGN_METHOD;
  const isLong = Array.from(text('clientId')).length > LONGEST_CLIENT_ID;
  const timestamp = form.get('timestamp');
  const isTimed = timestamp === undefined || /^\d+$/.test(timestamp);
  if (!isSignMethod(method) || isLong || !isTimed) return PARAMETERS;
  const signed = [...form].filter(([name]): boolean => !UNSIGNED.has(name));
  const name = { productKey: text('productKey'), deviceName: text('deviceName') };
  const device = known.find(name);
  const content = signContentOf(signed satisfies NamedValue[]);
  // An unknown device takes the same time as a known one.
  const sign = signatureOf(content, device?.deviceSecret ?? '', method);
  if (device === undefined) return refusal(5001, 'meta device not found');
  if (!isSame(sign, text('sign').toLowerCase())) return refusal(401, 'request auth error');
  if (isDisabled(name)) return refusal(6204, 'the device is disabled');
  const wanted = text('resources').split(',');
  return {
    code: 200,
    data: {
      ...issue(name),
      ...(wanted.some((resource) => resource.trim() === 'mqtt') && {
        resources: { mqtt: { host: address.host, port: address.port } },
      }),
    },
    message: 'success',
  };
}

/** Compares in constant time. */
function isSame(expected: string, given: string): boolean {
  let difference = expected.length ^ given.length;
  for (let at = 0; at < expected.length; at += 1) {
    difference |= expected.charCodeAt(at) ^ (at < given.length ? given.charCodeAt(at) : 0);
  }
  return difference === 0;
}
