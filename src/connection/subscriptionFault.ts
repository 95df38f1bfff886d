/** Why a subscription would end the connection, told before it is sent. */
import { splitShared, topicFilterFault } from '../mqtt/topics.ts';
import { hasLoneSurrogate } from '../mqtt/utf8.ts';
import type { SubscriptionSetting } from '../profiles/settings.ts';
import type { ServerLimits } from './serverLimits.ts';

interface SubscriptionFault {
  /** MQTT 5's reason code for it. */
  readonly code: number;
  readonly reasonString: string;
}

const PROTOCOL_ERROR = 0x82;
const FILTER_INVALID = 0x8f;
const NO_SHARED = 0x9e;
const NO_WILDCARDS = 0xa2;

/** @param limits undefined: not known yet. */
export function subscriptionFault(
  { filter, noLocal }: SubscriptionSetting,
  limits: ServerLimits | undefined,
): SubscriptionFault | undefined {
  const wrong = hasLoneSurrogate(filter)
    ? 'A topic filter must be text that UTF-8 can express.'
    : topicFilterFault(filter);
  if (wrong !== undefined) return { code: FILTER_INVALID, reasonString: wrong };
  const shared = splitShared(filter);
  if (shared && noLocal) {
    return {
      code: PROTOCOL_ERROR,
      reasonString: 'No Local cannot be set on a shared subscription. Turn it off. [MQTT-3.8.3-4]',
    };
  }
  if (shared && limits?.sharedSubscriptions === false) {
    return { code: NO_SHARED, reasonString: 'This broker has no shared subscriptions.' };
  }
  if (/[#+]/.test(shared?.filter ?? filter) && limits?.wildcardSubscriptions === false) {
    return {
      code: NO_WILDCARDS,
      reasonString: 'This broker takes no wildcards. Subscribe to whole topic names.',
    };
  }
  return undefined;
}
