import { Menu, type MenuItem, type MenuPlace, useText } from '#kit';
import { useConnection } from '../../session/connection/connections.ts';
import { openArmForm } from '../../session/filter/armForm.ts';
import { GROUPINGS, showGrouping, toggleWire, useGrouping } from '../../session/filter/grouping.ts';
import { clearCapture } from '../../session/packets/clearing.ts';
import { showProblems } from '../../session/problems/showProblems.ts';
import { useLayout } from '../../session/view/layout.ts';
import { setView, showPanel } from '../../session/view/tabView.ts';

interface MenuProps {
  readonly connectionId: string;
  readonly place: MenuPlace;
  readonly onClose: () => void;
}

interface InspectMenuProps extends MenuProps {
  /** Only lists with columns to choose have it. */
  readonly onColumns?: () => void;
}

/** Entries that are needed less often than the tool bar's buttons. */
export function InspectMenu({ connectionId, onColumns, place, onClose }: InspectMenuProps) {
  const { filter, packets, shell } = useText();
  const { state, tap } = useConnection(connectionId, 'state', 'tap') ?? {};
  const wire = useLayout((layout) => layout.wire);
  const isFile = state?.kind === 'file';
  const isLive = !isFile || tap !== undefined;
  const t = packets.menu;
  const views: readonly MenuItem[] = [
    { id: 'problems', label: t.problems, run: () => showProblems(connectionId) },
    {
      id: 'wire',
      label: wire ? t.wireOff : t.wire,
      keys: 'W',
      run: () => toggleWire(connectionId),
    },
    ...(onColumns ? [{ id: 'columns', label: t.columns, run: onColumns }] : []),
  ];
  const actions: readonly MenuItem[] = [
    {
      id: 'arm',
      label: filter.arm,
      run: () => {
        showPanel(connectionId, 'packets');
        openArmForm(connectionId);
      },
    },
    { id: 'clear', label: packets.clear, run: () => clearCapture(connectionId) },
  ];
  const connection: MenuItem = {
    id: 'connection',
    label: shell.connection,
    run: () => setView(connectionId, { screen: 'editor' }),
  };
  const groups = [
    { label: t.views, items: views },
    {
      label: packets.rowMenu,
      items: [...(isLive ? actions : []), ...(isFile ? [] : [connection])],
    },
  ].filter(({ items }) => items.length > 0);
  return <Menu label={packets.more} groups={groups} place={place} onClose={onClose} />;
}

/** The groupings, if there is no room for all buttons. */
export function GroupingMenu({ connectionId, place, onClose }: MenuProps) {
  const t = useText().packets.grouping;
  const current = useGrouping(connectionId);
  const items = GROUPINGS.map((grouping) => ({
    id: grouping,
    label: t[grouping],
    checked: grouping === current,
    run: () => showGrouping(connectionId, grouping),
  }));
  return (
    <Menu label={t.label} groups={[{ label: t.label, items }]} place={place} onClose={onClose} />
  );
}
