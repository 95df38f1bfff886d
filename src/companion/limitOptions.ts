/** Options that set the broker's limits, for those who test against a server of a known configuration. */
import type { Command } from 'commander';
import { DEFAULT_LIMITS, type Limits, type Verdict } from '../broker/options.ts';
import { topicFilterFault } from '../mqtt/topics.ts';
import { UsageError } from './errors.ts';

/** As commander hands them over. */
export interface RawLimitOptions {
  readonly serverKeepAlive?: string;
  readonly receiveMaximum?: string;
  readonly topicAliasMaximum?: string;
  readonly maximumPacketSize?: string;
  readonly refuseFilter?: readonly string[];
  readonly copyPerSubscription?: boolean;
  readonly sysInterval?: string;
  readonly maxConnections?: string;
  readonly connectTimeout?: string;
  readonly maxQueued?: string;
  readonly maxSubscriptions?: string;
  readonly messageRate?: string;
  readonly memory?: string;
}

export interface LimitOptions {
  readonly limits: Partial<Limits>;
  /** Topic filters that nobody may subscribe to. */
  readonly refusedFilters: readonly string[];
}

/** Seconds, as Mosquitto has it. */
const SYS_INTERVAL = 10;

/** Mebibytes that the broker's default budgets are made for. */
const MEMORY = 128;

/** One byte, four length bytes, 268,435,455 bytes (2.1.4). */
const LARGEST_PACKET = 268_435_460;

export function describeLimits(program: Command): Command {
  return program
    .option('--server-keep-alive <seconds>', 'longest keep alive of MQTT 5 clients, 1 to 65535')
    .option(
      '--receive-maximum <n>',
      'QoS 1 and 2 messages that an MQTT 5 client may have in flight, 1 to 65535',
    )
    .option(
      '--topic-alias-maximum <n>',
      'topic aliases that an MQTT 5 client may use, 0 to 65535 (default: 32)',
    )
    .option(
      '--maximum-packet-size <bytes>',
      `largest packet that is taken, 1 to ${LARGEST_PACKET} (default: 16777216)`,
    )
    .option('--max-connections <n>', 'open connections: CONNACK 0x97 (default: 10000)')
    .option(
      '--connect-timeout <seconds>',
      'from the opening of a connection to its CONNECT, 1 to 3600 (default: 10)',
    )
    .option('--max-queued <n>', 'messages that wait for one client (default: 100000)')
    .option('--max-subscriptions <n>', 'filters of one client: SUBACK 0x97 (default: 100000)')
    .option('--message-rate <n>', 'messages of one client in a second: DISCONNECT 0x96')
    .option(
      '--memory <mebibytes>',
      `what queues, retained messages and subscriptions may take, 16 to 65536 (default: ${MEMORY})`,
    )
    .option(
      '--refuse-filter <filter>',
      'topic filter that nobody may subscribe to: SUBACK 0x80; may be repeated',
      collect,
    )
    .option(
      '--copy-per-subscription',
      "a copy of a message for each of a client's overlapping subscriptions",
    )
    .option(
      '--sys-interval <seconds>',
      `seconds between two publications of $SYS topics, 0 to 65535; 0: none (default: ${SYS_INTERVAL})`,
    );
}

const collect = (value: string, previous: readonly string[] = []): readonly string[] => [
  ...previous,
  value,
];

/** Throws `UsageError`. */
export function checkLimits(options: RawLimitOptions): LimitOptions {
  const limits: { -readonly [K in keyof Limits]?: Limits[K] } = {
    sysInterval: SYS_INTERVAL,
    ...(options.copyPerSubscription === true && { copyPerSubscription: true }),
    ...memoryLimits(options.memory),
  };
  for (const { option, raw, limit, least, most, unit = 1 } of NUMBERS) {
    const text = options[raw];
    if (text !== undefined) limits[limit] = unit * numberFrom(text, option, least, most);
  }
  return { limits, refusedFilters: (options.refuseFilter ?? []).map(checkFilter) };
}

interface NumberOption {
  readonly option: string;
  readonly raw: Exclude<keyof RawLimitOptions, 'refuseFilter' | 'copyPerSubscription'>;
  readonly limit: Exclude<
    { [K in keyof Limits]: Limits[K] extends number ? K : never }[keyof Limits],
    'maximumQoS'
  >;
  readonly least: number;
  readonly most: number;
  /** What one of it is in the limit's own unit. */
  readonly unit?: number;
}

const NUMBERS: readonly NumberOption[] = [
  { option: '--sys-interval', raw: 'sysInterval', limit: 'sysInterval', least: 0, most: 0xffff },
  {
    option: '--server-keep-alive',
    raw: 'serverKeepAlive',
    limit: 'serverKeepAlive',
    least: 1,
    most: 0xffff,
  },
  {
    option: '--receive-maximum',
    raw: 'receiveMaximum',
    limit: 'receiveMaximum',
    least: 1,
    most: 0xffff,
  },
  {
    option: '--topic-alias-maximum',
    raw: 'topicAliasMaximum',
    limit: 'topicAliasMaximum',
    least: 0,
    most: 0xffff,
  },
  {
    option: '--maximum-packet-size',
    raw: 'maximumPacketSize',
    limit: 'maximumPacketSize',
    least: 1,
    most: LARGEST_PACKET,
  },
  {
    option: '--max-connections',
    raw: 'maxConnections',
    limit: 'connections',
    least: 1,
    most: 1_000_000,
  },
  {
    option: '--connect-timeout',
    raw: 'connectTimeout',
    limit: 'connectTimeout',
    least: 1,
    most: 3600,
    unit: 1000,
  },
  { option: '--max-queued', raw: 'maxQueued', limit: 'queuedMessages', least: 0, most: 10_000_000 },
  {
    option: '--max-subscriptions',
    raw: 'maxSubscriptions',
    limit: 'subscriptions',
    least: 0,
    most: 10_000_000,
  },
  {
    option: '--message-rate',
    raw: 'messageRate',
    limit: 'messageRate',
    least: 1,
    most: 10_000_000,
  },
];

/** All budgets in proportion. */
function memoryLimits(text: string | undefined): Partial<Limits> {
  if (text === undefined) return {};
  const share = numberFrom(text, '--memory', 16, 65_536) / MEMORY;
  const budgets = [
    'incompleteBytes',
    'queuedBytes',
    'heldBytes',
    'backlogTotal',
    'subscriptionBytes',
    'retainedBytes',
  ] as const satisfies readonly (keyof Limits)[];
  return Object.fromEntries(
    budgets.map((budget) => [budget, Math.floor(DEFAULT_LIMITS[budget] * share)]),
  );
}

const REFUSED: Verdict = {
  reasonCode: 0x80,
  reasonString: 'This filter is refused (--refuse-filter)',
};

/** That filter alone, as it is written, not what it matches. */
export function judgeFilter(refused: readonly string[], filter: string): Verdict {
  return refused.includes(filter) ? REFUSED : 'ok';
}

function numberFrom(text: string, option: string, least: number, most: number): number {
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most)) {
    throw new UsageError(
      `${option} must be a number from ${least} to ${most}, not ${JSON.stringify(text)}.`,
    );
  }
  return value;
}

function checkFilter(text: string): string {
  const fault = topicFilterFault(text);
  if (fault !== undefined) {
    throw new UsageError(
      `--refuse-filter must be a topic filter, which ${JSON.stringify(text)} is not: ${fault}`,
    );
  }
  return text;
}
