/** The worker of `judge.ts`. Secrets are sent to it and never leave it. */
import { diagnose, PATIENT_TIMES } from '../../../../alibaba/diagnose.ts';
import type { Answer, Question } from './judge.ts';

globalThis.addEventListener('message', ({ data }: MessageEvent<Question>) => {
  const { credentials, known } = data;
  const tell = (answer: Answer) => globalThis.postMessage(answer);
  const diagnosis = diagnose(credentials, known);
  const isLast = diagnosis.ok || diagnosis.reproduced;
  tell({ diagnosis, isLast });
  if (isLast) return;
  const patient = diagnose(credentials, known, PATIENT_TIMES, (tried) =>
    tell({ diagnosis: { ...diagnosis, tried: Math.max(tried, diagnosis.tried) }, isLast: false }),
  );
  tell({ diagnosis: patient, isLast: true });
});
