/** Steps that the tour performs for the user. */
import { encodeUtf8 } from '../../../base/utf8.ts';
import type { TourStep } from '../../../i18n/tourSteps.ts';
import { plainSubscription } from '../../../profiles/settings/plainSubscription.ts';
import { texts } from '../../kit/language/useText.ts';
import { askBroker } from '../../session/broker/brokers.ts';
import { setBrokerPlace } from '../../session/broker/place.ts';
import { connectionById } from '../../session/connection/connections.ts';
import { select } from '../../session/connection/selection.ts';
import { faultsPlaceOf, setFaultsPlace } from '../../session/faults/place.ts';
import { noteOwnRun } from '../../session/faults/startRecipe.ts';
import { startStep } from '../../session/faults/stepping.ts';
import { setLadder } from '../../session/packet/ladderView.ts';
import { publish } from '../../session/publish/publish.ts';
import { TOUR_FILTER, TOUR_TOPICS } from '../../session/tour/tour.ts';
import { setView, showPanel } from '../../session/view/tabView.ts';
import { ownPacket } from './ownPacket.ts';

/** The client identifier under which the connection is known; undefined: it is not connected now. */
function clientOf(connectionId: string): string | undefined {
  const state = connectionById(connectionId)?.state;
  return state?.kind === 'connected' ? state.clientId : undefined;
}

function send(connectionId: string, topic: string, qos: 1 | 2): number {
  const payload = encodeUtf8(texts().tour.payload);
  return publish(connectionId, { topic, payload, qos, retain: false, properties: [] });
}

/** @returns the reason if there is no such message */
function showOwn(connectionId: string, isWanted: (topic: string) => boolean): string | undefined {
  const packet = ownPacket(connectionById(connectionId)?.sent ?? [], isWanted);
  if (packet === undefined) return texts().tour.nothingSent;
  setView(connectionId, { following: false });
  select(connectionId, { packet });
  showPanel(connectionId, 'packets');
  return undefined;
}

/** Resolves to the reason if it failed. */
export const DOING: Readonly<
  Partial<Record<TourStep, (connectionId: string) => Promise<string | undefined>>>
> = {
  watch: async (connectionId) => {
    select(connectionId, { topic: TOUR_TOPICS.value });
    showPanel(connectionId, 'topic');
    return undefined;
  },
  subscribe: async (connectionId) => {
    const subscription = plainSubscription(TOUR_FILTER, 1);
    connectionById(connectionId)?.handle.send({ kind: 'subscribe', subscription });
    return undefined;
  },
  publish: async (connectionId) => {
    send(connectionId, TOUR_TOPICS.hello, 1);
    return undefined;
  },
  inspect: async (connectionId) => showOwn(connectionId, () => true),
  broker: async (connectionId) => {
    const client = clientOf(connectionId);
    if (client === undefined) return texts().tour.notConnected;
    setBrokerPlace(connectionId, { part: 'clients', client });
    showPanel(connectionId, 'broker');
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
    if (reply.kind === 'recipes') noteOwnRun(connectionId, reply.runs);
    const id = send(connectionId, TOUR_TOPICS.lost, 1);
    const { tests } = faultsPlaceOf(connectionId);
    // The recipe draws the ladder of its test message.
    setFaultsPlace(connectionId, { tests: { ...tests, 'lost-puback': id } });
    return undefined;
  },
  read: async (connectionId) => {
    // The step is about the ladder, which needs more height than beside the list.
    setLadder(connectionId, { isWhole: true });
    return showOwn(connectionId, (topic) => topic === TOUR_TOPICS.lost);
  },
};
