import { Menu, type MenuGroup, type MenuPlace, texts, useText } from '#kit';
import { useConnection } from '../../session/connection/connections.ts';
import { setFilter } from '../../session/filter/filters.ts';
import {
  GROUPINGS,
  showExchangeStates,
  showGrouping,
  toggleWire,
  useGrouping,
} from '../../session/filter/grouping.ts';
import { showProblems } from '../../session/problems/showProblems.ts';
import { useLayout } from '../../session/view/layout.ts';
import { setView } from '../../session/view/tabView.ts';

interface MenuProps {
  readonly connectionId: string;
  readonly place: MenuPlace;
  readonly onClose: () => void;
}

/** Display filters for exchanges, by the name of their text. */
const ONLY = {
  open: 'exchange.state == open',
  retried: 'exchange.state == retried',
  refused: 'exchange.state == refused',
  abandoned: 'exchange.state == abandoned',
  qos1: 'mqtt.qos == 1',
  qos2: 'mqtt.qos == 2',
} as const;
const ONLY_NAMES = ['open', 'retried', 'refused', 'abandoned', 'qos1', 'qos2'] as const;

/** Entries that are needed less often than the tool bar's buttons. */
export function InspectMenu({ connectionId, place, onClose }: MenuProps) {
  const { packets, shell } = useText();
  const isFile = useConnection(connectionId, 'state')?.state.kind === 'file';
  const wire = useLayout((layout) => layout.wire);
  const t = packets.menu;
  const groups: readonly MenuGroup[] = [
    {
      label: t.views,
      items: [
        {
          id: 'states',
          label: t.states,
          run: () => showExchangeStates(connectionId),
        },
        { id: 'problems', label: t.problems, run: () => showProblems(connectionId) },
        {
          id: 'wire',
          label: wire ? t.wireOff : t.wire,
          keys: 'W',
          run: () => toggleWire(connectionId),
        },
        ...(isFile
          ? []
          : [
              {
                id: 'connection',
                label: shell.connection,
                run: () => setView(connectionId, { screen: 'editor' }),
              },
            ]),
      ],
    },
    {
      label: t.only,
      items: ONLY_NAMES.map((name) => ({
        id: name,
        label: t.onlyNames[name],
        run: () => {
          setFilter(connectionId, ONLY[name]);
          showGrouping(connectionId, 'exchanges');
        },
      })),
    },
  ];
  return <Menu label={texts().packets.more} groups={groups} place={place} onClose={onClose} />;
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
