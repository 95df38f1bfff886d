/** Default payload formats by topic, as defined by conventions. Loaded with the first displayed topic. */

import { create } from 'zustand';
import type { DefaultChain } from '../../../payload/chains/rules.ts';
import { loadedLater } from '../../kit/loadedLater.ts';

const conventions = loadedLater(
  async () => (await import('../../../conventions/conventionsLater.ts')).CONVENTIONS_LATER,
);

/** Number of changes to the known defaults. */
export const useKnown = create<{ readonly times: number }>()(() => ({ times: 0 }));

const learn = (): void => useKnown.setState(({ times }) => ({ times: times + 1 }));

/** Undefined if unknown so far. */
export function defaultOf(topic: string): DefaultChain | undefined {
  const known = conventions.found;
  if (known === undefined) {
    // After a failed load, the next topic tries again. Until then, formats are detected.
    conventions.load().then(learn, () => undefined);
    return undefined;
  }
  const chain = known.chainOf(topic);
  const claim = chain === undefined ? known.claimOf(topic) : undefined;
  if (claim !== undefined) known.load([claim.id]).then(learn, () => undefined);
  return chain;
}
