/** The worker of `judge.ts`; secrets come into it and do not leave it. */
import { diagnose, PATIENT_TIMES } from '../../../../alibaba/diagnose.ts';
import type { Answer, Question } from './judge.ts';

globalThis.addEventListener('message', ({ data }: MessageEvent<Question>) => {
  const { credentials, known } = data;
  const diagnosis = diagnose(credentials, known);
  const isLast = diagnosis.ok || diagnosis.reproduced;
  globalThis.postMessage({ diagnosis, isLast } satisfies Answer);
  if (isLast) return;
  const patient = diagnose(credentials, known, PATIENT_TIMES);
  globalThis.postMessage({ diagnosis: patient, isLast: true } satisfies Answer);
});
