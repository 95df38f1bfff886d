/** Finds subscriptions that would make the server end the connection, before they are sent. */

import { hasLoneSurrogate } from '../../base/utf8.ts';
import { propertyValue } from '../../mqtt/tables/properties.ts';
import { splitShared, topicFilterError } from '../../mqtt/tables/topics.ts';
import type { SubscriptionSetting } from '../../profiles/settings/settings.ts';
import type { ConnectionFact } from '../protocol/connectionFacts.ts';
import type { ServerLimits } from '../protocol/serverLimits.ts';

/** @param limits undefined if not known yet */
export function subscriptionError(
  { filter, noLocal, properties }: SubscriptionSetting,
  limits: ServerLimits | undefined,
): ConnectionFact | undefined {
  if (hasLoneSurrogate(filter)) return { key: 'filter-not-utf8', args: {} };
  const error = topicFilterError(filter);
  if (error !== undefined) return { key: 'topic', args: { error } };
  const shared = splitShared(filter);
  if (shared && noLocal) {
    return { key: 'no-local-shared', args: {} };
  }
  if (shared && limits?.sharedSubscriptions === false) {
    return { key: 'no-shared', args: {} };
  }
  if (/[#+]/.test(shared?.filter ?? filter) && limits?.wildcardSubscriptions === false) {
    return { key: 'no-wildcards', args: {} };
  }
  const hasIdentifier = propertyValue(properties, 'subscriptionIdentifier') !== undefined;
  if (hasIdentifier && limits?.subscriptionIdentifiers === false) {
    return { key: 'no-identifiers', args: {} };
  }
  return undefined;
}
