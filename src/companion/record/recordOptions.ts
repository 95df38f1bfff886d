/** Options of `mqttscope record`, checked without access to files or network. */
import type { ProtocolVersion, QoS } from '../../mqtt/tables/packet.ts';
import { topicFilterError } from '../../mqtt/tables/topics.ts';
import { plainSubscription } from '../../profiles/settings/plainSubscription.ts';
import type { SubscriptionSetting } from '../../profiles/settings/settings.ts';
import { UsageError } from '../cli/errors.ts';
import { validFilter } from '../cli/filters.ts';
import { type Kind, number } from '../cli/options.ts';
import { brokerUrl } from '../dial/brokerUrl.ts';

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
/** Longest delay of a timer in Node, ms. */
const LONGEST = 2 ** 31 - 1;

/** Parses `500ms`, `30s`, `1.5m`, `1h` to ms. */
export const duration: Kind<number> = {
  read: (text, option) => {
    const [, digits = '', unit = ''] = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text) ?? [];
    const ms = Math.round(Number(digits) * (UNITS[unit] ?? 0));
    if (ms >= 1 && ms <= LONGEST) return ms;
    throw new UsageError((say) =>
      ms > LONGEST ? say.tooLong(option, text) : say.notADuration(option, text),
    );
  },
};

const anyQos = number(0, 2);

export const qos: Kind<QoS> = {
  ...anyQos,
  read: (text, option) => {
    const level = anyQos.read(text, option);
    return level === 0 ? 0 : level === 1 ? 1 : 2;
  },
};

/** A display filter. */
export const displayFilter: Kind<string> = {
  read: (text, option) => {
    if (text.trim() === '') throw new UsageError((say) => say.filterEmpty(option));
    validFilter(text, option);
    return text;
  },
};

/** Throws `UsageError`. Valid topic filters depend on the version. */
export function subscriptionsOf(
  filters: readonly string[],
  level: QoS,
  version: ProtocolVersion,
): SubscriptionSetting[] {
  return [...new Set(filters)].map((filter) => {
    const error = topicFilterError(filter, version);
    if (error !== undefined) throw new UsageError((say) => say.notASubscription(filter, error));
    return plainSubscription(filter, level);
  });
}

const SCHEMES: ReadonlySet<string> = new Set(['mqtt:', 'mqtts:', 'ws:', 'wss:']);

export interface BrokerAddress {
  /** Without user name and password. */
  readonly url: string;
  readonly isEncrypted: boolean;
  /** User name and password in the address. */
  readonly userName: string | undefined;
  readonly password: string | undefined;
}

/** Errors omit the address, which may contain a password. */
export const address: Kind<BrokerAddress> = {
  read: (text) => {
    const complete = brokerUrl(text);
    if (!URL.canParse(complete)) throw new UsageError((say) => say.notAnAddress());
    const url = new URL(complete);
    const { protocol: scheme } = url;
    if (!SCHEMES.has(scheme)) throw new UsageError((say) => say.notAScheme(scheme));
    if (url.hostname === '') throw new UsageError((say) => say.noHost());
    if (url.hash !== '') throw new UsageError((say) => say.addressWithFragment());
    const isWeb = scheme.startsWith('ws');
    if (!isWeb && (url.search !== '' || !['', '/'].includes(url.pathname))) {
      throw new UsageError((say) => say.addressWithPath());
    }
    const path = isWeb ? `${url.pathname}${url.search}` : '';
    return {
      url: `${scheme}//${url.host}${path}`,
      isEncrypted: scheme === 'mqtts:' || scheme === 'wss:',
      userName: textOf(url.username),
      password: textOf(url.password),
    };
  },
};

function textOf(encoded: string): string | undefined {
  if (encoded === '') return undefined;
  try {
    return decodeURIComponent(encoded);
  } catch {
    throw new UsageError((say) => say.addressWithPercent());
  }
}
