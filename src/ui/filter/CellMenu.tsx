import type { PacketRow } from '../../engine/window.ts';
import { Menu, type MenuGroup, type MenuPlace } from '../kit/Menu.tsx';
import type { Column } from '../packets/columns.ts';
import { useText } from '../text/useText.ts';
import { type Addition, cellExpression } from './expressionFor.ts';
import { addToFilter } from './filters.ts';

export interface CellMenuAt {
  readonly row: PacketRow;
  /** undefined: a menu for all cells of the row. */
  readonly column: Column | undefined;
  readonly place: MenuPlace;
}

interface CellMenuProps {
  readonly connectionId: string;
  readonly at: CellMenuAt;
  readonly onClose: () => void;
}

/** Most telling first. */
const ALL: readonly Column[] = [
  'topic',
  'type',
  'direction',
  'packetId',
  'flags',
  'size',
  'time',
  'number',
];

/** What a cell can do for the filter; for each cell of the row where none is meant. */
export function CellMenu({ connectionId, at, onClose }: CellMenuProps) {
  const t = useText().filter.cell;
  const { row, column, place } = at;
  const own = column === undefined ? undefined : cellExpression(column, row);
  const expressions =
    own === undefined
      ? [
          ...new Set(
            ALL.map((each) => cellExpression(each, row)).filter((each) => each !== undefined),
          ),
        ]
      : [own];
  const hows: readonly Addition[] =
    expressions.length === 1 ? ['for', 'out', 'only'] : ['for', 'out'];
  const groups = expressions.map(
    (expression): MenuGroup => ({
      label: expression,
      items: hows.map((how) => ({
        id: `${how} ${expression}`,
        label: t[how],
        run: () => addToFilter(connectionId, expression, how),
      })),
    }),
  );
  return <Menu label={t.menu(row.number)} groups={groups} place={place} onClose={onClose} />;
}
