/** Judges dynamic registrations: devices that have their product's secret but no device secret. */

import type { DeviceName } from '../../alibaba/alink/deviceName.ts';
import type { Device } from '../../alibaba/devices.ts';
import { parameterValues, parseClientId, parseUserName } from '../../alibaba/identity.ts';
import type { Product } from '../../alibaba/product.ts';
import {
  type Registration,
  registrationContent,
  registrationSignature,
} from '../../alibaba/registration.ts';
import { isSignMethod, type SignMethod } from '../../alibaba/signMethod.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import type { ConnectPacket } from '../../mqtt/tables/packet.ts';
import type { Peer } from '../core/contract/parties.ts';
import { REASON } from '../core/contract/reasons.ts';
import { isSame } from './devices/sameBytes.ts';
import type { PlatformSettings } from './devices/settings.ts';

/** The platform's interface for a registration. */
export interface RegistrationHost {
  readonly settings: PlatformSettings;
  productOf(device: DeviceName): Product | undefined;
  /** undefined: unknown. */
  find(device: DeviceName): Device | undefined;
  isDisabled(device: DeviceName): boolean;
  /** True if it was connected before. */
  isActive(device: DeviceName): boolean;
  /** True if no further device may register itself. */
  readonly isFull: boolean;
}

export interface Directory {
  readonly settings: PlatformSettings;
  readonly known: { find(device: DeviceName): Device | undefined };
  productOf(device: DeviceName): Product | undefined;
  knownState(device: DeviceName): { readonly since: number | undefined } | undefined;
  stateOf(device: DeviceName): { readonly isDisabled: boolean } | undefined;
}

export function registrationHost(platform: Directory, isFull: boolean): RegistrationHost {
  return {
    settings: platform.settings,
    productOf: (device) => platform.productOf(device),
    find: (device) => platform.known.find(device),
    isDisabled: (device) => platform.stateOf(device)?.isDisabled === true,
    isActive: (device) => platform.knownState(device)?.since !== undefined,
    isFull,
  };
}

/** `register`: a listed device gets its secret. `regnwl`: any device gets a token, listed or not. */
export type RegistrationKind = 'register' | 'regnwl';

/** The registration that a CONNECT requests by its authType; undefined: none. */
export function registrationKindOf(clientId: string): RegistrationKind | undefined {
  const [kind] = parameterValues(parseClientId(clientId), 'authType');
  return kind === 'register' || kind === 'regnwl' ? kind : undefined;
}

/** Refusals of a registration: return code, reason code of MQTT 5, and the reason. */
const REFUSALS = {
  'registration-parameters': {
    returnCode: 2,
    reasonCode: REASON.clientIdentifierNotValid,
    why: 'A registration needs securemode 2 or -2, authType, random and signmethod in the client id, a user name deviceName&productKey, and a device name of 4 to 32 letters, digits and - _ @ . :',
  },
  'registration-channel': {
    returnCode: 2,
    reasonCode: REASON.notAuthorized,
    why: 'A registration over a connection without TLS is refused (setting registrationChannel).',
  },
  'registration-off': {
    returnCode: 4,
    reasonCode: REASON.notAuthorized,
    why: 'The product is not known, or its devices may not register themselves: it has no product secret here, or its dynamic registration is off.',
  },
  'registration-sign': {
    returnCode: 4,
    reasonCode: REASON.badUserNameOrPassword,
    why: 'The password is not the signature of deviceName, productKey and random with the product’s secret.',
  },
  'registration-unknown': {
    returnCode: 4,
    reasonCode: REASON.notAuthorized,
    why: 'No device with this name is listed; with authType=regnwl it need not be.',
  },
  'registration-active': {
    returnCode: 4,
    reasonCode: REASON.notAuthorized,
    why: 'The device has been connected already (setting registrationOfActive).',
  },
  'registration-full': {
    returnCode: 3,
    reasonCode: REASON.quotaExceeded,
    why: 'So many devices have registered themselves that no more are taken.',
  },
  disabled: {
    returnCode: 5,
    reasonCode: REASON.notAuthorized,
    why: 'The device is disabled.',
  },
} as const;

export type RegistrationRefusal = keyof typeof REFUSALS;

export type RegistrationVerdict = {
  /** The text that the platform signed, if known. */
  readonly signed?: { readonly signContent: string; readonly signMethod: SignMethod };
} & (
  | { readonly ok: true }
  | ({
      readonly ok: false;
      readonly fault: RegistrationRefusal;
    } & (typeof REFUSALS)[RegistrationRefusal])
);

