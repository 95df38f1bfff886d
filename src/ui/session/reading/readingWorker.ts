/** Reads payloads beside the page, which stays smooth however long that takes: the worker of `aside.ts`. */
import { answerTo } from './answerTo.ts';
import type { Posted } from './posted.ts';

globalThis.addEventListener('message', ({ data }: MessageEvent<Posted>) => {
  void answerTo(data, (answer, own) => {
    const transfer = own.filter((one) => one instanceof ArrayBuffer);
    globalThis.postMessage(answer, { transfer });
  });
});
