import type { BrokerFacts } from '../../broker/control/control.ts';
import type { BrokerState } from '../state/brokerLink.ts';
import { brokerOf, useBroker } from '../state/brokers.ts';

const factsOf = (broker: BrokerState | undefined): BrokerFacts['platform'] =>
  broker?.kind === 'open' ? broker.facts.platform : undefined;

/** The platform of devices in the broker behind a connection; undefined: it has none, or cannot be looked into. */
export function usePlatform(connectionId: string): BrokerFacts['platform'] {
  return factsOf(useBroker(connectionId));
}

/** The same as last told, for what is no component. */
export function platformOf(connectionId: string): BrokerFacts['platform'] {
  return factsOf(brokerOf(connectionId));
}
