import { Repeat, Square } from 'lucide-react';
import { Button, EmptyState, focusTarget, useText } from '#kit';
import { ALIBABA } from '../../../conventions/alibaba/id.ts';
import { ListAndDetail } from '../../pieces/lists/ListAndDetail.tsx';
import { PairChips, PairSearch } from '../../pieces/pairs/PairBar.tsx';
import { Pairs } from '../../pieces/pairs/Pairs.tsx';
import type { PairPlace } from '../../pieces/pairs/pairPlace.ts';
import { ReadOnlyStrip } from '../../pieces/strips/ReadOnlyStrip.tsx';
import { useDevice } from '../../session/alink/device.ts';
import { perConnection } from '../../session/connection/perConnection.ts';
import { DeviceBar } from './DeviceBar.tsx';
import { Forms } from './Forms.tsx';
import { FORMS_FOCUS } from './forms.ts';
import { stopPosting, usePosting } from './posting.ts';

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

/** Notice that properties are posted automatically, visible in every form. */
function PostingStrip({ connectionId }: { connectionId: string }) {
  const t = useText().alink;
  const posting = usePosting(connectionId);
  if (posting === undefined) return null;
  const { every, sent, skipped } = posting;
  return (
    <div
      role="group"
      aria-label={t.posting(every)}
      className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-sel-2 px-3 py-1 shadow-[inset_2px_0_var(--accent)]"
    >
      <Repeat size={14} aria-hidden className="shrink-0 text-accent" />
      <span className="font-semibold">{t.posting(every)}</span>
      <span className="text-fg-2">{t.posted(sent, skipped)}</span>
      <span className="ml-auto [--h-ctl:24px] max-md:[--h-ctl:42px]">
        <Button
          icon={<Square size={12} aria-hidden />}
          onClick={() => {
            stopPosting(connectionId);
            focusTarget(FORMS_FOCUS);
          }}
        >
          {t.stop}
        </Button>
      </span>
    </div>
  );
}

const FIRST: PairPlace = { show: 'all', search: '', chosen: undefined };

const places = perConnection(FIRST);

/** State of the Alink view per connection, kept when the user returns from a packet. */
const useAlinkPlace = places.use;

const setAlinkPlace = places.change;
