/** Corrections of the text in the filter box: that of its error, and the paths that an unknown field may mean. */
import { useCounter } from '../connection/useWindowPart.ts';
import { useAnswer } from '../connection/workerQuestions.ts';
import type { Correction } from './corrected.ts';
import { filterLanguage } from './filterLanguage.ts';
import { useFilter } from './filters.ts';
import { useFilterError } from './useFilterError.ts';

/** Changes when the number of packets has doubled, because new packets may have other paths. */
export function useSeenRoughly(connectionId: string): number {
  const newest = useCounter(connectionId, (counters) => counters.newest) ?? 0;
  return newest === 0 ? 0 : Math.floor(Math.log2(newest));
}

/** The likeliest first. */
export function useCorrections(connectionId: string): readonly Correction[] {
  const { text } = useFilter(connectionId);
  const { error } = useFilterError(connectionId);
  const seen = useSeenRoughly(connectionId);
  const unknown = error?.fact.key === 'no-such-field' ? error.fact.args.name : undefined;
  const question =
    unknown === undefined ? undefined : ({ kind: 'path-ends', name: unknown, seen } as const);
  const paths = useAnswer(connectionId, question) ?? [];
  if (error === undefined) return [];
  // There is an error only after the language has been loaded.
  const known = filterLanguage.found?.corrected(text, error);
  return [
    ...paths.map((path) => {
      const right = text.slice(0, error.from) + path + text.slice(error.to);
      return { write: right.trim(), text: right, cursor: error.from + path.length };
    }),
    ...(known === undefined ? [] : [known]),
  ];
}
