/** Simulates a format before its code is loaded. End it with `vi.restoreAllMocks()`. */
import { vi } from 'vitest';
import type { PayloadFormat } from '../tree/format.ts';
import { partOf } from './formats.ts';

export interface Absent {
  /** Number of requests for the code. */
  readonly asked: () => number;
  /** Resolves all requests. */
  readonly arrive: () => Promise<void>;
  /** Rejects all requests; the code can be requested again. */
  readonly fail: (why: string) => Promise<void>;
}

interface Waiting {
  readonly come: () => void;
  readonly failed: (error: Error) => void;
}

export function absent(format: PayloadFormat): Absent {
  const { id } = format;
  const part = partOf(format);
  const code = part?.found;
  if (part === undefined || code === undefined) throw new Error(`${id} is not loaded.`);
  let isThere = false;
  let waiting: Waiting[] = [];
  vi.spyOn(part, 'found', 'get').mockImplementation(() => (isThere ? code : undefined));
  const load = vi.spyOn(part, 'load').mockImplementation(
    () =>
      new Promise((resolve, reject) => {
        if (isThere) resolve(code);
        else waiting.push({ come: () => resolve(code), failed: reject });
      }),
  );
  const answer = async (each: (one: Waiting) => void): Promise<void> => {
    const answered = waiting;
    waiting = [];
    for (const one of answered) each(one);
    await new Promise((resolve) => setTimeout(resolve));
  };
  return {
    asked: () => load.mock.calls.length,
    arrive: () => {
      isThere = true;
      return answer(({ come }) => come());
    },
    fail: (why) => answer(({ failed }) => failed(new Error(why))),
  };
}
