import { useEffect } from 'react';
import type { ThingValue } from '../../../alibaba/alink/thingModel.ts';
import { type Draft, generated } from '../../session/alink/draft.ts';

/** Fills empty fields of a model with values in range. */
export function useFirstDraft(
  known: readonly ThingValue[] | undefined,
  draft: Draft,
  fill: (draft: Draft) => void,
): void {
  const isEmpty = known?.some(({ identifier }) => !draft.texts.has(identifier)) === true;
  useEffect(() => {
    if (known !== undefined && isEmpty) fill(generated(draft, known, Math.random, Date.now()));
    // oxlint-disable-next-line react/exhaustive-deps -- fills once per model, and not because the user types
  }, [known, isEmpty]);
}
