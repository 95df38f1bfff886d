/** Why a subscription would end the connection, told before it is sent. */
import { splitShared, topicFilterFault } from '../mqtt/topics.ts';
import { hasLoneSurrogate } from '../mqtt/utf8.ts';
import type { SubscriptionSetting } from '../profiles/settings.ts';
import type { ServerLimits } from './serverLimits.ts';

/** @param limits undefined: not known yet. */
export function subscriptionFault(
  { filter, noLocal }: SubscriptionSetting,
  limits: ServerLimits | undefined,
): string | undefined {
  const wrong = hasLoneSurrogate(filter)
    ? 'A topic filter must be text that UTF-8 can express.'
    : topicFilterFault(filter);
  if (wrong !== undefined) return wrong;
  const shared = splitShared(filter);
  if (shared && noLocal) {
    return 'No Local cannot be set on a shared subscription. Turn it off. [MQTT-3.8.3-4]';
  }
  if (shared && limits?.sharedSubscriptions === false) {
    return 'This broker has no shared subscriptions.';
  }
  if (/[#+]/.test(shared?.filter ?? filter) && limits?.wildcardSubscriptions === false) {
    return 'This broker takes no wildcards. Subscribe to whole topic names.';
  }
  return undefined;
}
