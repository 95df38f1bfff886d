/** The worker of `judge.ts`; secrets come into it and do not leave it. */
import { diagnose } from '../../../alibaba/diagnose.ts';
import type { Question } from './judge.ts';

globalThis.addEventListener('message', ({ data }: MessageEvent<Question>) => {
  globalThis.postMessage(diagnose(data.credentials, data.known));
});
