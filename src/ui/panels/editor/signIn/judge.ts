/** Checks pasted credentials in a worker, so that the page stays responsive. */
import type { Credentials, KnownOfDevice } from '../../../../alibaba/credentials.ts';
import { diagnose } from '../../../../alibaba/diagnose.ts';
import type { Diagnosis } from '../../../../alibaba/diagnosis.ts';
import { watchWorker } from '../../../session/connection/silentWorkers.ts';

export interface Question {
  readonly credentials: Credentials;
  readonly known: KnownOfDevice;
}

/** Answer of the worker. */
export interface Answer {
  readonly diagnosis: Diagnosis;
  /** If false, a search of a second or two continues for a signed timestamp that is not in the text. */
  readonly isLast: boolean;
}

/** Calls back once, or repeatedly during a longer search. Never after the returned function was called. */
export function judge(asked: Question, tell: (answer: Answer) => void): () => void {
  const { credentials } = asked;
  const known = { ...asked.known, now: Date.now() };
  if (!('Worker' in globalThis)) {
    tell({ diagnosis: diagnose(credentials, known), isLast: true });
    return () => undefined;
  }
  const worker = new Worker(new URL('./judgeWorker.ts', import.meta.url), { type: 'module' });
  let last: Answer | undefined;
  const end = (): void => {
    watch.stop();
    worker.terminate();
  };
  const watch = watchWorker('judging', {
    // The worker runs without pauses, so only its results show that it is alive.
    probe: () => undefined,
    isAsked: () => last?.isLast !== true,
    end: () => {
      end();
      // Only the result of the longer search is missing.
      if (last !== undefined) tell({ ...last, isLast: true });
    },
  });
  worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
    last = data;
    watch.answered();
    if (data.isLast) end();
    tell(data);
  });
  // The script could not be loaded: the server of this page may be down.
  worker.addEventListener('error', () => {
    end();
    tell({ diagnosis: diagnose(credentials, known), isLast: true });
  });
  worker.postMessage({ credentials, known } satisfies Question);
  watch.posted();
  return end;
}
