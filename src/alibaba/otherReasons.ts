/**
 * What refuses a device whose credentials are right, in the order in which to check it: what the platform
 * answers, what comes later, and what fails before CONNECT, which shows by itself. Keys, so that a dictionary
 * can say them; the English stands here once.
 */
export const OTHER_REASONS = {
  'unknown-device':
    'The device was deleted, or was never made in this product. Look for it in the console.',
  'disabled-device': 'The device is disabled in the console. Enable it there.',
  region:
    'The product belongs to another region or instance: the device is unknown there. Compare region and instance id with the console.',
  'plain-new-account':
    'Accounts opened since August 2022 are refused without TLS: use port 1883 or 443 with TLS, or wss, and securemode=2.',
  'secure-mode-channel':
    'securemode does not fit the channel: 2 is for TLS and wss, 3 for plain TCP and ws.',
  'protocol-version':
    'The CONNECT is not MQTT 3.1 or 3.1.1; MQTT 5.0 works on enterprise and new public instances alone.',
  'keep-alive': 'The keep alive is outside of 30 to 1200 seconds. 300 and more is advised.',
  'take-over':
    'It connects and is thrown out at once, again and again: something else signs in as the same device. Only one connection lives.',
  'connect-rate':
    'More than 5 sign-ins of the device in one minute. Wait a minute, and try less often.',
  'after-connect':
    'It connects, and the connection ends after its first packet: a will, QoS 2, or a topic of another device.',
  dns: 'The name of the host is not found. A legacy public instance is reached as {host}; a new one by its instance id, not by the product key.',
  certificate:
    'TLS fails before CONNECT: the device must know the root certificate GlobalSign R1, send the host’s name (SNI), speak TLS 1.2, and have the right time.',
  port: 'The port is closed on the way. TCP and TLS use 1883, TLS also 443, WebSocket 443.',
} as const;

export type OtherReasonKey = keyof typeof OTHER_REASONS;

/** In which part of a connection's life a reason strikes. */
type ReasonStage = 'before-connect' | 'connect' | 'after-connect';

export interface OtherReason {
  readonly key: OtherReasonKey;
  readonly stage: ReasonStage;
  /** For the reason's text. */
  readonly args: Readonly<Record<string, string>>;
  /** What is known of the sign-in says that this is it, or may well be. */
  readonly isLikely: boolean;
}

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
}

const STAGES: Readonly<Record<OtherReasonKey, ReasonStage>> = {
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
  dns: 'before-connect',
  certificate: 'before-connect',
  port: 'before-connect',
};

const ORDER = [
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
  'dns',
  'certificate',
  'port',
] as const satisfies readonly OtherReasonKey[];

function isLikely(key: OtherReasonKey, known: SignInCircumstances): boolean {
  const { secureMode, isSecure, keepAlive, hasWill, protocolLevel } = known;
  if (key === 'plain-new-account') return isSecure === false || secureMode === 3;
  if (key === 'secure-mode-channel') {
    return secureMode !== undefined && isSecure !== undefined && isSecure !== (secureMode === 2);
  }
  if (key === 'keep-alive') return keepAlive !== undefined && (keepAlive < 30 || keepAlive > 1200);
  if (key === 'protocol-version') return protocolLevel !== undefined && protocolLevel > 4;
  return key === 'after-connect' && hasWill === true;
}

/** All of them, in the order in which to check them. */
export function otherReasons(known: SignInCircumstances = {}): readonly OtherReason[] {
  const host =
    known.host ?? `${known.productKey ?? '{productKey}'}.iot-as-mqtt.{region}.aliyuncs.com`;
  return ORDER.map((key) => ({
    key,
    stage: STAGES[key],
    args: key === 'dns' ? { host } : {},
    isLikely: isLikely(key, known),
  }));
}

/** The reason in words, from a table of templates such as `OTHER_REASONS`. */
export function otherReasonText(
  { key, args }: OtherReason,
  table: Readonly<Record<OtherReasonKey, string>> = OTHER_REASONS,
): string {
  return table[key].replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(args, name) ? (args[name] ?? whole) : whole,
  );
}
