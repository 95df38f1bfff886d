/** CONNECT of a device: identifies it, decides whether to accept it, and reports the sign-in. */

import type { DeviceName } from '../../alibaba/alink/deviceName.ts';
import { indexDevices } from '../../alibaba/devices.ts';
import {
  isDeviceSignIn,
  parameterValues,
  parseClientId,
  parseUserName,
} from '../../alibaba/identity.ts';
import { DIGEST_BYTES } from '../../alibaba/signHashes.ts';
import { isKeepAliveFit, verifyDevice } from '../../alibaba/verify.ts';
import type { ConnectPacket } from '../../mqtt/tables/packet.ts';
import type { Peer } from '../core/contract/parties.ts';
import { REASON } from '../core/contract/reasons.ts';
import type { Refusal } from '../core/contract/verdicts.ts';
import type { SignInFacts } from './devices/commands.ts';
import type { DeviceState } from './devices/deviceState.ts';
import type { PlatformSettings } from './devices/settings.ts';
import { judgeRegistration, type RegistrationHost, registrationKindOf } from './registering.ts';
import type { Registrations } from './registrations.ts';
import type { Tokens } from './tokens.ts';

/** The platform's interface for a sign-in. */
export interface SignInHost extends RegistrationHost {
  readonly tokens: Tokens;
  readonly registrations: Registrations;
  /** ms of the broker's clock, and since 1970. */
  readonly now: number;
  readonly wallClock: number;
  stateOf(device: DeviceName): DeviceState | undefined;
}

export interface SignInVerdict {
  readonly facts: SignInFacts;
  /** undefined: unknown. */
  readonly state: DeviceState | undefined;
  /** undefined: accepted. */
  readonly refusal: Refusal | undefined;
}

type Found = Pick<SignInFacts, 'signContent' | 'signMethod' | 'expectedLength'> & {
  readonly fault?: string;
  readonly why?: string;
  readonly refusal?: Refusal & { readonly returnCode: 2 | 3 | 4 | 5 };
};

const NOTHING_SIGNED = {
  signContent: undefined,
  signMethod: undefined,
  expectedLength: undefined,
} as const;
/** Characters of a shown text. */
const LONGEST_SHOWN = 1000;
const DIGITS_OF_A_BYTE = 2;
/** CONNECT was sent too often. */
const CONNECTION_RATE_EXCEEDED = 0x9f;

/** Device named by a CONNECT; undefined: none. An invalid name has no device. */
export function claimOf(
  { clientId, userName }: Pick<ConnectPacket, 'clientId' | 'userName'>,
  tokens: Tokens,
): { readonly device: DeviceName | undefined; readonly by: SignInFacts['by'] } | undefined {
  const holder = tokens.deviceOf(userName);
  if (holder !== undefined) return { device: holder, by: 'token' };
  if (!isDeviceSignIn(clientId, userName)) return undefined;
  const device = parseUserName(userName ?? '');
  if (registrationKindOf(clientId) !== undefined) return { device, by: 'registration' };
  const parts = parseClientId(clientId);
  const [secureMode] = parameterValues(parts, 'securemode');
  if (parameterValues(parts, 'authType')[0] === 'connwl') return { device, by: 'device-token' };
  const isToken = secureMode === AFTER_PRE_AUTH && userName?.includes('&') !== true;
  return { device, by: isToken ? 'token' : 'direct' };
}

/** securemode of a sign-in by token. */
const AFTER_PRE_AUTH = '-1';

/** undefined: not a device. */
export function judgeSignIn(
  packet: ConnectPacket,
  peer: Peer,
  host: SignInHost,
): SignInVerdict | undefined {
  const claim = claimOf(packet, host.tokens);
  if (claim === undefined) return undefined;
  const state = claim.device && host.stateOf(claim.device);
  const found = hindrance(state, host) ?? WAYS[claim.by](packet, peer, state, host);
  const { refusal } = found;
  const { transport, address, secure } = peer;
  const { clientId, userName, password } = packet;
  const facts: SignInFacts = {
    time: host.now,
    address,
    transport,
    secure,
    clientId: shortened(clientId),
    userName: userName === undefined ? undefined : shortened(userName),
    by: claim.by,
    ok: refusal === undefined,
    returnCode: refusal?.returnCode ?? 0,
    fault: found.fault,
    why: found.why,
    signContent: found.signContent === undefined ? undefined : shortened(found.signContent),
    signMethod: found.signMethod,
    passwordLength: password?.length,
    expectedLength: found.expectedLength,
    mistake: undefined,
  };
  return { facts, state, refusal };
}

