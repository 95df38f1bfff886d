/** Options for the broker's limits, for tests against a server of a known configuration. */

import { DEFAULT_LIMITS, type Limits } from '../../broker/core/memory/limits.ts';
import type { EdgeLimits } from '../net/edgeLimits.ts';
import type { CompanionValues } from './companionOptions.ts';

export interface LimitSettings {
  readonly limits: Partial<Limits>;
  readonly edgeLimits: Partial<EdgeLimits>;
}

export function limitsOf(values: CompanionValues): LimitSettings {
  const { serverKeepAlive, receiveMaximum, messageRate } = values;
  const connectTimeout = 1000 * values.connectTimeout;
  return {
    limits: {
      ...memoryLimits(values.memory),
      ...(serverKeepAlive !== undefined && { serverKeepAlive }),
      ...(receiveMaximum !== undefined && { receiveMaximum }),
      ...(messageRate !== undefined && { messageRate }),
      topicAliasMaximum: values.topicAliasMaximum,
      maximumPacketSize: values.maximumPacketSize,
      connections: values.maxConnections,
      connectTimeout,
      queuedMessages: values.maxQueued,
      subscriptions: values.maxSubscriptions,
      copyPerSubscription: values.copyPerSubscription,
      sysInterval: values.sysInterval,
    },
    edgeLimits: {
      openingTimeout: connectTimeout,
      connectionsPerAddress: values.maxConnectionsPerAddress,
      httpConnections: values.maxHttpConnections,
      requestTimeout: 1000 * values.requestTimeout,
    },
  };
}

/** MiB for which the broker's default budgets are designed. */
const MEMORY = DEFAULT_LIMITS.memory / (1024 * 1024);

const BUDGETS = [
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
  'platformBytes',
] as const satisfies readonly (keyof Limits)[];

/** Scales all budgets proportionally. */
function memoryLimits(mebibytes: number): Partial<Limits> {
  const share = mebibytes / MEMORY;
  return Object.fromEntries(
    BUDGETS.map((budget) => [budget, Math.floor(DEFAULT_LIMITS[budget] * share)]),
  );
}
