/** Options that set the broker's limits, for those who test against a server of a known configuration. */
import type { Command } from 'commander';
import { DEFAULT_LIMITS, type Limits, type Verdict } from '../broker/core/options.ts';
import { topicFilterFault } from '../mqtt/topics.ts';
import { DEFAULT_EDGE_LIMITS, type EdgeLimits } from './doorkeeper.ts';
import { UsageError } from './errors.ts';

interface RawEdgeOptions {
  readonly maxConnectionsPerAddress?: string;
  readonly maxHttpConnections?: string;
  readonly requestTimeout?: string;
}

/** As commander hands them over. */
export interface RawLimitOptions extends RawEdgeOptions {
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
  readonly edgeLimits: Partial<EdgeLimits>;
  /** Topic filters that nobody may subscribe to. */
  readonly refusedFilters: readonly string[];
}

/** Seconds, as Mosquitto has it. */
const SYS_INTERVAL = 10;

/** Mebibytes that the broker's default budgets are made for. */
const MEMORY = DEFAULT_LIMITS.memory / (1024 * 1024);

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
      '--max-connections-per-address <n>',
      `open connections of one address, over HTTP too; more are closed at once (default: ${DEFAULT_EDGE_LIMITS.connectionsPerAddress})`,
    )
    .option(
      '--max-http-connections <n>',
      `open connections over HTTP beside those of MQTT (default: ${DEFAULT_EDGE_LIMITS.httpConnections})`,
    )
    .option(
      '--connect-timeout <seconds>',
      'for a TLS handshake, for the headers of an HTTP request, and from there to CONNECT, 1 to 3600 (default: 10)',
    )
    .option(
      '--request-timeout <seconds>',
      'for an HTTP request with its body, 1 to 3600 (default: 30)',
    )
    .option('--max-queued <n>', 'messages that wait for one client (default: 100000)')
    .option('--max-subscriptions <n>', 'filters of one client: SUBACK 0x97 (default: 100000)')
    .option('--message-rate <n>', 'messages of one client in a second: DISCONNECT 0x96')
    .option(
      '--memory <mebibytes>',
      `what all that is held may take, 16 to 65536 (default: ${MEMORY})`,
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
  return {
    limits,
    edgeLimits: checkEdges(options, limits.connectTimeout),
    refusedFilters: (options.refuseFilter ?? []).map(checkFilter),
  };
}

function checkEdges(
  { maxConnectionsPerAddress, maxHttpConnections, requestTimeout }: RawEdgeOptions,
  openingTimeout: number | undefined,
): Partial<EdgeLimits> {
  const number = (text: string | undefined, option: string, most: number): number | undefined =>
    text === undefined ? undefined : numberFrom(text, option, 1, most);
  const perAddress = number(maxConnectionsPerAddress, '--max-connections-per-address', 1_000_000);
  const overHttp = number(maxHttpConnections, '--max-http-connections', 1_000_000);
  const seconds = number(requestTimeout, '--request-timeout', 3600);
  return {
    ...(openingTimeout !== undefined && { openingTimeout }),
    ...(perAddress !== undefined && { connectionsPerAddress: perAddress }),
    ...(overHttp !== undefined && { httpConnections: overHttp }),
    ...(seconds !== undefined && { requestTimeout: 1000 * seconds }),
  };
}

interface NumberOption {
  readonly option: string;
  readonly raw: Exclude<
    keyof RawLimitOptions,
    'refuseFilter' | 'copyPerSubscription' | keyof RawEdgeOptions
  >;
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
    'memory',
    'connectionBytes',
    'sessionBytes',
    'incompleteBytes',
    'queuedBytes',
    'heldBytes',
    'backlogTotal',
    'subscriptionBytes',
    'retainedBytes',
    'journalBytes',
    'tapBytes',
    'faultBytes',
    'transportBytes',
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
