/** Judges pasted credentials beside the page, which stays smooth however long that takes. */
import { diagnose } from '../../../alibaba/diagnose.ts';
import type { Credentials, Diagnosis, KnownOfDevice } from '../../../alibaba/diagnosis.ts';

export interface Question {
  readonly credentials: Credentials;
  readonly known: KnownOfDevice;
}

/** Calls back once, unless the returned function is called before. */
export function judge(question: Question, tell: (diagnosis: Diagnosis) => void): () => void {
  const { credentials, known } = question;
  if (!('Worker' in globalThis)) {
    tell(diagnose(credentials, known));
    return () => undefined;
  }
  const worker = new Worker(new URL('./judgeWorker.ts', import.meta.url), { type: 'module' });
  worker.addEventListener('message', ({ data }: MessageEvent<Diagnosis>) => {
    worker.terminate();
    tell(data);
  });
  // Its script could not be loaded: the server of this page may be gone.
  worker.addEventListener('error', () => tell(diagnose(credentials, known)));
  worker.postMessage(question satisfies Question);
  return () => worker.terminate();
}