/** Refusals that apply to every device. */
function hindrance(
  state: DeviceState | undefined,
  { settings, now }: SignInHost,
): Found | undefined {
  const isTooOften = state?.connects.takes(settings.connectsPerMinute, now) === false;
  if (isTooOften) {
    const why = `The device has sent more than ${settings.connectsPerMinute} CONNECT packets in a minute.`;
    return refused('connect-rate', 3, CONNECTION_RATE_EXCEEDED, why);
  }
  return undefined;
}

function refused(fault: string, returnCode: 2 | 3 | 4 | 5, reasonCode: number, why: string): Found {
  const refusal = { reasonCode, returnCode, reasonString: why };
  return { ...NOTHING_SIGNED, fault, why, refusal };
}

type Way = (
  packet: ConnectPacket,
  peer: Peer,
  state: DeviceState | undefined,
  host: SignInHost,
) => Found;

const WAYS: Readonly<Record<SignInFacts['by'], Way>> = {
  direct: bySign,
  token: byToken,
  registration: byRegistration,
  'device-token': byDeviceToken,
};

function byRegistration(
  packet: ConnectPacket,
  peer: Peer,
  _state: DeviceState | undefined,
  host: SignInHost,
): Found {
  const verdict = judgeRegistration(packet, peer, host);
  const expectedLength =
    verdict.signed && DIGEST_BYTES[verdict.signed.signMethod] * DIGITS_OF_A_BYTE;
  const asked = verdict.signed ? { ...verdict.signed, expectedLength } : NOTHING_SIGNED;
  if (verdict.ok) return { ...asked, expectedLength };
  const { fault, why, returnCode, reasonCode } = verdict;
  return { ...refused(fault, returnCode, reasonCode, why), ...asked };
}

function byDeviceToken(
  { clientId, password, keepAlive }: ConnectPacket,
  _peer: Peer,
  state: DeviceState | undefined,
  { registrations, settings }: SignInHost,
): Found {
  const { base } = parseClientId(clientId);
  if (state === undefined || !registrations.isValid(state, base, password)) {
    const why = 'Client id or deviceToken is not the one of the last registration.';
    return refused('bad-device-token', 4, REASON.badUserNameOrPassword, why);
  }
  return circumstance(state, keepAlive, settings) ?? NOTHING_SIGNED;
}

function bySign(
  packet: ConnectPacket,
  peer: Peer,
  state: DeviceState | undefined,
  { settings }: SignInHost,
): Found {
  const { clientId, userName, password, keepAlive } = packet;
  const connect = { clientId, userName, password, keepAlive, isSecure: peer.secure };
  const known = indexDevices(state === undefined ? [] : [state.device]);
  const verdict = verifyDevice(connect, known, settings);
  const { signContent, signMethod } = verdict;
  if (verdict.ok) return { signContent, signMethod, expectedLength: password?.length };
  const { fault, why, returnCode, reasonCode, expectedLength } = verdict;
  const refusal = { reasonCode, returnCode, reasonString: why };
  return { fault, why, refusal, signContent, signMethod, expectedLength };
}

function byToken(
  { userName = '', password, keepAlive }: ConnectPacket,
  _peer: Peer,
  state: DeviceState | undefined,
  { tokens, settings, wallClock }: SignInHost,
): Found {
  if (state === undefined || !tokens.isValid(userName, password, wallClock)) {
    const why = 'iotId or iotToken is wrong, or older than seven days: pre-authenticate anew.';
    return refused('bad-token', 3, REASON.badUserNameOrPassword, why);
  }
  return circumstance(state, keepAlive, settings) ?? NOTHING_SIGNED;
}

/** Refusals of a device with the right token. */
function circumstance(
  { isDisabled }: DeviceState,
  keepAlive: number,
  settings: PlatformSettings,
): Found | undefined {
  if (isDisabled) {
    const why = 'The device is disabled.';
    return refused('disabled', 5, REASON.notAuthorized, why);
  }
  if (isKeepAliveFit(keepAlive)) return undefined;
  const why = 'The keep alive is outside the range that the platform accepts.';
  return refused('keep-alive', settings.badKeepAlive, REASON.unspecified, why);
}

/** Texts from unknown clients are stored only in part. */
const shortened = (text: string): string =>
  text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
