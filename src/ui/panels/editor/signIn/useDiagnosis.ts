import { useEffect, useState } from 'react';
import type { Device } from '../../../../alibaba/devices.ts';
import { diagnose } from '../../../../alibaba/diagnose.ts';
import type { Diagnosis } from '../../../../alibaba/diagnosis.ts';
import { useConnections } from '../../../session/connection/connections.ts';
import type { Draft } from '../../../session/profiles/draft.ts';
import { draftOf } from '../../../session/profiles/drafts.ts';
import type { Verifying } from '../../../session/signIn/verifying.ts';

/** ms without a key press. */
const QUIET = 250;

/**
 * Mistake in the pasted credentials. Undefined during typing and if nothing was pasted: the search computes
 * some thousand signatures, so it waits for a pause in typing.
 */
export function useDiagnosis(
  connectionId: string,
  draft: Draft,
  verifying: Verifying,
): Diagnosis | undefined {
  const { clientId, userName, password, productSecret } = verifying;
  const { timestamps, clientIds, packetError } = verifying;
  const { deviceSecret, productKey, deviceName } = draft;
  const typed = draft.timestampMode === 'fixed' ? draft.timestamp : '';
  const question = JSON.stringify([
    [clientId, userName, password, productSecret, timestamps, clientIds, packetError],
    [deviceSecret, productKey, deviceName, typed],
  ]);
  const [answer, setAnswer] = useState<{ question: string; diagnosis: Diagnosis }>();
  const isEmpty = !verifying.isOn || (clientId === '' && userName === '' && password === '');
  useEffect(() => {
    if (isEmpty) return undefined;
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
      setAnswer({ question, diagnosis: diagnose(credentials, known) });
    }, QUIET);
    return () => clearTimeout(timer);
    // oxlint-disable-next-line react/exhaustive-deps -- `question` holds all of them, compared by value
  }, [question, isEmpty]);
  return isEmpty || answer?.question !== question ? undefined : answer.diagnosis;
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
