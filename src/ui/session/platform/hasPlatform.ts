import type { BrokerFacts } from '../../../broker/control/control.ts';
import type { BrokerState } from '../brokerLink.ts';

const factsOf = (broker: BrokerState | undefined): BrokerFacts['platform'] =>
  broker?.kind === 'open' ? broker.facts.platform : undefined;

/**
 * Whether there is a platform in a broker, be it after a token was given: where it wants one first, its
 * companion says whether it has one.
 */
export function hasPlatform(broker: BrokerState | undefined): boolean {
  return (
    factsOf(broker) !== undefined || (broker?.kind === 'needs-token' && broker.platform === true)
  );
}
