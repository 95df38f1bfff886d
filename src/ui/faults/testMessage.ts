/** The message that sets a recipe off, sent over the app's own connection, and where it shows. */
import type { RecipeId } from '../../broker/recipes/recipe.ts';
import { encodeUtf8 } from '../../mqtt/utf8.ts';
import { setMessagesPlace } from '../bothEnds/state.ts';
import { setBrokerPlace } from '../broker/place.ts';
import { announce } from '../state/announcements.ts';
import { connectionById, publish } from '../state/connections.ts';
import { select } from '../state/selection.ts';
import { type CentreView, showCentre } from '../state/views.ts';
import { texts } from '../text/useText.ts';

/** QoS of the message that the recipe waits for; without one, no message helps. */
const QOS: Readonly<Partial<Record<RecipeId, 1 | 2>>> = {
  'lost-puback': 1,
  'lost-pubrec': 2,
  'lost-pubrel': 2,
  'lost-pubcomp': 2,
  'duplicated-publish': 1,
  'quota-exceeded': 1,
  'not-authorised': 1,
};

export function testQoS(recipe: RecipeId): 1 | 2 | undefined {
  return QOS[recipe];
}

/** The client has to receive it, too. */
export function mustReceive(recipe: RecipeId): boolean {
  return recipe === 'duplicated-publish';
}

export function sendTest(connectionId: string, recipe: RecipeId): void {
  const qos = testQoS(recipe);
  if (qos === undefined) return;
  const t = texts().faults.recipes;
  if (mustReceive(recipe)) {
    const subscription = {
      filter: t.testTopic,
      qos,
      noLocal: false,
      retainAsPublished: false,
      retainHandling: 0,
    } as const;
    connectionById(connectionId)?.handle.send({ kind: 'subscribe', subscription });
  }
  publish(connectionId, {
    topic: t.testTopic,
    payload: encodeUtf8(t.testPayload(t.words[recipe].name)),
    qos,
    retain: false,
    properties: [],
  });
  announce(t.sent(qos));
}

/** Shows what the broker knows of the test messages, at both of their ends. */
export function showBothEnds(connectionId: string): void {
  const { testTopic } = texts().faults.recipes;
  setMessagesPlace(connectionId, { topic: testTopic, before: undefined });
  setBrokerPlace(connectionId, { part: 'messages' });
}

/** Shows a view with the last test message chosen, as far as one was sent since then (ms since 1970). */
export function showTest(connectionId: string, view: CentreView, since: number): void {
  const { testTopic } = texts().faults.recipes;
  const sent = connectionById(connectionId)?.sent.find(
    ({ message, at }) => message.topic === testTopic && at >= since,
  );
  const packet = sent !== undefined && 'packet' in sent.outcome ? sent.outcome.packet : undefined;
  if (packet !== undefined) select(connectionId, { packet });
  showCentre(connectionId, view);
}
