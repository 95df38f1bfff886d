import { ArrowDownToLine, Ellipsis, Pause } from 'lucide-react';
import { useEffect, useState } from 'react';
import {
  Button,
  DialogBoundary,
  focusTarget,
  IconButton,
  later,
  MenuButton,
  Segments,
  useFirstText,
  useListLayout,
  useMedia,
  useWidth,
  WaitsOver,
} from '#kit';
import { useConnection } from '../../session/connection/connections.ts';
import { openArmForm, useArmForm } from '../../session/filter/armForm.ts';
import { applyGrouping } from '../../session/filter/filters.ts';
import {
  GROUPINGS,
  type Grouping,
  showGrouping,
  useGrouping,
} from '../../session/filter/grouping.ts';
import { isFollowing, toggleFollowing, togglePaused } from '../../session/packets/actions.ts';
import { useLayout } from '../../session/view/layout.ts';
import { useView } from '../../session/view/tabView.ts';
import { FilterBox } from './filter/FilterBox.tsx';
import { FilterChips, FoldedChips, ProblemsChip } from './filter/FilterChips.tsx';

const InspectMenu = later(async () => (await import('./InspectMenu.tsx')).InspectMenu, {
  Waits: WaitsOver,
});
const GroupingMenu = later(async () => (await import('./InspectMenu.tsx')).GroupingMenu, {
  Waits: WaitsOver,
});
const ArmForm = later(async () => (await import('./filter/ArmForm.tsx')).ArmForm, {
  Waits: WaitsOver,
});
const ColumnsForm = later(async () => (await import('./ColumnsForm.tsx')).ColumnsForm, {
  Waits: WaitsOver,
});

/** px from which the list follows by a button with its word. */
const ROOM_FOR_WORDS = 930;

/** Windows in which the chips are one menu in the bar: a phone, and low windows. */
const FOLDED = '(max-width: 599.98px), (max-height: 499.98px)';

/** Tool bar of the desk Inspect: grouping, filter, follow; below it, the chips of the filter. */
export function InspectBar({ connectionId }: { connectionId: string }) {
  const t = useFirstText().packets;
  const view = useView(connectionId);
  const layout = useListLayout();
  const connection = useConnection(connectionId, 'state', 'tap');
  const isTap = connection?.tap !== undefined;
  // A file has no new packets.
  const isLive = connection?.state.kind !== 'file' || isTap;
  const isPackets = view.panel === 'packets';
  const grouping = useLayout((kept) => kept.grouping);
  const [width, measure] = useWidth();
  const isFolded = useMedia(FOLDED);
  const [isChoosing, setChoosing] = useState(false);
  const isWordless = layout !== 'wide' || width < ROOM_FOR_WORDS;
  return (
    <>
      <div
        ref={measure}
        role="group"
        aria-label={t.toolbar}
        className="relative flex min-h-(--h-tool) shrink-0 flex-wrap items-center gap-2 border-b border-line px-2 py-1"
      >
        <GroupingChoice connectionId={connectionId} isNarrow={layout !== 'wide'} />
        {isPackets ? <FilterBox connectionId={connectionId} /> : <span className="flex-1" />}
        <div className="flex items-center gap-1.5">
          {isPackets && isFolded && <FoldedChips connectionId={connectionId} />}
          {!isPackets && <ProblemsChip connectionId={connectionId} />}
          {isPackets && isLive && (
            <Follow
              isOn={isFollowing(view)}
              isWordless={isWordless}
              onClick={() => toggleFollowing(connectionId)}
            />
          )}
          {isLive && (
            <IconButton
              label={t.pause}
              keys="Space"
              pressed={view.paused}
              onClick={() => togglePaused(connectionId)}
            >
              <Pause size={14} aria-hidden />
            </IconButton>
          )}
          <MenuButton
            label={t.more}
            icon={<Ellipsis size={14} aria-hidden />}
            menu={(place, onClose) => (
              <InspectMenu
                connectionId={connectionId}
                {...(isPackets &&
                  layout === 'wide' &&
                  grouping === 'packets' && { onColumns: () => setChoosing(true) })}
                place={place}
                onClose={onClose}
              />
            )}
          />
        </div>
        {isPackets && isLive && <ArmDialog connectionId={connectionId} />}
        {isChoosing && (
          <DialogBoundary part="columns" name={t.chooseColumns} onClose={() => setChoosing(false)}>
            <ColumnsForm onClose={() => setChoosing(false)} />
          </DialogBoundary>
        )}
      </div>
      {isPackets && !isFolded && <FilterChips connectionId={connectionId} />}
    </>
  );
}

interface FollowProps {
  readonly isOn: boolean;
  readonly isWordless: boolean;
  readonly onClick: () => void;
}

function Follow({ isOn, isWordless, onClick }: FollowProps) {
  const { follow } = useFirstText().packets;
  const icon = <ArrowDownToLine size={14} aria-hidden />;
  return isWordless ? (
    <IconButton label={follow} pressed={isOn} onClick={onClick}>
      {icon}
    </IconButton>
  ) : (
    <Button icon={icon} pressed={isOn} title="F" onClick={onClick}>
      {follow}
    </Button>
  );
}

function ArmDialog({ connectionId }: { connectionId: string }) {
  const t = useFirstText().filter;
  const isOpen = useArmForm((state) => state.of === connectionId);
  if (!isOpen) return null;
  const close = () => openArmForm(undefined);
  return (
    <DialogBoundary part="arm" name={t.armTitle} onClose={close}>
      <ArmForm connectionId={connectionId} onClose={close} />
    </DialogBoundary>
  );
}

interface GroupingProps {
  readonly connectionId: string;
  readonly isNarrow: boolean;
}

/** Meaning of a row. */
function GroupingChoice({ connectionId, isNarrow }: GroupingProps) {
  const t = useFirstText().packets.grouping;
  const grouping = useGrouping(connectionId);
  const kept = useLayout((layout) => layout.grouping);
  useEffect(() => {
    // In a new capture, each packet has its own row.
    if (kept === 'exchanges') applyGrouping(connectionId);
  }, [connectionId, kept]);
  if (isNarrow)
    return (
      <MenuButton
        label={grouping === undefined ? t.label : t[grouping]}
        icon={null}
        opens
        menu={(place, onClose) => (
          <GroupingMenu connectionId={connectionId} place={place} onClose={onClose} />
        )}
      />
    );
  return (
    <Segments<Grouping | ''>
      label={t.label}
      value={grouping ?? ''}
      options={GROUPINGS.map((value) => ({ value, label: t[value] }))}
      onChange={(next) => {
        if (next !== '') showGrouping(connectionId, next);
      }}
      onPointed={() => focusTarget('capture')}
    />
  );
}
