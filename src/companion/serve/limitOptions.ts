/** Options for the broker's limits, for tests against a server of a known configuration. */

import { DEFAULT_LIMITS, type Limits } from '../../broker/core/memory/limits.ts';
import type { CompanionValues } from './companionOptions.ts';

/** Seconds; Mosquitto's default. */
const SYS_INTERVAL = 10;

export function limitsOf(values: CompanionValues): Partial<Limits> {
  const { serverKeepAlive, receiveMaximum } = values;
  return {
    ...memoryLimits(values.memory),
    ...(serverKeepAlive !== undefined && { serverKeepAlive }),
    ...(receiveMaximum !== undefined && { receiveMaximum }),
    topicAliasMaximum: values.topicAliasMaximum,
    maximumPacketSize: values.maximumPacketSize,
    connections: values.maxConnections,
    sysInterval: SYS_INTERVAL,
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
