/**
 * Reasons for a refusal of right credentials, in the order to check them: those in the platform's reply,
 * those after it, and those before CONNECT, which are obvious.
 */
import type { Localizable, NoArgs } from '../base/message.ts';
import { utf8Length } from '../base/utf8.ts';
import { varintLength } from '../base/varint.ts';
import type { Credentials } from './credentials.ts';
import type { Stage } from './stages.ts';

export interface OtherReasons {
  readonly 'secret-entered': NoArgs;
  readonly 'unknown-device': NoArgs;
  readonly 'disabled-device': NoArgs;
  readonly region: NoArgs;
  readonly 'plain-new-account': NoArgs;
  readonly 'secure-mode-channel': NoArgs;
  readonly 'protocol-version': NoArgs;
  readonly 'keep-alive': NoArgs;
  readonly 'client-id-form': NoArgs;
  readonly 'take-over': NoArgs;
  readonly 'connect-rate': NoArgs;
  readonly 'after-connect': NoArgs;
  readonly 'connect-size': { readonly bytes: number | undefined };
  readonly dns: { readonly host: string };
  readonly certificate: NoArgs;
  readonly port: NoArgs;
  readonly network: NoArgs;
  readonly websocket: NoArgs;
  readonly 'at-command': NoArgs;
  readonly 'registration-off': NoArgs;
  readonly 'registration-active': NoArgs;
  readonly 'tls-on-1883': NoArgs;
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
  /** How far the connection came; undefined if that is unknown. */
  readonly stage?: Stage | undefined;
  /** Return code of CONNACK. */
  readonly code?: number | undefined;
  /** False if no signature of the given secret was found right. */
  readonly isRight?: boolean | undefined;
  /** Whether a rule is broken that may explain the outcome. */
  readonly hasBrokenRule?: boolean | undefined;
  /** Whether the CONNECT registers a device. */
  readonly isRegistration?: boolean | undefined;
  /** The library is PubSubClient. */
  readonly isPubSubClient?: boolean | undefined;
  /** TLS failed on port 1883. */
  readonly isTlsOn1883?: boolean | undefined;
  /** False: a log shows no device of Alibaba, so its platform's reasons do not apply. */
  readonly isAlibaba?: boolean | undefined;
}

/** Buffer size of PubSubClient. */
const SMALL_BUFFER = 256;

/** Size in bytes of a CONNECT of MQTT 3.1.1 without a will (3.1). */
export function connectBytes({ clientId, userName, password }: Credentials): number {
  const fields = [clientId, userName, password].map((text) => 2 + utf8Length(text));
  const rest = fields.reduce((sum, length) => sum + length, 10);
  return 1 + varintLength(rest) + rest;
}

interface ReasonFacts {
  readonly stage: ReasonStage;
  /** Return codes of CONNACK, and other outcomes, that this reason explains. */
  readonly outcomes: readonly (number | Stage)[];
  /** Only for dynamic registration, or for a known outcome. */
  readonly isOnlyFor?: 'registration' | 'outcome';
  /** Default: devices of Alibaba. */
  readonly isFor?: 'alibaba' | 'any' | 'others';
}

