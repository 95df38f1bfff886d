import { useEffect, useState } from 'react';
import { diagnose } from '../../../alibaba/diagnose.ts';
import type { Diagnosis } from '../../../alibaba/diagnosis.ts';
import type { Draft } from '../draft.ts';
import type { Verifying } from './verifying.ts';

/** ms without a key press. */
const QUIET = 250;
/** ms after which it is done even where the browser is never idle. */
const AT_LATEST = 1000;

/**
 * What is wrong with the pasted credentials; undefined while that is being found out, or nothing was pasted.
 * Some thousand signatures are made for it, so it waits until nobody types.
 */
export function useDiagnosis(draft: Draft, verifying: Verifying): Diagnosis | undefined {
  const { clientId, userName, password, productSecret, timestamps } = verifying;
  const { deviceSecret, productKey, deviceName } = draft;
  const typed = draft.timestampMode === 'fixed' ? draft.timestamp : '';
  const question = JSON.stringify([
    [clientId, userName, password, productSecret, timestamps],
    [deviceSecret, productKey, deviceName, typed],
  ]);
  const [answer, setAnswer] = useState<{ question: string; diagnosis: Diagnosis }>();
  const isEmpty = !verifying.isOn || (clientId === '' && userName === '' && password === '');
  useEffect(() => {
    if (isEmpty) return undefined;
    return whenQuiet(() => {
      const diagnosis = diagnose(
        { clientId, userName, password },
        {
          deviceSecret,
          productSecret: productSecret || undefined,
          timestamps: typed === '' ? timestamps : [...timestamps, typed],
          productKey: productKey || undefined,
          deviceName: deviceName || undefined,
        },
      );
      setAnswer({ question, diagnosis });
    });
    // `question` is all of them, compared by value.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [question, isEmpty]);
  return isEmpty || answer?.question !== question ? undefined : answer.diagnosis;
}

/** Returns how to call it off. */
function whenQuiet(run: () => void): () => void {
  let idle: number | undefined;
  const timer = setTimeout(() => {
    // Some browsers have no such call.
    if ('requestIdleCallback' in globalThis)
      idle = requestIdleCallback(run, { timeout: AT_LATEST });
    else run();
  }, QUIET);
  return () => {
    clearTimeout(timer);
    if (idle !== undefined) cancelIdleCallback(idle);
  };
}
