/** Sparkplug B (Eclipse Sparkplug 3.0): edge nodes, their devices and hosts. */

import type { Lazy } from '../../base/lazy.ts';
import type { Convention, Meaning } from '../../engine/conventions/convention.ts';
import { SPARKPLUG } from './id.ts';

/** µs to wait for the NBIRTH that a host requested. */
const REPLY_TIMEOUT = 10_000_000;

/** @param meaning of all its topics */
export const sparkplug = (meaning: Lazy<Meaning>): Convention => ({
  id: SPARKPLUG,
  name: 'Sparkplug B',
  topics: {
    patience: REPLY_TIMEOUT,
    described: ['spBv1.0/'],
    beginnings: ['spBv1.0/', 'STATE/', '$sparkplug/certificates/spBv1.0/'],
    meaning,
  },
});
