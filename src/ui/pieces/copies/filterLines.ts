/** Lines of a menu that require a condition in the display filter, or exclude it. */
import type { PacketRow } from '../../../engine/window/window.ts';
import { texts } from '../../kit/language/useText.ts';
import type { MenuItem } from '../../kit/overlays/menuEntries.ts';
import { connectionById } from '../../session/connection/connections.ts';
import { cellExpression } from '../../session/filter/expressionFor.ts';
import { addToFilter } from '../../session/filter/filters.ts';
import type { Column } from '../../session/packets/columns.ts';

export function filterLines(
  connectionId: string,
  expressions: readonly string[],
): readonly MenuItem[] {
  const t = texts().filtering.cell;
  return expressions.map((expression) => ({
    id: `filter ${expression}`,
    label: expression,
    run: () => addToFilter(connectionId, expression, 'for'),
    pair: {
      sign: '=',
      name: t.for(expression),
      other: {
        sign: '≠',
        name: t.out(expression),
        run: () => addToFilter(connectionId, expression, 'out'),
      },
    },
  }));
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

/** Filter expressions of a row's cells. That of the given one is the first. */
export function rowExpressions(
  connectionId: string,
  row: PacketRow,
  column: Column | undefined,
): readonly string[] {
  const firstTime = connectionById(connectionId)?.loop.firstTime() ?? 0;
  const columns = column === undefined ? ALL : [column, ...ALL];
  const all = columns.map((each) => cellExpression(each, row, firstTime));
  return [...new Set(all.filter((each) => each !== undefined))];
}
