/** Checks a device's CONNECT by the platform's rules. */
import { type Devices, findDevice } from './devices.ts';
import { type ClientIdParts, parameterValues, parseClientId, parseUserName } from './identity.ts';
import { signatureOf, signContentOf, signedFields } from './sign.ts';
import { DEFAULT_SIGN_METHOD, isSignMethod, type SignMethod } from './signMethod.ts';

export interface DeviceConnect {
  readonly clientId: string;
  readonly userName: string | undefined;
  readonly password: Uint8Array | undefined;
  /** Seconds; undefined to skip the check. */
  readonly keepAlive?: number;
  /** Whether the connection uses TLS; undefined to skip the check. */
  readonly isSecure?: boolean;
}

/** Return code of CONNACK in MQTT 3.1.1 (3.2.2.3). */
type RefusalCode = 2 | 4 | 5;

/** Also 3: the code that the vendor's SDK explains by the keep alive. */
type KeepAliveCode = RefusalCode | 3;

/** Options for behaviour of the platform that is not known for certain. */
export interface SignInRules {
  readonly badKeepAlive: KeepAliveCode;
  /** Whether the tail's securemode must match the channel: 2 is TLS, 3 is plain. */
  readonly secureModeChannel: 'ignore' | 'refuse';
}

export const DEFAULT_SIGN_IN_RULES: SignInRules = {
  badKeepAlive: 3,
  secureModeChannel: 'ignore',
};

/** Seconds. */
const KEEP_ALIVE = { least: 30, most: 1200 };

/** Reasons for a refusal: the default return code, and a sentence in English. */
const DEVICE_FAULTS = {
  'no-tail': {
    returnCode: 2,
    why: 'The client ID has no |…| tail, so secure mode and sign method are unknown.',
  },
  'open-tail': { returnCode: 2, why: 'The tail of the client ID is not closed by a last |.' },
  'empty-base': { returnCode: 2, why: 'The part of the client ID before the first | is empty.' },
  'long-base': {
    returnCode: 2,
    why: 'The part of the client ID before the first | has more than 64 characters.',
  },
  stray: { returnCode: 2, why: 'A part of the client ID’s tail is not name=value.' },
  repeated: {
    returnCode: 2,
    why: 'One of securemode, signmethod and timestamp appears in the tail more than once.',
  },
  'secure-mode': {
    returnCode: 2,
    why: 'The client ID’s tail must name securemode 2 or 3.',
  },
  timestamp: { returnCode: 2, why: 'The timestamp in the client ID is not a decimal number.' },
  channel: {
    returnCode: 2,
    why: 'securemode 2 is for TLS and 3 for a plain connection; it does not match this connection.',
  },
  'sign-method': {
    returnCode: 4,
    why: 'The sign method is not one of hmacmd5, hmacsha1 and hmacsha256.',
  },
  'user-name': {
    returnCode: 4,
    why: 'The user name does not have the form deviceName&productKey.',
  },
  'unknown-device': {
    returnCode: 4,
    why: 'No device with this name and product key is known here.',
  },
  'no-password': { returnCode: 4, why: 'There is no password.' },
  'wrong-sign': {
    returnCode: 4,
    why: 'The password is not the signature of these fields with this device’s secret: check secret, sign method and what is signed.',
  },
  disabled: { returnCode: 5, why: 'The device is disabled.' },
  'keep-alive': {
    returnCode: 3,
    why: 'The keep alive is outside the range that the platform accepts.',
  },
} as const;

export type DeviceFault = keyof typeof DEVICE_FAULTS;

export type DeviceVerdict =
  | {
      readonly ok: true;
      readonly productKey: string;
      readonly deviceName: string;
      readonly secureMode: 2 | 3;
      readonly signMethod: SignMethod;
      /** The signed text. */
      readonly signContent: string;
    }
  | {
      readonly ok: false;
      readonly fault: DeviceFault;
      /** Return code of CONNACK in MQTT 3.1.1 (3.2.2.3). */
      readonly returnCode: KeepAliveCode;
      /** Reason code of CONNACK in MQTT 5 (3.2.2.2). */
      readonly reasonCode: 0x83 | 0x85 | 0x86 | 0x87 | 0x88;
      /** An English sentence without secret or password. */
      readonly why: string;
      /** The text for the password to sign, if the check got that far. */
      readonly signContent: string | undefined;
      readonly signMethod: SignMethod | undefined;
      /** Number of digits in the right password. */
      readonly expectedLength: number | undefined;
    };

