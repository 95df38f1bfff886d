/** A PUBLISH of the connection, described so that its broker can find it. */
import type { ExchangeRow } from '../../../engine/exchanges/exchange.ts';
import { brokerOf } from '../broker/brokerStates.ts';
import { connectionById } from '../connection/connections.ts';
import type { OwnPublish } from './findMessage.ts';

type Publish = Pick<ExchangeRow, 'topic' | 'direction' | 'packetId'> & {
  /** µs since the capture's origin. */
  readonly time: number;
};

/** undefined: the broker cannot be inspected. */
export function ownPublish(connectionId: string, publish: Publish): OwnPublish | undefined {
  const broker = brokerOf(connectionId);
  const { state, loop } = connectionById(connectionId) ?? {};
  const { topic, direction, packetId } = publish;
  if (broker?.kind !== 'open' || topic === undefined || state?.kind !== 'connected')
    return undefined;
  const time = (loop?.origin() ?? 0) + publish.time / 1000 - broker.facts.origin;
  return { client: state.clientId, direction, topic, packetId, time };
}
