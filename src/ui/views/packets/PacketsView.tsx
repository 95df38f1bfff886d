import { ArrowDownToLine, FoldVertical, Pause, Trash2 } from 'lucide-react';
import { useEffect } from 'react';
import { Button } from '../../kit/Button.tsx';
import { focusTarget } from '../../kit/focus.ts';
import { IconButton } from '../../kit/IconButton.tsx';
import { useFirstText } from '../../kit/language/firstText.ts';
import { useLoaded } from '../../kit/language/useLoaded.ts';
import { later } from '../../kit/later.tsx';
import { loadedLater } from '../../kit/loadedLater.ts';
import { useListLayout } from '../../kit/rows/listLayout.ts';
import { Segments } from '../../kit/Segments.tsx';
import { PausedStrip } from '../../pieces/PausedStrip.tsx';
import { useConnection } from '../../session/connections.ts';
import { applyGrouping } from '../../session/filter/filters.ts';
import { setLayout, useLayout } from '../../session/layout.ts';
import { setFollowing, togglePaused } from '../../session/packets/actions.ts';
import { useView } from '../../session/tabView.ts';
import { useIsLive } from '../../session/useIsLive.ts';
import { useCounters } from '../../session/useWindowPart.ts';
import { ColumnsButton } from './ColumnsButton.tsx';
import { ArmButton } from './filter/ArmButton.tsx';
import { ArmedStrip } from './filter/ArmedStrip.tsx';
import { FilterBox } from './filter/FilterBox.tsx';
import { FilterStrip } from './filter/FilterStrip.tsx';
import { NoMatch } from './filter/NoMatch.tsx';
import { PacketGrid } from './PacketGrid.tsx';
import { SelectedPacketMenu } from './SelectedPacketMenu.tsx';

const emptyList = loadedLater(() => import('./NoPackets.tsx'));
const Discarded = later(async () => (await import('./Discarded.tsx')).Discarded);
const clearing = loadedLater(
  async () => (await import('../../session/packets/clearing.ts')).clearCapture,
  { idle: 'first' },
);

/** Whether a row is an exchange or a packet. */
function Grouping({ connectionId, isNarrow }: { connectionId: string; isNarrow: boolean }) {
  const t = useFirstText().packets.grouping;
  const grouping = useLayout((layout) => layout.grouping);
  useEffect(() => {
    // A packet is a row of its own in a new capture.
    if (grouping === 'exchanges') applyGrouping(connectionId);
  }, [connectionId, grouping]);
  const change = (next: typeof grouping): void => {
    setLayout({ grouping: next });
    applyGrouping(connectionId);
  };
  if (isNarrow) {
    const isFolded = grouping === 'exchanges';
    return (
      <IconButton
        bordered
        label={t.exchanges}
        pressed={isFolded}
        onClick={() => change(isFolded ? 'packets' : 'exchanges')}
      >
        <FoldVertical size={14} aria-hidden />
      </IconButton>
    );
  }
  return (
    <Segments
      label={t.label}
      value={grouping}
      options={[
        { value: 'exchanges', label: t.exchanges },
        { value: 'packets', label: t.packets },
      ]}
      onChange={change}
    />
  );
}

/** The packet list with its toolbar, above the detail in the tab `Packets`. */
export function PacketsView({ connectionId }: { connectionId: string }) {
  const { packets: t } = useFirstText();
  const view = useView(connectionId);
  const counters = useCounters(connectionId);
  const layout = useListLayout();
  const grouping = useLayout((kept) => kept.grouping);
  const connection = useConnection(connectionId, 'state', 'tap');
  const isTap = connection?.tap !== undefined;
  // In a file nothing comes any more.
  const isLive = connection?.state.kind !== 'file' || isTap;

  const received = (counters?.packets ?? 0) + (counters?.withheld ?? 0);
  // While a connection comes up, nobody waits for what an empty list says.
  const isUp = useIsLive(connectionId);
  const empty = useLoaded(emptyList, received === 0 && !isUp);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div
        role="group"
        aria-label={t.toolbar}
        className="relative flex min-h-(--h-tool) shrink-0 flex-wrap items-center gap-2 border-b border-line px-2 py-1"
      >
        <Grouping connectionId={connectionId} isNarrow={layout !== 'wide'} />
        <FilterBox connectionId={connectionId} />
        <div className="flex items-center gap-2">
          <SelectedPacketMenu connectionId={connectionId} />
          {isLive && <ArmButton connectionId={connectionId} />}
          {isLive && (
            <>
              <Button
                icon={<Pause size={14} aria-hidden />}
                pressed={view.paused}
                title="Space"
                onClick={() => togglePaused(connectionId)}
              >
                {t.pause}
              </Button>
              <Button
                icon={<ArrowDownToLine size={14} aria-hidden />}
                pressed={view.following}
                title="F"
                onClick={() => setFollowing(connectionId, !view.following)}
              >
                {t.follow}
              </Button>
            </>
          )}
          {layout === 'wide' && grouping === 'packets' && <ColumnsButton />}
          {isLive && (
            <IconButton
              bordered
              label={t.clear}
              onClick={() => clearing.with((clear) => clear(connectionId))}
            >
              <Trash2 size={14} aria-hidden />
            </IconButton>
          )}
        </div>
      </div>
      <FilterStrip connectionId={connectionId} />
      <ArmedStrip connectionId={connectionId} />
      {counters && (counters.discarded > 0 || counters.onDisk?.error) && (
        <Discarded counters={counters} />
      )}
      <div className="relative flex min-h-0 flex-1 flex-col">
        <PacketGrid
          connectionId={connectionId}
          layout={layout}
          onOpen={() => focusTarget('fields')}
        />
        {received > 0 && <NoMatch connectionId={connectionId} />}
        {received === 0 && empty && <empty.NoPackets connectionId={connectionId} />}
      </div>
      <PausedStrip connectionId={connectionId} />
    </div>
  );
}