const REASON_CODES = { 2: 0x85, 3: 0x88, 4: 0x86, 5: 0x87 } as const;

/** Implementation specific error. */
const OWN_REASON = 0x83;

/** The text to sign, the method, and the number of digits. */
interface Expected {
  readonly signContent: string;
  readonly signMethod: SignMethod;
  readonly expectedLength: number;
}

function refuse(fault: DeviceFault, rules: SignInRules, expected?: Expected): DeviceVerdict {
  const { why } = DEVICE_FAULTS[fault];
  const returnCode = fault === 'keep-alive' ? rules.badKeepAlive : DEVICE_FAULTS[fault].returnCode;
  // MQTT 5 has no code for a keep alive or a channel, and 0x85 would blame the client identifier.
  const isOwn = fault === 'keep-alive' || fault === 'channel';
  return {
    ok: false,
    fault,
    returnCode,
    reasonCode: isOwn ? OWN_REASON : REASON_CODES[returnCode],
    why,
    signContent: expected?.signContent,
    signMethod: expected?.signMethod,
    expectedLength: expected?.expectedLength,
  };
}

/** True if the platform accepts a keep alive of this many seconds. */
export function isKeepAliveFit(seconds: number): boolean {
  return seconds >= KEEP_ALIVE.least && seconds <= KEEP_ALIVE.most;
}

/** Parameters of a client id's tail that the platform reads. */
interface Parameters {
  readonly secureMode: 2 | 3;
  readonly signMethod: SignMethod;
  readonly timestamp: string | undefined;
}

/** The platform's length limit of the base, in characters. */
export const LONGEST_BASE = 64;

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

/** Reads the tail like the platform. @returns the parameters, or the fault of the client id */
export function parametersOf(parts: ClientIdParts): Parameters | DeviceFault {
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

/** Compares in constant time; accepts hexadecimal digits in either case. */
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
 * Whether a CONNECT has the right signature of a known device that may connect. By default wrong names and
 * signatures get 4, a malformed client id and keep alive get 2, a disabled device gets 5. The platform checks
 * no time window, so neither does this.
 */
export function verifyDevice(
  connect: DeviceConnect,
  devices: Devices,
  rules: SignInRules = DEFAULT_SIGN_IN_RULES,
): DeviceVerdict {
  const parts = parseClientId(connect.clientId);
  const parameters = parametersOf(parts);
  if (typeof parameters === 'string') return refuse(parameters, rules);
  const name = connect.userName === undefined ? undefined : parseUserName(connect.userName);
  if (name === undefined) return refuse('user-name', rules);
  const { timestamp, signMethod, secureMode } = parameters;
  const content = signContentOf(signedFields({ ...name, clientIdBase: parts.base, timestamp }));
  const device = findDevice(devices, name.productKey, name.deviceName);
  // An unknown device takes the same time as a known one.
  const expected = signatureOf(content, device?.deviceSecret ?? '', signMethod);
  const signed = isSignature(expected, connect.password ?? new Uint8Array());
  const asked = { signContent: content, signMethod, expectedLength: expected.length };
  const fault =
    device === undefined
      ? 'unknown-device'
      : connect.password === undefined
        ? 'no-password'
        : !signed
          ? 'wrong-sign'
          : device.disabled
            ? 'disabled'
            : circumstance(connect, secureMode, rules);
  if (fault !== undefined) return refuse(fault, rules, asked);
  return { ok: true, ...name, secureMode, signMethod, signContent: content };
}

/** Reasons for refusing a device with the right signature. */
function circumstance(
  { isSecure, keepAlive }: DeviceConnect,
  secureMode: 2 | 3,
  rules: SignInRules,
): DeviceFault | undefined {
  const isOther = isSecure !== undefined && isSecure !== (secureMode === 2);
  if (isOther && rules.secureModeChannel === 'refuse') return 'channel';
  const isFit = keepAlive === undefined || isKeepAliveFit(keepAlive);
  return isFit ? undefined : 'keep-alive';
}
