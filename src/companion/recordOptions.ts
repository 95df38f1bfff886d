/** What `mqttscope record` was asked for, checked as far as it can be without touching anything outside. */
import type { ProtocolVersion, QoS } from '../mqtt/packet.ts';
import { topicFilterFault } from '../mqtt/topics.ts';
import type { SubscriptionSetting } from '../profiles/settings.ts';
import { UsageError } from './errors.ts';

export type RawRecordOptions = {
  readonly url: string;
  readonly subscribe: readonly string[];
  readonly qos: string;
  readonly output: string;
  readonly for?: string;
  readonly count?: string;
  readonly until?: string;
  readonly format?: string;
  readonly protocol: string;
  readonly clientId?: string;
  readonly username?: string;
  readonly password?: string;
  readonly passwordFile?: string;
  readonly keepAlive: string;
  readonly clean: boolean;
  readonly reconnect: boolean;
  readonly ca?: string;
  readonly insecure?: true;
  readonly cert?: string;
  readonly key?: string;
  readonly withSecrets?: true;
};

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
/** The longest that a timer of Node takes, ms. */
const LONGEST = 2 ** 31 - 1;

/** `500ms`, `30s`, `1.5m`, `1h` in ms. Throws `UsageError`. */
export function parseDuration(text: string, option: string): number {
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text) ?? [];
  const ms = Math.round(Number(number) * (UNITS[unit] ?? 0));
  if (ms >= 1 && ms <= LONGEST) return ms;
  if (ms > LONGEST) throw new UsageError(`${option} must be 24 days at most, not ${text}.`);
  throw new UsageError(
    `${option} must be a duration such as 500ms, 30s, 5m or 1h, not ${JSON.stringify(text)}.`,
  );
}

/** Throws `UsageError`. */
export function parseNumber(text: string, option: string, least: number, most: number): number {
  const number = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw new UsageError(
    `${option} must be a whole number from ${least} to ${most}, not ${JSON.stringify(text)}.`,
  );
}

const VERSIONS: Readonly<Record<string, ProtocolVersion>> = {
  '3.1': 3,
  '3.1.1': 4,
  '5': 5,
  '5.0': 5,
};

/** Throws `UsageError`. */
export function parseProtocol(text: string): ProtocolVersion {
  const version = Object.hasOwn(VERSIONS, text) ? VERSIONS[text] : undefined;
  if (version !== undefined) return version;
  throw new UsageError(`--protocol must be 3.1, 3.1.1 or 5, not ${JSON.stringify(text)}.`);
}

/** Throws `UsageError`. */
export function parseSubscriptions(
  filters: readonly string[],
  qosText: string,
  version: ProtocolVersion,
): SubscriptionSetting[] {
  const qos = parseQos(qosText);
  return [...new Set(filters)].map((filter) => {
    const fault = topicFilterFault(filter, version);
    if (fault !== undefined)
      throw new UsageError(`--subscribe ${JSON.stringify(filter)}: ${fault}`);
    return { filter, qos, noLocal: false, retainAsPublished: version === 5, retainHandling: 0 };
  });
}

function parseQos(text: string): QoS {
  const qos = parseNumber(text, '--qos', 0, 2);
  return qos === 0 ? 0 : qos === 1 ? 1 : 2;
}

/** The names of schemes that other tools use. */
const SCHEMES: Readonly<Record<string, string>> = {
  'mqtt:': 'mqtt:',
  'tcp:': 'mqtt:',
  'mqtts:': 'mqtts:',
  'ssl:': 'mqtts:',
  'tls:': 'mqtts:',
  'ws:': 'ws:',
  'wss:': 'wss:',
};

export interface BrokerAddress {
  /** Without user name and password. */
  readonly url: string;
  readonly isEncrypted: boolean;
  /** As they stand in the address. */
  readonly userName: string | undefined;
  readonly password: string | undefined;
}

/** Throws `UsageError`; its message never holds the address, which may have a password in it. */
export function parseAddress(text: string): BrokerAddress {
  const wanted =
    '--url must be an address such as mqtt://localhost:1883, mqtts://, ws:// or wss://';
  if (!URL.canParse(text)) throw new UsageError(`${wanted}.`);
  const url = new URL(text);
  const scheme = Object.hasOwn(SCHEMES, url.protocol) ? SCHEMES[url.protocol] : undefined;
  if (scheme === undefined) throw new UsageError(`${wanted}, not ${url.protocol}//.`);
  if (url.hostname === '') throw new UsageError(`${wanted}; this one names no host.`);
  if (url.hash !== '') throw new UsageError('--url must not have a part after #.');
  const isWeb = scheme.startsWith('ws');
  if (!isWeb && (url.search !== '' || !['', '/'].includes(url.pathname))) {
    throw new UsageError('--url of a TCP address has no path: mqtt://host:port.');
  }
  const path = isWeb ? `${url.pathname}${url.search}` : '';
  return {
    url: `${scheme}//${url.host}${path}`,
    isEncrypted: scheme === 'mqtts:' || scheme === 'wss:',
    userName: textOf(url.username),
    password: textOf(url.password),
  };
}

function textOf(encoded: string): string | undefined {
  if (encoded === '') return undefined;
  try {
    return decodeURIComponent(encoded);
  } catch {
    throw new UsageError('--url holds a user name or password with a % that begins no escape.');
  }
}
