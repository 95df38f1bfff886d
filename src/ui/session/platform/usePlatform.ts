import type { BrokerFacts } from '../../../broker/control/control.ts';
import type { BrokerState } from '../brokerLink.ts';
import { brokerOf, useBroker } from '../brokers.ts';

const factsOf = (broker: BrokerState | undefined): BrokerFacts['platform'] =>
  broker?.kind === 'open' ? broker.facts.platform : undefined;

/** The platform of devices in the broker behind a connection; undefined: it has none, or cannot be looked into. */
export function usePlatform(connectionId: string): BrokerFacts['platform'] {
  return factsOf(useBroker(connectionId));
}

/** Of a broker that wants a token first, its companion says whether it has one. */
const isThere = (broker: BrokerState | undefined): boolean =>
  factsOf(broker) !== undefined || (broker?.kind === 'needs-token' && broker.platform === true);

/** Whether there is a platform behind a connection, be it after a token was given. */
export function useHasPlatform(connectionId: string): boolean {
  return isThere(useBroker(connectionId));
}

/** The same as last told, for what is no component. */
export function hasPlatform(connectionId: string): boolean {
  return isThere(brokerOf(connectionId));
}
