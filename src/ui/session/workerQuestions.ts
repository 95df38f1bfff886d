/** Questions to a connection's worker: what fails is shown as what it is, where the connection shows its faults. */
import { useEffect, useState } from 'react';
import { NotLoaded } from '../../base/lazy.ts';
import {
  type AnswerTo,
  ConnectionClosed,
  type Question,
} from '../../connection/environment/questions.ts';
import { tellNotLoaded } from '../kit/language/notLoaded.ts';
import { connectionById, tellFault } from './connections.ts';

/**
 * undefined: it failed, or the connection was closed.
 * @param again asks it once more, where what answers it could not be loaded
 */
export async function asked<Q extends Question>(
  connectionId: string,
  question: Q,
  again: () => void = () => undefined,
): Promise<{ readonly said: AnswerTo<Q> } | undefined> {
  const handle = connectionById(connectionId)?.handle;
  if (handle === undefined) return undefined;
  try {
    return { said: await handle.ask(question) };
  } catch (error) {
    if (error instanceof NotLoaded) {
      tellNotLoaded({ of: `${connectionId} ${question.kind}`, message: error.message, again });
    } else if (!(error instanceof ConnectionClosed)) tellFault(connectionId, error);
    return undefined;
  }
}

/** The answer to what is asked now; undefined while there is none, or nothing is asked. */
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
    void asked(connectionId, question, again).then((told) => {
      if (told !== undefined) setAnswer({ key, said: told.said });
    });
    // oxlint-disable-next-line react/exhaustive-deps -- `key` compares the question by value
  }, [connectionId, key, times]);
  return answer !== undefined && answer.key === key ? answer.said : undefined;
}