const REASONS: Readonly<Record<OtherReasonKey, ReasonFacts>> = {
  'registration-off': { stage: 'connect', outcomes: [4, 5], isOnlyFor: 'registration' },
  'registration-active': { stage: 'connect', outcomes: [4, 5], isOnlyFor: 'registration' },
  'secret-entered': { stage: 'connect', outcomes: [4, 5, 0x86, 0x87], isOnlyFor: 'outcome' },
  'unknown-device': { stage: 'connect', outcomes: [4, 5, 0x86, 0x87] },
  'disabled-device': { stage: 'connect', outcomes: [4, 5, 0x86, 0x87] },
  region: { stage: 'connect', outcomes: [4, 5, 0x86, 0x87] },
  'plain-new-account': { stage: 'connect', outcomes: [4, 5, 0x86, 0x87, 'connect'] },
  'secure-mode-channel': { stage: 'connect', outcomes: [2, 4, 5, 'connect'] },
  'protocol-version': { stage: 'connect', outcomes: [1, 0x84] },
  'keep-alive': { stage: 'connect', outcomes: [2, 3, 'connect'] },
  'client-id-form': { stage: 'connect', outcomes: [2, 3, 0x85], isOnlyFor: 'outcome' },
  'take-over': { stage: 'after-connect', outcomes: ['closed'] },
  'connect-rate': { stage: 'connect', outcomes: [3, 'connect'] },
  'after-connect': { stage: 'after-connect', outcomes: ['closed'] },
  'connect-size': { stage: 'before-connect', outcomes: ['connect', 'failed'], isFor: 'any' },
  websocket: { stage: 'before-connect', outcomes: ['websocket'], isOnlyFor: 'outcome' },
  'at-command': {
    stage: 'before-connect',
    outcomes: ['at'],
    isOnlyFor: 'outcome',
  },
  dns: { stage: 'before-connect', outcomes: ['dns', 'failed'] },
  certificate: { stage: 'before-connect', outcomes: ['tls', 'failed'] },
  port: { stage: 'before-connect', outcomes: ['tcp', 'failed'] },
  network: { stage: 'before-connect', outcomes: ['dns', 'tcp', 'failed'], isOnlyFor: 'outcome' },
  'tls-on-1883': {
    stage: 'before-connect',
    outcomes: ['tls'],
    isOnlyFor: 'outcome',
    isFor: 'others',
  },
};

const ORDER = [
  'registration-off',
  'registration-active',
  'secret-entered',
  'unknown-device',
  'disabled-device',
  'region',
  'plain-new-account',
  'secure-mode-channel',
  'protocol-version',
  'keep-alive',
  'client-id-form',
  'take-over',
  'connect-rate',
  'after-connect',
  'connect-size',
  'websocket',
  'at-command',
  'dns',
  'certificate',
  'port',
  'network',
  'tls-on-1883',
] as const satisfies readonly OtherReasonKey[];

function isLikely(key: OtherReasonKey, known: SignInCircumstances): boolean {
  const { secureMode, isSecure, keepAlive, hasWill, protocolLevel } = known;
  if (key === 'secret-entered') return known.hasBrokenRule !== true;
  if (key === 'connect-size') return (known.connectBytes ?? 0) > SMALL_BUFFER;
  if (key === 'plain-new-account') return isSecure === false || secureMode === 3;
  if (key === 'secure-mode-channel') {
    return secureMode !== undefined && isSecure !== undefined && isSecure !== (secureMode === 2);
  }
  if (key === 'keep-alive') return keepAlive !== undefined && (keepAlive < 30 || keepAlive > 1200);
  if (key === 'protocol-version') return protocolLevel !== undefined && protocolLevel > 4;
  return key === 'after-connect' && hasWill === true;
}

/** Whether the outcome leaves this reason possible. */
function isPossible(
  { outcomes, isOnlyFor, isFor = 'alibaba' }: ReasonFacts,
  known: SignInCircumstances,
): boolean {
  const { stage, code, isRegistration = false, isAlibaba = true } = known;
  if (isFor !== 'any' && isFor !== (isAlibaba ? 'alibaba' : 'others')) return false;
  if (isOnlyFor === 'registration' && !isRegistration) return false;
  // The device of a registration is not the subject of the other reasons for these codes.
  if (isRegistration && stage === 'connack' && (code === 4 || code === 5)) {
    return isOnlyFor === 'registration';
  }
  if (stage === undefined) return isAlibaba && isOnlyFor !== 'outcome';
  if (stage !== 'connack') return outcomes.includes(stage);
  if (code !== undefined) return outcomes.includes(code);
  return isOnlyFor === undefined && outcomes.some((one) => typeof one === 'number');
}

/** All possible reasons by the known facts, in the order to check them. */
export function otherReasons(known: SignInCircumstances = {}): readonly OtherReason[] {
  const host =
    known.host ?? `${known.productKey ?? '{productKey}'}.iot-as-mqtt.{region}.aliyuncs.com`;
  const possible = ORDER.filter(
    (key) =>
      isPossible(REASONS[key], known) &&
      !(key === 'secret-entered' && known.isRight === false) &&
      !(key === 'connect-size' && known.isPubSubClient !== true) &&
      !(key === 'tls-on-1883' && known.isTlsOn1883 !== true),
  );
  return possible.map((key) => ({
    ...factOf(key, host, known.connectBytes),
    stage: REASONS[key].stage,
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
