import type { BrokerFacts } from '../../../broker/control/control.ts';
import type { BrokerState } from '../brokerLink.ts';
import { useBroker } from '../brokerStates.ts';

const factsOf = (broker: BrokerState | undefined): BrokerFacts['platform'] =>
  broker?.kind === 'open' ? broker.facts.platform : undefined;

/** The platform of devices in the broker behind a connection; undefined: it has none, or cannot be looked into. */
export function usePlatform(connectionId: string): BrokerFacts['platform'] {
  return factsOf(useBroker(connectionId));
}

/**
 * Whether there is a platform in a broker, be it after a token was given: where it wants one first, its
 * companion says whether it has one.
 */
export function hasPlatform(broker: BrokerState | undefined): boolean {
  return (
    factsOf(broker) !== undefined || (broker?.kind === 'needs-token' && broker.platform === true)
  );
}
