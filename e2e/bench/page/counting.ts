/** A bare WebSocket of a worker, asked for one burst after another. */

let worker: Worker | undefined;
let came: Promise<number> = Promise.reject(new Error('nothing is awaited'));
came.catch(() => undefined);

const next = (from: Worker): Promise<number> =>
  new Promise((resolve) => {
    from.addEventListener('message', ({ data }: MessageEvent<number>) => resolve(data), {
      once: true,
    });
  });

export function countBytes(url: string): void {
  worker = new Worker(new URL('./counting.worker.ts', import.meta.url), { type: 'module' });
  worker.postMessage(url);
}

/** Once it is known to the worker. */
export async function awaitBytes(bytes: number): Promise<void> {
  if (worker === undefined) throw new Error('there is no worker');
  const known = next(worker);
  worker.postMessage(bytes);
  await known;
  came = next(worker);
}

/** When they had come; ms since 1970. */
export const bytesCame = (): Promise<number> => came;
