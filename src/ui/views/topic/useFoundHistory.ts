import { useEffect, useState } from 'react';
import type { RowRange } from '../../../engine/log/rowRange.ts';
import type { FoundHistory } from '../../../engine/topics/historySearch.ts';
import { asked } from '../../session/asked.ts';
import { poll } from '../../session/polling.ts';
import { useView } from '../../session/tabView.ts';

/** ms between two answers. */
const EVERY = 400;

/** Messages of a topic that hold a text, kept current; undefined while nothing is searched or known. */
export function useFoundHistory(
  connectionId: string,
  topic: string,
  text: string,
  { first, count }: RowRange,
): FoundHistory | undefined {
  const { paused } = useView(connectionId);
  const [found, setFound] = useState<{ readonly text: string; readonly said: FoundHistory }>();
  useEffect(() => {
    if (text === '') return undefined;
    const question = { kind: 'search-history', topic, text, first, count } as const;
    const stop = poll({
      ask: () => asked(connectionId, question),
      tell: (answer) => {
        if (answer !== undefined) setFound({ text, said: answer.said });
        // Views that stand still show what was there then.
        if (paused) stop();
      },
      everyMs: EVERY,
    });
    return stop;
  }, [connectionId, topic, text, first, count, paused]);
  return found?.text === text ? found.said : undefined;
}
