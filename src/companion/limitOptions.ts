/** Options that set the broker's limits, for those who test against a server of a known configuration. */
import type { Command } from 'commander';
import type { Limits, Verdict } from '../broker/options.ts';
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
}

export interface LimitOptions {
  readonly limits: Partial<Limits>;
  /** Topic filters that nobody may subscribe to. */
  readonly refusedFilters: readonly string[];
}

/** Seconds, as Mosquitto has it. */
const SYS_INTERVAL = 10;

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
  const { serverKeepAlive, receiveMaximum, topicAliasMaximum, maximumPacketSize } = options;
  const { copyPerSubscription, sysInterval } = options;
  return {
    limits: {
      sysInterval:
        sysInterval === undefined
          ? SYS_INTERVAL
          : numberFrom(sysInterval, '--sys-interval', 0, 0xffff),
      ...(copyPerSubscription === true && { copyPerSubscription }),
      ...(serverKeepAlive !== undefined && {
        serverKeepAlive: numberFrom(serverKeepAlive, '--server-keep-alive', 1, 0xffff),
      }),
      ...(receiveMaximum !== undefined && {
        receiveMaximum: numberFrom(receiveMaximum, '--receive-maximum', 1, 0xffff),
      }),
      ...(topicAliasMaximum !== undefined && {
        topicAliasMaximum: numberFrom(topicAliasMaximum, '--topic-alias-maximum', 0, 0xffff),
      }),
      ...(maximumPacketSize !== undefined && {
        maximumPacketSize: numberFrom(
          maximumPacketSize,
          '--maximum-packet-size',
          1,
          LARGEST_PACKET,
        ),
      }),
    },
    refusedFilters: (options.refuseFilter ?? []).map(checkFilter),
  };
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
