/**
 * Reasons for a refusal of right credentials, in the order to check them: those in the platform's reply,
 * those after it, and those before CONNECT, which are obvious.
 */
import type { Localizable, NoArgs } from '../base/message.ts';
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

/** Phase of a connection in which a reason applies. */
type ReasonStage = 'before-connect' | 'connect' | 'after-connect';

export type OtherReason = Localizable<OtherReasons> & {
  readonly stage: ReasonStage;
  /** The known facts suggest or prove this reason. */
  readonly isLikely: boolean;
};

/** Known facts of a sign-in besides its credentials, all optional. */
export interface SignInCircumstances {
  readonly productKey?: string | undefined;
  /** The platform's host for this place. */
  readonly host?: string | undefined;
  /** From the tail. */
  readonly secureMode?: 2 | 3 | undefined;
  /** Whether the connection uses TLS. */
  readonly isSecure?: boolean | undefined;
  /** Seconds. */
  readonly keepAlive?: number | undefined;
  readonly hasWill?: boolean | undefined;
  /** Protocol level of the CONNECT. */
  readonly protocolLevel?: number | undefined;
  /** Size of the whole CONNECT. */
  readonly connectBytes?: number | undefined;
  /** Refused, although the password matches the given secret. */
  readonly isRefused?: boolean | undefined;
  /** Failed without a reason. */
  readonly hasFailed?: boolean | undefined;
}

/** Buffer size of PubSubClient, the most common library on small devices. */
const SMALL_BUFFER = 256;

/** Size in bytes of a CONNECT of MQTT 3.1.1 without a will (3.1). */
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

/** All possible reasons by the known facts, in the order to check them. */
export function otherReasons(known: SignInCircumstances = {}): readonly OtherReason[] {
  const host =
    known.host ?? `${known.productKey ?? '{productKey}'}.iot-as-mqtt.{region}.aliyuncs.com`;
  // A device that got a reply had found the host and sent a whole CONNECT.
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

/** Included only if a known fact suggests them. */
const ONLY_LIKELY: ReadonlySet<OtherReasonKey> = new Set<OtherReasonKey>([
  'plain-new-account',
  'secure-mode-channel',
  'protocol-version',
  'keep-alive',
]);

/** Possible meanings of a refusal besides wrong input, likely ones first. */
export function refusalCauses(known: SignInCircumstances): readonly OtherReason[] {
  return otherReasons(known)
    .filter(({ key, stage, isLikely: likely }) => {
      if (stage !== 'connect' || key === 'connect-rate') return false;
      return likely || !ONLY_LIKELY.has(key);
    })
    .toSorted((a, b) => Number(b.isLikely) - Number(a.isLikely));
}

function factOf(
  key: OtherReasonKey,
  host: string,
  bytes: number | undefined,
): Localizable<OtherReasons> {
  if (key === 'dns') return { key, args: { host } };
  return key === 'connect-size' ? { key, args: { bytes } } : { key, args: {} };
}