/** Judges a CONNECT that requests a registration, except for its keep alive. */
export function judgeRegistration(
  { clientId, userName = '', password }: ConnectPacket,
  { secure }: Peer,
  host: RegistrationHost,
): RegistrationVerdict {
  const asked = askedFor(clientId, userName);
  if (asked === undefined) return refusal('registration-parameters');
  if (!secure && host.settings.registrationChannel === 'tls') {
    return refusal('registration-channel');
  }
  const { signMethod, kind } = asked;
  const signed = { signContent: registrationContent(asked), signMethod };
  const sign = password ?? new Uint8Array();
  const fault = faultOf(asked, signMethod, lowerCase(sign), host, kind);
  if (fault === undefined) return { ok: true, signed };
  return { ...refusal(fault), signed };
}

function refusal(fault: RegistrationRefusal) {
  return { ok: false, fault, ...REFUSALS[fault] } as const;
}

interface Asked extends Registration {
  readonly kind: RegistrationKind;
  readonly signMethod: SignMethod;
}

function askedFor(clientId: string, userName: string): Asked | undefined {
  const parts = parseClientId(clientId);
  const one = (name: string): string => parameterValues(parts, name)[0] ?? '';
  const name = parseUserName(userName);
  const kind = registrationKindOf(clientId);
  const signMethod = one('signmethod');
  const random = one('random');
  const isWhole =
    parts.tail === 'closed' && parts.strays.length === 0 && /^-?2$/.test(one('securemode'));
  if (name === undefined || kind === undefined || !isSignMethod(signMethod)) return undefined;
  if (!isWhole || random === '' || !isDeviceName(name.deviceName)) return undefined;
  return { ...name, kind, random, signMethod };
}

const isDeviceName = (text: string): boolean => /^[\w@.:-]{4,32}$/.test(text);

function faultOf(
  asked: Registration,
  signMethod: SignMethod,
  sign: Uint8Array,
  host: RegistrationHost,
  kind: RegistrationKind,
): RegistrationRefusal | undefined {
  const product = host.productOf(asked);
  const secret = product?.dynamicRegistration === false ? undefined : product?.productSecret;
  if (secret === undefined) return 'registration-off';
  const expected = registrationSignature(asked, secret, signMethod);
  if (!isSame(encodeUtf8(expected), sign)) return 'registration-sign';
  if (host.find(asked) === undefined) {
    if (kind === 'register') return 'registration-unknown';
    return host.isFull ? 'registration-full' : undefined;
  }
  if (host.isDisabled(asked)) return 'disabled';
  const isRefused = host.settings.registrationOfActive === 'refuse' && host.isActive(asked);
  return isRefused ? 'registration-active' : undefined;
}

/** Accepts hex in either case; works on bytes, because a password may be anything. */
const lowerCase = (bytes: Uint8Array): Uint8Array =>
  bytes.map((byte) => (byte >= 0x41 && byte <= 0x46 ? byte + 0x20 : byte));

/** Body of the answer to `/auth/register/device`, whose HTTP status is always 200. */
export type RegistrationAnswer =
  | {
      readonly code: 200;
      readonly data: Pick<Device, 'productKey' | 'deviceName' | 'deviceSecret'>;
      readonly message: 'success';
    }
  | { readonly code: number; readonly message: string };

const REQUIRED = ['productKey', 'deviceName', 'random', 'sign', 'signMethod'];

/** Codes of the HTTPS answer for the same refusals. */
const CODES: Readonly<Record<RegistrationRefusal, readonly [number, string]>> = {
  'registration-parameters': [460, 'request parameter error'],
  'registration-channel': [460, 'request parameter error'],
  'registration-off': [6288, 'dynamic registration is off for this product'],
  'registration-sign': [6600, 'the sign is wrong'],
  'registration-unknown': [6100, 'device not found'],
  'registration-active': [6289, 'the device is active already'],
  'registration-full': [500, 'too many devices'],
  disabled: [6204, 'the device is disabled'],
};

/** Answers a form, given by field name. Returns secrets of listed devices. */
export function registerForm(
  form: ReadonlyMap<string, string>,
  host: RegistrationHost,
): RegistrationAnswer {
  if (REQUIRED.some((name) => !form.get(name))) return answerOf('registration-parameters');
  const text = (name: string): string => form.get(name) ?? '';
  const signMethod = text('signMethod');
  if (!isSignMethod(signMethod)) return { code: 6292, message: 'the sign method is not known' };
  const asked = {
    productKey: text('productKey'),
    deviceName: text('deviceName'),
    random: text('random'),
  };
  if (host.productOf(asked) === undefined) return { code: 6250, message: 'product not found' };
  const sign = encodeUtf8(text('sign').toLowerCase());
  const fault = faultOf(asked, signMethod, sign, host, 'register');
  const device = host.find(asked);
  if (fault !== undefined || device === undefined) {
    return answerOf(fault ?? 'registration-unknown');
  }
  const { productKey, deviceName, deviceSecret } = device;
  return { code: 200, data: { productKey, deviceName, deviceSecret }, message: 'success' };
}

function answerOf(fault: RegistrationRefusal): RegistrationAnswer {
  const [code, message] = CODES[fault];
  return { code, message };
}
