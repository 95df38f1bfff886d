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
      /** Of CONNACK in MQTT 3.1.1 (3.2.2.3). */
      readonly returnCode: 2 | 4 | 5;
      /** Of CONNACK in MQTT 5 (3.2.2.2). */
      readonly reasonCode: 0x85 | 0x86 | 0x87;
      /** One sentence; holds neither secret nor password. */
      readonly why: string;
      /** The text that the password should have signed, where the sign-in got that far. */
      readonly signContent: string | undefined;
    };

type Refusal = Extract<DeviceVerdict, { ok: false }>;

function refuse(returnCode: 2 | 4 | 5, why: string, signContent?: string): Refusal {
  const reasonCode = returnCode === 2 ? 0x85 : returnCode === 4 ? 0x86 : 0x87;
  return { ok: false, returnCode, reasonCode, why, signContent };
}

interface Parameters {
  readonly secureMode: 2 | 3;
  readonly signMethod: SignMethod;
  readonly timestamp: string | undefined;
}

/** The longest base that the platform takes, in characters. */
const LONGEST_BASE = 64;

/** What is wrong with the client id as a whole, in words that end a sentence. */
function shapeFault(parts: ClientIdParts): string | undefined {
  if (parts.tail === 'none')
    return 'it has no |…| tail, so secure mode and sign method are unknown';
  if (parts.tail === 'open') return 'its tail is not closed by a last |';
  if (parts.base === '') return 'nothing stands before its first |';
  if (Array.from(parts.base).length > LONGEST_BASE) {
    return `more than ${LONGEST_BASE} characters stand before its first |`;
  }
  if (parts.strays.length > 0) return 'a part of its tail is not name=value';
  const repeated = ['securemode', 'signmethod', 'timestamp'].find(
    (name) => parameterValues(parts, name).length > 1,
  );
  return repeated && `${repeated} stands in its tail more than once`;
}

function parametersOf(parts: ClientIdParts): Parameters | Refusal {
  const fault = shapeFault(parts);
  if (fault !== undefined) return refuse(2, `The client id is malformed: ${fault}.`);
  const one = (name: string) => parameterValues(parts, name)[0];
  const secureMode = one('securemode');
  if (secureMode !== '2' && secureMode !== '3') {
    const given = secureMode === undefined ? 'its tail names none' : 'its tail names another';
    return refuse(2, `The client id is malformed: securemode must be 2 or 3, and ${given}.`);
  }
  const timestamp = one('timestamp');
  if (timestamp !== undefined && !/^\d+$/.test(timestamp)) {
    return refuse(2, 'The client id is malformed: timestamp is not a decimal number.');
  }
  const signMethod = one('signmethod') ?? DEFAULT_SIGN_METHOD;
  if (!isSignMethod(signMethod)) {
    return refuse(4, 'The sign method is none of hmacmd5, hmacsha1 and hmacsha256.');
  }
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
  if ('ok' in parameters) return parameters;
  const name = connect.userName === undefined ? undefined : parseUserName(connect.userName);
  if (name === undefined) {
    return refuse(4, 'The user name is not of the form deviceName&productKey.');
  }
  const { timestamp, signMethod, secureMode } = parameters;
  const content = signContentOf(signedFields({ ...name, clientIdBase: parts.base, timestamp }));
  const device = findDevice(devices, name.productKey, name.deviceName);
  // An unknown device costs the same time as a known one.
  const expected = signatureOf(content, device?.deviceSecret ?? '', signMethod);
  const signed = isSignature(expected, connect.password ?? new Uint8Array());
  if (device === undefined) {
    return refuse(4, 'No device of this name and product key is known here.', content);
  }
  if (!signed) {
    const why = connect.password === undefined ? 'There is no password.' : WRONG_SIGNATURE;
    return refuse(4, why, content);
  }
  if (device.disabled) return refuse(5, 'The device is disabled.', content);
  return { ok: true, ...name, secureMode, signContent: content };
}

const WRONG_SIGNATURE =
  'The password is not the signature of these fields with this device’s secret: check secret, sign method and what is signed.';
