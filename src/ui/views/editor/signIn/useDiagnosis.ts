import { useEffect, useState } from 'react';
import type { Diagnosis } from '../../../../alibaba/diagnosis.ts';
import type { Draft } from '../../../session/profiles/draft.ts';
import type { Verifying } from '../../../session/signIn/verifying.ts';
import { judge } from './judge.ts';

/** ms without a key press. */
const QUIET = 250;

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
    let stop = (): void => undefined;
    const timer = setTimeout(() => {
      const credentials = { clientId, userName, password };
      const known = {
        deviceSecret,
        productSecret: productSecret || undefined,
        timestamps: typed === '' ? timestamps : [...timestamps, typed],
        productKey: productKey || undefined,
        deviceName: deviceName || undefined,
      };
      stop = judge({ credentials, known }, (diagnosis) => setAnswer({ question, diagnosis }));
    }, QUIET);
    return () => {
      clearTimeout(timer);
      stop();
    };
    // `question` is all of them, compared by value.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [question, isEmpty]);
  return isEmpty || answer?.question !== question ? undefined : answer.diagnosis;
}
