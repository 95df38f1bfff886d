/**
 * The convention of Alibaba Cloud IoT Platform: how it is recognized, and its secrets. The meaning of its
 * topics is an argument.
 */

import { FAMILIES, isOfPlatform } from '../../alibaba/alink/families.ts';
import { deliveries } from '../../alibaba/deliveries.ts';
import { parseClientId, parseUserName } from '../../alibaba/identity.ts';
import type { Convention, TopicConvention } from '../../engine/conventions/convention.ts';
import { ALIBABA } from './id.ts';

/** µs after which the platform no longer replies. */
export const REPLY_TIMEOUT = 10_000_000;

/** A client identifier whose parameters ask for automatic subscriptions. */
const AUTOMATIC = /\|(?:[^|]*,)?_ss=1[,|]/;

export const alibaba = (meaning: TopicConvention['meaning']): Convention => ({
  id: ALIBABA,
  name: 'Alibaba Cloud IoT',
  // Loaded at once, so that no secret is shown because its detection is not loaded yet.
  secrets: deliveries,
  // The end of a client identifier, in bars, contains the time of sign-in: the device is named by its user
  // name, or without that part.
  ownerOf: ({ clientId, userName }) => {
    const { base, tail } = parseClientId(clientId);
    if (tail !== 'closed') return undefined;
    if (userName !== undefined && parseUserName(userName) !== undefined) return userName;
    return base || undefined;
  },
  // All topics of a device begin with a slash.
  hasLeadingSlash: (topic, owner) => isOfPlatform(topic) || parseUserName(owner) !== undefined,
  // The platform subscribes clients of its C SDK (`_ss=1`) to its own topics.
  isSentUnasked: (topic, clientId) => isOfPlatform(topic) && AUTOMATIC.test(clientId),
  topics: { patience: REPLY_TIMEOUT, beginnings: FAMILIES, meaning },
});
