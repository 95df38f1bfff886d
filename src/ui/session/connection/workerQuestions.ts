/** Questions to a connection's worker. Failures are shown with the connection's faults. */
import { useEffect, useState } from 'react';
import { NotLoaded } from '../../../base/lazy.ts';
import {
  type AnswerTo,
  ConnectionClosed,
  type Question,
} from '../../../connection/environment/questions.ts';
import { dropNotLoaded, reportNotLoaded } from '../../kit/language/notLoaded.ts';
import { connectionById, reportError } from './connections.ts';

/**
 * Undefined if it failed or the connection was closed.
 * @param again repeats the question, if the code for its answer could not be loaded
 * @param isOwn the page repeats it without a request of the user
 */
export async function askWorker<Q extends Question>(
  connectionId: string,
  question: Q,
  again?: () => void,
  isOwn = again === undefined,
): Promise<{ readonly said: AnswerTo<Q> } | undefined> {
  const handle = connectionById(connectionId)?.handle;
  if (handle === undefined) return undefined;
  const of = `${connectionId} ${question.kind}`;
  try {
    const said = await handle.ask(question);
    dropNotLoaded((missing) => missing.of === of);
    return { said };
  } catch (error) {
    if (error instanceof NotLoaded) {
      const { message } = error;
      reportNotLoaded({ of, message, again: again ?? (() => undefined), isOwn });
    } else if (!(error instanceof ConnectionClosed)) reportError(connectionId, error);
    return undefined;
  }
}

/** The answer to the current question. Undefined before the answer, and without a question. */
export function useAnswer<Q extends Question>(
  connectionId: string,
  question: Q | undefined,
): AnswerTo<Q> | undefined {
  const key = question && JSON.stringify(question);
  const [times, setTimes] = useState(1);
  const [answer, setAnswer] = useState<{ readonly key: string; readonly said: AnswerTo<Q> }>();
  useEffect(() => {
    if (question === undefined || key === undefined) return;
    const again = () => setTimes(times + 1);
    void askWorker(connectionId, question, again, true).then((told) => {
      if (told !== undefined) setAnswer({ key, said: told.said });
    });
    // oxlint-disable-next-line react/exhaustive-deps -- `key` compares the question by value
  }, [connectionId, key, times]);
  return answer !== undefined && answer.key === key ? answer.said : undefined;
}
