/** Steps that the tour performs for the user. */
import { encodeUtf8 } from '../../../base/utf8.ts';
import type { TourStep } from '../../../i18n/tourSteps.ts';
import { plainSubscription } from '../../../profiles/settings/plainSubscription.ts';
import { texts } from '../../kit/language/useText.ts';
import { askBroker } from '../../session/brokers.ts';
import { connectionById } from '../../session/connections.ts';
import { startStep } from '../../session/faults/stepping.ts';
import { packetOf } from '../../session/publish/outcomeWords.ts';
import { publish } from '../../session/publish/publish.ts';
import { select } from '../../session/selection.ts';
import { showPanel } from '../../session/tabView.ts';
import { TOUR_FILTER, TOUR_TOPICS } from '../../session/tour/tour.ts';

/** The client identifier under which the connection is known; undefined: it is not connected now. */
function clientOf(connectionId: string): string | undefined {
  const state = connectionById(connectionId)?.state;
  return state?.kind === 'connected' ? state.clientId : undefined;
}

function send(connectionId: string, topic: string, qos: 1 | 2): void {
  const payload = encodeUtf8(texts().tour.payload);
  publish(connectionId, { topic, payload, qos, retain: false, properties: [] });
}

/** Resolves to the reason if it failed. */
export const DOING: Readonly<
  Partial<Record<TourStep, (connectionId: string) => Promise<string | undefined>>>
> = {
  subscribe: async (connectionId) => {
    const subscription = plainSubscription(TOUR_FILTER, 1);
    connectionById(connectionId)?.handle.send({ kind: 'subscribe', subscription });
    return undefined;
  },
  publish: async (connectionId) => {
    send(connectionId, TOUR_TOPICS.hello, 1);
    return undefined;
  },
  qos2: async (connectionId) => {
    const client = clientOf(connectionId);
    if (client === undefined) return texts().tour.notConnected;
    const refusal = await startStep(connectionId, client, false);
    if (refusal !== undefined) return texts().explain.refusal(refusal);
    send(connectionId, TOUR_TOPICS.qos2, 2);
    return undefined;
  },
  lost: async (connectionId) => {
    const client = clientOf(connectionId);
    if (client === undefined) return texts().tour.notConnected;
    const command = { kind: 'start-recipe', recipe: 'lost-puback', client } as const;
    const reply = await askBroker(connectionId, command);
    if (reply.kind === 'refused') return texts().explain.refusal(reply);
    send(connectionId, TOUR_TOPICS.lost, 1);
    return undefined;
  },
  read: async (connectionId) => {
    const sent = connectionById(connectionId)?.sent.find(
      ({ message }) => message.topic === TOUR_TOPICS.lost,
    );
    const packet = sent && packetOf(sent.outcome);
    if (packet !== undefined) select(connectionId, { packet });
    showPanel(connectionId, 'handshakes');
    return undefined;
  },
};
