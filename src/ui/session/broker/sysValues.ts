/** Values received below `$SYS`. */
import { useEffect, useState } from 'react';
import { poll } from '../connection/polling.ts';
import { askWorker } from '../connection/workerQuestions.ts';
import { useView } from '../view/tabView.ts';

/** Brokers publish every few seconds at most. */
const EVERY = 1000;

export interface SysValue {
  readonly topic: string;
  readonly text: string;
  /** µs. */
  readonly time: number;
  readonly before: { readonly text: string; readonly time: number } | undefined;
}

const NONE: readonly SysValue[] = [];
const decoder = new TextDecoder();

/** Latest values. While views are paused, those from when they were paused. */
export function useSysValues(connectionId: string): readonly SysValue[] {
  const { paused } = useView(connectionId);
  const [values, setValues] = useState(NONE);
  useEffect(() => {
    if (paused) return;
    return poll({
      ask: () => askWorker(connectionId, { kind: 'latest-below', path: '$SYS' }),
      tell: (answer) => {
        if (answer === undefined) return;
        const text = (payload: Uint8Array) => decoder.decode(payload);
        setValues(
          answer.said.map(({ topic, payload, time, before }) => ({
            topic,
            text: text(payload),
            time,
            before: before && { text: text(before.payload), time: before.time },
          })),
        );
      },
      everyMs: EVERY,
    });
  }, [connectionId, paused]);
  return values;
}
