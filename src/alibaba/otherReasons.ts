/**
 * What refuses a device whose credentials are right, in the order in which to check it: what the platform
 * answers, what comes later, and what fails before CONNECT, which shows by itself.
 */
import type { Fact, NoArgs } from '../base/message.ts';
import { utf8Length } from '../base/utf8.ts';
import { varintLength } from '../base/varint.ts';
import type { Credentials } from './credentials.ts';

export interface OtherReasons {
  readonly 'secret-entered': NoArgs;
  readonly 'unknown-device': NoArgs;
  readonly 'disabled-device': NoArgs;
  readonly region: NoArgs;
  readonly 'plain-new-account': NoArgs;
  readonly 'secure-mode-channel': NoArgs;
  readonly 'protocol-version': NoArgs;
  readonly 'keep-alive': NoArgs;
  readonly 'take-over': NoArgs;
  readonly 'connect-rate': NoArgs;
  readonly 'after-connect': NoArgs;
  readonly 'connect-size': { readonly bytes: number | undefined };
  readonly dns: { readonly host: string };
  readonly certificate: NoArgs;
  readonly port: NoArgs;
}

type OtherReasonKey = keyof OtherReasons;

/** In which part of a connection's life a reason comes up. */
type ReasonStage = 'before-connect' | 'connect' | 'after-connect';

export type OtherReason = Fact<OtherReasons> & {
  readonly stage: ReasonStage;
  /** What is known of the sign-in says that this is it, or may well be. */
  readonly isLikely: boolean;
};

/** What is known of a sign-in beside its credentials; all of it may be absent. */
export interface SignInCircumstances {
  readonly productKey?: string | undefined;
  /** The host of the platform's for this place. */
  readonly host?: string | undefined;
  /** Of the tail. */
  readonly secureMode?: 2 | 3 | undefined;
  /** Whether the connection is over TLS. */
  readonly isSecure?: boolean | undefined;
  /** Seconds. */
  readonly keepAlive?: number | undefined;
  readonly hasWill?: boolean | undefined;
  /** Protocol level of CONNECT. */
  readonly protocolLevel?: number | undefined;
  /** Of the whole CONNECT. */
  readonly connectBytes?: number | undefined;
  /** It was refused, though its password fits the secret that was entered. */
  readonly isRefused?: boolean | undefined;
  /** It failed, and nobody told why. */
  readonly hasFailed?: boolean | undefined;
}

/** The buffer of PubSubClient, the library that is used most on small devices. */
const SMALL_BUFFER = 256;

/** Bytes of a CONNECT of MQTT 3.1.1 without a will (3.1). */
export function connectBytes({ clientId, userName, password }: Credentials): number {
  const fields = [clientId, userName, password].map((text) => 2 + utf8Length(text));
  const rest = fields.reduce((sum, length) => sum + length, 10);
  return 1 + varintLength(rest) + rest;
}

const STAGES: Readonly<Record<OtherReasonKey, ReasonStage>> = {
  'secret-entered': 'connect',
  'unknown-device': 'connect',
  'disabled-device': 'connect',
  region: 'connect',
  'plain-new-account': 'connect',
  'secure-mode-channel': 'connect',
  'protocol-version': 'connect',
  'keep-alive': 'connect',
  'take-over': 'after-connect',
  'connect-rate': 'connect',
  'after-connect': 'after-connect',
  'connect-size': 'before-connect',
  dns: 'before-connect',
  certificate: 'before-connect',
  port: 'before-connect',
};

const ORDER = [
  'secret-entered',
  'unknown-device',
  'disabled-device',
  'region',
  'plain-new-account',
  'secure-mode-channel',
  'protocol-version',
  'keep-alive',
  'take-over',
  'connect-rate',
  'after-connect',
  'connect-size',
  'dns',
  'certificate',
  'port',
] as const satisfies readonly OtherReasonKey[];

function isLikely(key: OtherReasonKey, known: SignInCircumstances): boolean {
  const { secureMode, isSecure, keepAlive, hasWill, protocolLevel } = known;
  if (key === 'secret-entered') return known.isRefused === true || known.hasFailed === true;
  if (key === 'connect-size') return (known.connectBytes ?? 0) > SMALL_BUFFER;
  if (key === 'plain-new-account') return isSecure === false || secureMode === 3;
  if (key === 'secure-mode-channel') {
    return secureMode !== undefined && isSecure !== undefined && isSecure !== (secureMode === 2);
  }
  if (key === 'keep-alive') return keepAlive !== undefined && (keepAlive < 30 || keepAlive > 1200);
  if (key === 'protocol-version') return protocolLevel !== undefined && protocolLevel > 4;
  return key === 'after-connect' && hasWill === true;
}

/** All that can be, by what is known, in the order in which to check them. */
export function otherReasons(known: SignInCircumstances = {}): readonly OtherReason[] {
  const host =
    known.host ?? `${known.productKey ?? '{productKey}'}.iot-as-mqtt.{region}.aliyuncs.com`;
  // Who was answered had found the host, and had sent a whole CONNECT.
  const possible = ORDER.filter((key) =>
    known.isRefused === true
      ? STAGES[key] === 'connect'
      : known.hasFailed === true || key !== 'secret-entered',
  );
  return possible.map((key) => ({
    ...factOf(key, host, known.connectBytes),
    stage: STAGES[key],
    isLikely: isLikely(key, known),
  }));
}

/** Checked only where something says that it may be so. */
const ONLY_LIKELY: ReadonlySet<OtherReasonKey> = new Set<OtherReasonKey>([
  'plain-new-account',
  'secure-mode-channel',
  'protocol-version',
  'keep-alive',
]);

/** What the platform may mean with a refusal, beside what was entered; likely ones first. */
export function refusalCauses(known: SignInCircumstances): readonly OtherReason[] {
  return otherReasons(known)
    .filter(({ key, stage, isLikely: likely }) => {
      if (stage !== 'connect' || key === 'connect-rate') return false;
      return likely || !ONLY_LIKELY.has(key);
    })
    .toSorted((a, b) => Number(b.isLikely) - Number(a.isLikely));
}

function factOf(key: OtherReasonKey, host: string, bytes: number | undefined): Fact<OtherReasons> {
  if (key === 'dns') return { key, args: { host } };
  return key === 'connect-size' ? { key, args: { bytes } } : { key, args: {} };
}
