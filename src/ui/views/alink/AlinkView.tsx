import { EmptyState } from '../../kit/EmptyState.tsx';
import { useText } from '../../kit/language/useText.ts';
import { ListAndDetail } from '../../pieces/ListAndDetail.tsx';
import { ReadOnlyStrip } from '../../pieces/ReadOnlyStrip.tsx';
import { useDevice } from '../../session/alink/device.ts';
import { useWindowPart } from '../../session/useWindowPart.ts';
import { DeviceBar } from './DeviceBar.tsx';
import { Forms } from './Forms.tsx';
import { PairGrid } from './PairGrid.tsx';
import { PostingStrip } from './PostingStrip.tsx';
import { Toolbar } from './Toolbar.tsx';

/** What a device and Alibaba's platform asked one another, and what came of it. */
export function AlinkView({ connectionId }: { connectionId: string }) {
  const device = useDevice(connectionId);
  const list = (
    <>
      <Toolbar connectionId={connectionId} />
      <Pairs connectionId={connectionId} />
    </>
  );
  return (
    <div className="flex h-full min-h-0 flex-1 flex-col bg-pane">
      {device !== undefined && <DeviceBar connectionId={connectionId} device={device} />}
      <ReadOnlyStrip connectionId={connectionId} />
      <PostingStrip connectionId={connectionId} />
      <ListAndDetail
        list={list}
        detail={device && <Forms connectionId={connectionId} device={device} />}
      />
    </div>
  );
}

function Pairs({ connectionId }: { connectionId: string }) {
  const t = useText().alink;
  const reply = useWindowPart(connectionId, 'pairs', undefined);
  const isFiltered = reply?.show !== 'all' || reply.search !== '';
  return (
    <>
      {reply !== undefined && reply.forgotten > 0 && (
        <p className="shrink-0 border-b border-line bg-warn-bg px-3 py-1 text-xs text-fg-2">
          {t.forgotten(reply.forgotten)}
        </p>
      )}
      <div className="relative flex min-h-0 flex-1 flex-col">
        <PairGrid connectionId={connectionId} />
        {reply?.total === 0 && (
          <div className="pointer-events-none absolute inset-x-0 top-1/4">
            <EmptyState
              title={isFiltered ? t.empty.filtered : t.empty.title}
              text={isFiltered ? t.empty.filteredText : t.empty.text}
            />
          </div>
        )}
      </div>
    </>
  );
}
