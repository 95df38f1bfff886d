/** The message that triggers a recipe, sent over the app's own connection, and its effect. */

import { encodeUtf8 } from '../../../base/utf8.ts';
import type { RecipeId } from '../../../broker/recipes/recipe.ts';
import { plainSubscription } from '../../../profiles/settings/plainSubscription.ts';
import { announce } from '../../kit/language/announcements.ts';
import { texts } from '../../kit/language/useText.ts';
import { setMessagesPlace } from '../../session/bothEnds/state.ts';
import { setBrokerPlace } from '../../session/broker/place.ts';
import { connectionById } from '../../session/connection/connections.ts';
import { select } from '../../session/connection/selection.ts';
import { faultsPlaceOf, setFaultsPlace } from '../../session/faults/place.ts';
import { type Grouping, showGrouping } from '../../session/filter/grouping.ts';
import { packetOf } from '../../session/publish/outcomeWords.ts';
import { publish } from '../../session/publish/publish.ts';
import { setView, showPanel } from '../../session/view/tabView.ts';

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

/** True if the client must also receive it. */
export function mustReceive(recipe: RecipeId): boolean {
  return recipe === 'duplicated-publish';
}

export function sendTest(connectionId: string, recipe: RecipeId): void {
  const qos = testQoS(recipe);
  if (qos === undefined) return;
  const t = texts().faults.recipes;
  if (mustReceive(recipe)) {
    const subscription = plainSubscription(t.testTopic, qos);
    connectionById(connectionId)?.handle.send({ kind: 'subscribe', subscription });
  }
  const id = publish(connectionId, {
    topic: t.testTopic,
    payload: encodeUtf8(t.testPayload(t.words[recipe].name)),
    qos,
    retain: false,
    properties: [],
  });
  const { tests } = faultsPlaceOf(connectionId);
  setFaultsPlace(connectionId, { tests: { ...tests, [recipe]: id } });
  announce(t.sent(qos));
}

/** Shows both ends of the test messages at the broker. */
export function showBothEnds(connectionId: string): void {
  const { testTopic } = texts().faults.recipes;
  setMessagesPlace(connectionId, { topic: testTopic, before: undefined });
  setBrokerPlace(connectionId, { part: 'messages' });
  showPanel(connectionId, 'broker');
}

/** Shows a list with the recipe's last test message selected, if it was sent from here. */
export function showTest(connectionId: string, rows: Grouping, recipe: RecipeId): void {
  const id = faultsPlaceOf(connectionId).tests[recipe];
  const outcome = connectionById(connectionId)?.sent.find((entry) => entry.id === id)?.outcome;
  const packet = outcome && packetOf(outcome);
  // On the receiving side, the received packet matters and not the sent one.
  if (packet !== undefined && !mustReceive(recipe)) {
    setView(connectionId, { following: false });
    select(connectionId, { packet });
  }
  showGrouping(connectionId, rows);
}
