import { useEffect, useState } from 'react';
import type { AnswerTo, Question } from '../../connection/environment/questions.ts';
import { poll } from './connection/polling.ts';
import { askWorker } from './connection/workerQuestions.ts';
import { useView } from './view/tabView.ts';

interface Again {
  /** The last answer stays while this is the same, even if the question changes. */
  readonly of: string;
  /** ms between two answers. */
  readonly everyMs: number;
}

/** The latest answer to a repeated question. Undefined before the first answer, and without a question. */
export function useAskedAgain<Q extends Question>(
  connectionId: string,
  question: Q | undefined,
  { of, everyMs }: Again,
): AnswerTo<Q> | undefined {
  const { paused } = useView(connectionId);
  const key = question && JSON.stringify(question);
  const [answer, setAnswer] = useState<{ readonly of: string; readonly said: AnswerTo<Q> }>();
  useEffect(() => {
    if (question === undefined) return undefined;
    const stop = poll({
      ask: () => askWorker(connectionId, question),
      tell: (told) => {
        if (told !== undefined) setAnswer({ of, said: told.said });
        // Paused views keep their content.
        if (paused) stop();
      },
      everyMs,
    });
    return stop;
    // oxlint-disable-next-line react/exhaustive-deps -- `key` compares the question by value
  }, [connectionId, key, of, everyMs, paused]);
  return answer?.of === of ? answer.said : undefined;
}
