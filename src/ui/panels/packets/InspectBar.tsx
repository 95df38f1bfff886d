import {
  ArrowDownToLine,
  Columns3,
  Ellipsis,
  Info,
  OctagonAlert,
  Pause,
  Trash2,
  TriangleAlert,
} from 'lucide-react';
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
  useWidth,
  WaitsOver,
} from '#kit';
import { short } from '../../../i18n/numbers.ts';
import { BarButton } from '../../pieces/lists/BarButton.tsx';
import { useConnection } from '../../session/connection/connections.ts';
import { useCounter } from '../../session/connection/useWindowPart.ts';
import { applyGrouping, useFilter } from '../../session/filter/filters.ts';
import {
  GROUPINGS,
  type Grouping,
  PROBLEMS,
  showGrouping,
  toggleProblems,
  useGrouping,
} from '../../session/filter/grouping.ts';
import { isFollowing, toggleFollowing, togglePaused } from '../../session/packets/actions.ts';
import { clearCapture } from '../../session/packets/clearing.ts';
import { useProblemCount } from '../../session/problems/useProblemCount.ts';
import { useSensorProblems } from '../../session/problems/useSensorProblems.ts';
import { useLayout } from '../../session/view/layout.ts';
import { useView } from '../../session/view/tabView.ts';
import { ArmButton } from './filter/ArmButton.tsx';
import { FilterBox } from './filter/FilterBox.tsx';

const InspectMenu = later(async () => (await import('./InspectMenu.tsx')).InspectMenu, {
  Waits: WaitsOver,
});
const GroupingMenu = later(async () => (await import('./InspectMenu.tsx')).GroupingMenu, {
  Waits: WaitsOver,
});

/** Widths in px from which buttons have their words, and the problems theirs, in a single row. */
const ROOM_FOR_WORDS = 1060;
const ROOM_FOR_COUNTS = 930;

/** Tool bar of the desk Inspect: grouping, filter, problems, follow. */
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
  const isShort = layout !== 'wide' || width < ROOM_FOR_COUNTS;
  const hasIcons = isShort || width < ROOM_FOR_WORDS;
  return (
    <div
      ref={measure}
      role="group"
      aria-label={t.toolbar}
      className="relative flex min-h-(--h-tool) shrink-0 flex-wrap items-center gap-2 border-b border-line px-2 py-1"
    >
      <GroupingChoice connectionId={connectionId} isNarrow={layout !== 'wide'} />
      {isPackets ? (
        <FilterBox connectionId={connectionId} isShort={hasIcons} />
      ) : (
        <span className="flex-1" />
      )}
      <div className="flex items-center gap-1.5">
        <ProblemsButton connectionId={connectionId} isShort={isShort} />
        {isPackets && isLive && (
          <BarButton
            isShort={hasIcons}
            icon={<ArrowDownToLine size={14} aria-hidden />}
            pressed={isFollowing(view)}
            title="F"
            label={t.follow}
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
        {isPackets && isLive && <ArmButton connectionId={connectionId} isShort={hasIcons} />}
        {isPackets && layout === 'wide' && grouping === 'packets' && <ColumnsButton />}
        {isLive && (
          <IconButton label={t.clear} onClick={() => clearCapture(connectionId)}>
            <Trash2 size={14} aria-hidden />
          </IconButton>
        )}
        <MenuButton
          label={t.more}
          icon={<Ellipsis size={14} aria-hidden />}
          menu={(place, onClose) => (
            <InspectMenu connectionId={connectionId} place={place} onClose={onClose} />
          )}
        />
      </div>
    </div>
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

interface ProblemsButtonProps {
  readonly connectionId: string;
  /** Shows only the number. */
  readonly isShort: boolean;
}

/** A filter for rows with problems, with their number. */
function ProblemsButton({ connectionId, isShort }: ProblemsButtonProps) {
  const { packets: t, kit } = useFirstText();
  const total = useProblemCount(connectionId, 'total');
  const errors = useProblemCount(connectionId, 'errors');
  const notes = useProblemCount(connectionId, 'notes');
  const inSensors = useSensorProblems(connectionId);
  // Nothing was judged yet.
  const packets = useCounter(connectionId, (counters) => counters.packets) ?? 0;
  const { applied } = useFilter(connectionId);
  const { panel } = useView(connectionId);
  const graver = total - notes;
  const Icon = errors > 0 ? OctagonAlert : graver > 0 ? TriangleAlert : Info;
  const tone = errors > 0 ? 'text-err' : graver > 0 ? 'text-warn' : 'text-fg-2';
  const words = [
    ...(graver > 0 || notes === 0 ? [t.problems(graver, short(graver))] : []),
    ...(notes > 0 ? [t.notes(notes, short(notes))] : []),
  ];
  return (
    <>
      {inSensors > 0 && (
        <Button
          icon={<TriangleAlert size={14} aria-hidden className="text-warn" />}
          className="text-warn!"
          onClick={() => showGrouping(connectionId, 'connections')}
        >
          {t.sensorProblems(inSensors)}
        </Button>
      )}
      {(total > 0 || (inSensors === 0 && packets > 0)) && (
        <Button
          icon={<Icon size={14} aria-hidden className={tone} />}
          label={words.join(kit.comma)}
          pressed={applied === PROBLEMS || panel === 'problems'}
          onClick={() => toggleProblems(connectionId)}
        >
          <span className={tone}>{isShort ? total > 0 && short(graver || notes) : words[0]}</span>
          {!isShort && words[1] !== undefined && (
            <span className="text-fg-2">{` · ${words[1]}`}</span>
          )}
        </Button>
      )}
    </>
  );
}

const ColumnsForm = later(async () => (await import('./ColumnsForm.tsx')).ColumnsForm, {
  Waits: WaitsOver,
});

/** Columns of the packet list and their widths. */
function ColumnsButton() {
  const t = useFirstText().packets;
  const [open, setOpen] = useState(false);
  return (
    <>
      <IconButton bordered label={t.chooseColumns} expanded={open} onClick={() => setOpen(!open)}>
        <Columns3 size={14} aria-hidden />
      </IconButton>
      {open && (
        <DialogBoundary part="columns" name={t.chooseColumns} onClose={() => setOpen(false)}>
          <ColumnsForm onClose={() => setOpen(false)} />
        </DialogBoundary>
      )}
    </>
  );
}
