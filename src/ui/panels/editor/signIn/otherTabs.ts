/** Devices with secrets in other tabs: their secret may have been used instead of this one's. */
import type { Device } from '../../../../alibaba/devices.ts';
import { useConnections } from '../../../session/connection/connections.ts';
import { draftOf } from '../../../session/profiles/drafts.ts';

export function devicesOfOtherTabs(connectionId: string): readonly Device[] {
  return useConnections.getState().list.flatMap(({ id }) => {
    const draft = id === connectionId ? undefined : draftOf(id);
    if (draft?.mode !== 'alibaba' || draft.deviceSecret === '') return [];
    const { productKey, deviceName, deviceSecret } = draft;
    return [{ productKey, deviceName, deviceSecret }];
  });
}
