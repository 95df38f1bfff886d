/** Judges a device's CONNECT as the platform does. */
import { type Devices, findDevice } from './devices.ts';
import { type ClientIdParts, parameterValues, parseClientId, parseUserName } from './identity.ts';
import {
  DEFAULT_SIGN_METHOD,
  isSignMethod,
  type SignMethod,
  signatureOf,
  signContentOf,
  signedFields,
} from './sign.ts';

export interface DeviceConnect {
  readonly clientId: string;
  readonly userName: string | undefined;
  readonly password: Uint8Array | undefined;
}

/** Why a sign-in is refused: the return code of CONNACK in MQTT 3.1.1 (3.2.2.3), and why in English. */
const DEVICE_FAULTS = {
  'no-tail': {
    returnCode: 2,
    why: 'The client id has no |…| tail, so secure mode and sign method are unknown.',
  },
  'open-tail': { returnCode: 2, why: 'The tail of the client id is not closed by a last |.' },
  'empty-base': { returnCode: 2, why: 'Nothing stands before the first | of the client id.' },
  'long-base': {
    returnCode: 2,
    why: 'More than 64 characters stand before the first | of the client id.',
  },
  stray: { returnCode: 2, why: 'A part of the client id’s tail is not name=value.' },
  repeated: {
    returnCode: 2,
    why: 'One of securemode, signmethod and timestamp stands in the client id’s tail more than once.',
  },
  'secure-mode': {
    returnCode: 2,
    why: 'The client id’s tail must name securemode 2 or 3.',
  },
  timestamp: { returnCode: 2, why: 'The timestamp in the client id is not a decimal number.' },
  'sign-method': {
    returnCode: 4,
    why: 'The sign method is none of hmacmd5, hmacsha1 and hmacsha256.',
  },
  'user-name': {
    returnCode: 4,
    why: 'The user name is not of the form deviceName&productKey.',
  },
  'unknown-device': {
    returnCode: 4,
    why: 'No device of this name and product key is known here.',
  },
  'no-password': { returnCode: 4, why: 'There is no password.' },
  'wrong-sign': {
    returnCode: 4,
    why: 'The password is not the signature of these fields with this device’s secret: check secret, sign method and what is signed.',
  },
  disabled: { returnCode: 5, why: 'The device is disabled.' },
} as const;

type DeviceFault = keyof typeof DEVICE_FAULTS;

export type DeviceVerdict =
  | {
      readonly ok: true;
      readonly productKey: string;
      readonly deviceName: string;
      readonly secureMode: 2 | 3;
      /** The text that was signed. */
      readonly signContent: string;
    }
  | {
      readonly ok: false;
      readonly fault: DeviceFault;
      /** Of CONNACK in MQTT 3.1.1 (3.2.2.3). */
      readonly returnCode: 2 | 4 | 5;
      /** Of CONNACK in MQTT 5 (3.2.2.2). */
      readonly reasonCode: 0x85 | 0x86 | 0x87;
      /** One English sentence; holds neither secret nor password. */
      readonly why: string;
      /** The text that the password should have signed, where the sign-in got that far. */
      readonly signContent: string | undefined;
    };

const REASON_CODES = { 2: 0x85, 4: 0x86, 5: 0x87 } as const;

function refuse(fault: DeviceFault, signContent?: string): DeviceVerdict {
  const { returnCode, why } = DEVICE_FAULTS[fault];
  return { ok: false, fault, returnCode, reasonCode: REASON_CODES[returnCode], why, signContent };
}

interface Parameters {
  readonly secureMode: 2 | 3;
  readonly signMethod: SignMethod;
  readonly timestamp: string | undefined;
}

/** The longest base that the platform takes, in characters. */
const LONGEST_BASE = 64;

function shapeFault(parts: ClientIdParts): DeviceFault | undefined {
  if (parts.tail === 'none') return 'no-tail';
  if (parts.tail === 'open') return 'open-tail';
  if (parts.base === '') return 'empty-base';
  if (Array.from(parts.base).length > LONGEST_BASE) return 'long-base';
  if (parts.strays.length > 0) return 'stray';
  const isRepeated = ['securemode', 'signmethod', 'timestamp'].some(
    (name) => parameterValues(parts, name).length > 1,
  );
  return isRepeated ? 'repeated' : undefined;
}

function parametersOf(parts: ClientIdParts): Parameters | DeviceFault {
  const fault = shapeFault(parts);
  if (fault !== undefined) return fault;
  const one = (name: string) => parameterValues(parts, name)[0];
  const secureMode = one('securemode');
  if (secureMode !== '2' && secureMode !== '3') return 'secure-mode';
  const timestamp = one('timestamp');
  if (timestamp !== undefined && !/^\d+$/.test(timestamp)) return 'timestamp';
  const signMethod = one('signmethod') ?? DEFAULT_SIGN_METHOD;
  if (!isSignMethod(signMethod)) return 'sign-method';
  return { secureMode: secureMode === '2' ? 2 : 3, signMethod, timestamp };
}

/** Compares in a time that does not depend on where the two differ; hex in either case. */
function isSignature(expected: string, given: Uint8Array): boolean {
  let difference = expected.length ^ given.length;
  for (let i = 0; i < expected.length; i++) {
    const byte = given[i] ?? 0;
    const lower = byte >= 0x41 && byte <= 0x46 ? byte + 0x20 : byte;
    difference |= expected.charCodeAt(i) ^ lower;
  }
  return difference === 0;
}

/**
 * Whether a CONNECT is rightly signed by a device that is known: wrong names and signatures get 4,
 * a malformed client id 2, a disabled device 5. The platform checks no time window, so neither does
 * this.
 */
export function verifyDevice(connect: DeviceConnect, devices: Devices): DeviceVerdict {
  const parts = parseClientId(connect.clientId);
  const parameters = parametersOf(parts);
  if (typeof parameters === 'string') return refuse(parameters);
  const name = connect.userName === undefined ? undefined : parseUserName(connect.userName);
  if (name === undefined) return refuse('user-name');
  const { timestamp, signMethod, secureMode } = parameters;
  const content = signContentOf(signedFields({ ...name, clientIdBase: parts.base, timestamp }));
  const device = findDevice(devices, name.productKey, name.deviceName);
  // An unknown device costs the same time as a known one.
  const expected = signatureOf(content, device?.deviceSecret ?? '', signMethod);
  const signed = isSignature(expected, connect.password ?? new Uint8Array());
  if (device === undefined) return refuse('unknown-device', content);
  if (connect.password === undefined) return refuse('no-password', content);
  if (!signed) return refuse('wrong-sign', content);
  if (device.disabled) return refuse('disabled', content);
  return { ok: true, ...name, secureMode, signContent: content };
}
