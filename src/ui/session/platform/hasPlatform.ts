import type { BrokerFacts } from '../../../broker/control/control.ts';
import type { BrokerState } from '../broker/brokerLink.ts';

const factsOf = (broker: BrokerState | undefined): BrokerFacts['platform'] =>
  broker?.kind === 'open' ? broker.facts.platform : undefined;

/**
 * True if a broker contains a platform. If the broker requires a token first, its companion's information is
 * used.
 */
export function hasPlatform(broker: BrokerState | undefined): boolean {
  return (
    factsOf(broker) !== undefined || (broker?.kind === 'needs-token' && broker.platform === true)
  );
}
