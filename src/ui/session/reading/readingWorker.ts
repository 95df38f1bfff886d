/** Reads payloads outside of the page, which stays responsive: the worker of `aside.ts`. */
import { answerTo } from './answerTo.ts';
import { ALIVE, type Posted, PROBE } from './posted.ts';

globalThis.addEventListener('message', ({ data }: MessageEvent<Posted | typeof PROBE>) => {
  if (data === PROBE) {
    globalThis.postMessage(ALIVE);
    return;
  }
  void answerTo(data, (answer, own) => {
    const transfer = own.filter((one) => one instanceof ArrayBuffer);
    globalThis.postMessage(answer, { transfer });
  });
});
