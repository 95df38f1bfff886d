import { useEffect, useState } from 'react';
import type { Device } from '../../../../alibaba/devices.ts';
import { useConnections } from '../../../session/connection/connections.ts';
import type { Draft } from '../../../session/profiles/draft.ts';
import { draftOf } from '../../../session/profiles/drafts.ts';
import type { Verifying } from '../../../session/signIn/verifying.ts';
import { type Answer, judge } from './judge.ts';

/** ms without a key press. */
const QUIET = 250;

/**
 * Mistake in the pasted credentials. Undefined during the search and if nothing was pasted. The search
 * computes some thousand signatures, so it waits for a pause in typing.
 */
export function useDiagnosis(
  connectionId: string,
  draft: Draft,
  verifying: Verifying,
): Answer | undefined {
  const { clientId, userName, password, productSecret } = verifying;
  const { timestamps, clientIds, packetError } = verifying;
  const { deviceSecret, productKey, deviceName } = draft;
  const typed = draft.timestampMode === 'fixed' ? draft.timestamp : '';
  const question = JSON.stringify([
    [clientId, userName, password, productSecret, timestamps, clientIds, packetError],
    [deviceSecret, productKey, deviceName, typed],
  ]);
  const [answer, setAnswer] = useState<{ question: string; answer: Answer }>();
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
        clientIds,
        devices: devicesOfOtherTabs(connectionId),
        packetError,
        productKey: productKey || undefined,
        deviceName: deviceName || undefined,
      };
      stop = judge({ credentials, known }, (said) => setAnswer({ question, answer: said }));
    }, QUIET);
    return () => {
      clearTimeout(timer);
      stop();
    };
    // oxlint-disable-next-line react/exhaustive-deps -- `question` holds all of them, compared by value
  }, [question, isEmpty]);
  return isEmpty || answer?.question !== question ? undefined : answer.answer;
}

/** Devices with secrets in other tabs: their secret may have been used instead of this one's. */
function devicesOfOtherTabs(connectionId: string): readonly Device[] {
  return useConnections.getState().list.flatMap(({ id }) => {
    const draft = id === connectionId ? undefined : draftOf(id);
    if (draft?.mode !== 'alibaba' || draft.deviceSecret === '') return [];
    const { productKey, deviceName, deviceSecret } = draft;
    return [{ productKey, deviceName, deviceSecret }];
  });
}
