import { useEffect } from 'react';
import type { ThingValue } from '../../../alibaba/alink/thingModel.ts';
import { type Draft, generated } from '../../session/alink/draft.ts';

/** Fields that a model has, and nobody has filled yet, begin with values in range. */
export function useFirstDraft(
  known: readonly ThingValue[] | undefined,
  draft: Draft,
  fill: (draft: Draft) => void,
): void {
  const isEmpty = known?.some(({ identifier }) => !draft.texts.has(identifier)) === true;
  useEffect(() => {
    if (known !== undefined && isEmpty) fill(generated(draft, known, Math.random, Date.now()));
    // Once for each model; what is typed does not fill anything.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [known, isEmpty]);
}
