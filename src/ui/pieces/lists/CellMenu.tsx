import { type MenuGroup, type MenuPlace, texts } from '#kit';
import type { PacketRow } from '../../../engine/window/window.ts';
import { connectionById } from '../../session/connection/connections.ts';
import { selectionOf } from '../../session/connection/selection.ts';
import { type Addition, cellExpression } from '../../session/filter/expressionFor.ts';
import { addToFilter } from '../../session/filter/filters.ts';
import type { Column } from '../../session/packets/columns.ts';

export interface CellMenuAt {
  readonly row: PacketRow;
  /** undefined: a menu for all cells of the row. */
  readonly column: Column | undefined;
  readonly place: MenuPlace;
}

/** Filter actions of a cell, or of every cell in the row if none is given. */
export function cellGroups(
  connectionId: string,
  row: PacketRow,
  column: Column | undefined,
): readonly MenuGroup[] {
  return filterGroups(connectionId, expressionsOf(connectionId, row, column));
}

/** Filter actions for the cells of the selected packet. */
export function groupsOfSelected(connectionId: string): readonly MenuGroup[] {
  const t = texts().filtering.cell;
  const { packet } = selectionOf(connectionId);
  const loop = connectionById(connectionId)?.loop;
  const rows = loop?.part('packets')?.rows ?? [];
  const detail = loop?.part('packet')?.row;
  const row = [...rows, ...(detail ? [detail] : [])].find(({ number }) => number === packet);
  if (row !== undefined) return cellGroups(connectionId, row, undefined);
  const item = { id: 'none', label: t.for, disabled: t.none, run: () => undefined };
  return [{ label: texts().filter.selected, items: [item] }];
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

/** Filter expressions of a cell. All cells if none is given or this one cannot be filtered for. */
function expressionsOf(
  connectionId: string,
  row: PacketRow,
  column: Column | undefined,
): readonly string[] {
  const firstTime = connectionById(connectionId)?.loop.firstTime() ?? 0;
  const own = column === undefined ? undefined : cellExpression(column, row, firstTime);
  if (own !== undefined) return [own];
  const all = ALL.map((each) => cellExpression(each, row, firstTime));
  return [...new Set(all.filter((each) => each !== undefined))];
}

/** Actions per expression. With a single expression, all actions. */
export function filterGroups(
  connectionId: string,
  expressions: readonly string[],
): readonly MenuGroup[] {
  const t = texts().filtering.cell;
  const hows: readonly Addition[] =
    expressions.length === 1 ? ['for', 'out', 'only'] : ['for', 'out'];
  return expressions.map((expression) => ({
    label: expression,
    items: hows.map((how) => ({
      id: `${how} ${expression}`,
      label: t[how],
      run: () => addToFilter(connectionId, expression, how),
    })),
  }));
}
