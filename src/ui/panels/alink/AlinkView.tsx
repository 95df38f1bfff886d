import { ALIBABA } from '../../../conventions/alibaba/id.ts';
import { EmptyState } from '../../kit/display/EmptyState.tsx';
import { useText } from '../../kit/language/useText.ts';
import { ListAndDetail } from '../../pieces/lists/ListAndDetail.tsx';
import { PairChips, PairSearch } from '../../pieces/pairs/PairBar.tsx';
import { Pairs } from '../../pieces/pairs/Pairs.tsx';
import type { PairPlace } from '../../pieces/pairs/pairPlace.ts';
import { ReadOnlyStrip } from '../../pieces/strips/ReadOnlyStrip.tsx';
import { useDevice } from '../../session/alink/device.ts';
import { DeviceBar } from './DeviceBar.tsx';
import { Forms } from './Forms.tsx';
import { PostingStrip } from './PostingStrip.tsx';
import { setAlinkPlace, useAlinkPlace } from './state.ts';

/** Requests between a device and Alibaba's platform, with their outcomes. */
export function AlinkView({ connectionId }: { connectionId: string }) {
  const device = useDevice(connectionId);
  const t = useText().alink;
  const pairs = {
    connectionId,
    convention: ALIBABA,
    place: useAlinkPlace(connectionId),
    onPlace: (change: Partial<PairPlace>) => setAlinkPlace(connectionId, change),
    focus: 'alink',
  };
  const list = (
    <>
      <div className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-2 border-b border-line px-2 py-1.5">
        <PairChips {...pairs} />
        <div className="min-w-44 flex-1">
          <PairSearch {...pairs} />
        </div>
      </div>
      <Pairs {...pairs} empty={<EmptyState title={t.empty.title} text={t.empty.text} />} />
    </>
  );
  return (
    <div className="flex h-full min-h-0 flex-1 flex-col bg-pane">
      {device !== undefined && <DeviceBar connectionId={connectionId} device={device} />}
      <ReadOnlyStrip connectionId={connectionId} />
      <PostingStrip connectionId={connectionId} />
      <ListAndDetail
        list={list}
        chosen={device && `${device.productKey}/${device.deviceName}`}
        detail={device && <Forms connectionId={connectionId} device={device} />}
      />
    </div>
  );
}
