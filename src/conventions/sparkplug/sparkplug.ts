/** Sparkplug B (Eclipse Sparkplug 3.0): edge nodes, their devices and hosts. */

import type { Lazy } from '../../base/lazy.ts';
import type { Convention, Meaning } from '../../engine/conventions/convention.ts';
import { SPARKPLUG } from './id.ts';

/** µs that the NBIRTH is waited for which a host asks for. */
const PATIENCE = 10_000_000;

/** @param meaning what its topics mean, in full */
export const sparkplug = (meaning: Lazy<Meaning>): Convention => ({
  id: SPARKPLUG,
  name: 'Sparkplug B',
  topics: {
    patience: PATIENCE,
    beginnings: ['spBv1.0/', 'STATE/', '$sparkplug/certificates/spBv1.0/'],
    meaning,
  },
});
