/** Alibaba Cloud IoT Platform as a convention: what it is recognised by, and secrets. What its topics mean is handed in. */

import { FAMILIES, isOfPlatform } from '../../alibaba/alink/families.ts';
import { deliveries } from '../../alibaba/deliveries.ts';
import { parseClientId, parseUserName } from '../../alibaba/identity.ts';
import type { Convention, TopicConvention } from '../../engine/conventions/convention.ts';
import { ALIBABA } from './id.ts';

/** µs; after it the platform answers nothing any more. */
export const PATIENCE = 10_000_000;

export const alibaba = (meaning: TopicConvention['meaning']): Convention => ({
  id: ALIBABA,
  name: 'Alibaba Cloud IoT',
  // Always there: no secret is to be seen for want of what finds it.
  secrets: deliveries,
  // A device's tail, in bars, holds the time of its sign-in: it is named by its user name, or without it.
  ownerOf: ({ clientId, userName }) => {
    const { base, tail } = parseClientId(clientId);
    if (tail !== 'closed') return undefined;
    if (userName !== undefined && parseUserName(userName) !== undefined) return userName;
    return base || undefined;
  },
  // All topics of a device do.
  hasLeadingSlash: (topic, owner) => isOfPlatform(topic) || parseUserName(owner) !== undefined,
  topics: { patience: PATIENCE, beginnings: FAMILIES, meaning },
});
