/** A worker's bare WebSocket for one burst after another. */

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

/** Resolves when the worker knows the number. */
export async function awaitBytes(bytes: number): Promise<void> {
  if (worker === undefined) throw new Error('there is no worker');
  const known = next(worker);
  worker.postMessage(bytes);
  await known;
  came = next(worker);
}

/** Time of their arrival; ms since 1970. */
export const bytesCame = (): Promise<number> => came;
