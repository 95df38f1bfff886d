/** Tree actions of the command palette: on the selected topic and on all. */
import type { TopicRow } from '../../../engine/topics/tree/topicRow.ts';
import { texts } from '../../kit/language/useText.ts';
import type { Action } from '../../session/action.ts';
import { connectionById } from '../../session/connection/connections.ts';
import { selectionOf } from '../../session/connection/selection.ts';
import { shownName } from '../../session/shownName.ts';
import { TREE_KEYS } from './commandKeys.ts';
import { hindrance, IN_ALL, isPossible, labelOf, ON_ONE, rowOfPath, WITH_ONE } from './commands.ts';
import { changeShown } from './keptShown.ts';
import { ORDERS, shownOf } from './shown.ts';

/** In the order of the palette. */
const ALL = ['expand-all', 'collapse-all', 'show-hidden', 'next-match', 'previous-match'] as const;

/** Actions on all topics, and their sort order. */
export function treeActions(connectionId: string): readonly Action[] {
  const t = texts().topicActions;
  const { hidden, order: now } = shownOf(connectionId);
  const isSearched = connectionById(connectionId)?.loop.part('topics')?.found !== undefined;
  const isThere = (command: (typeof ALL)[number]): boolean => {
    if (command === 'show-hidden') return hidden.length > 0;
    return isSearched || !command.endsWith('-match');
  };
  return [
    ...ALL.filter(isThere).map((command) => ({
      id: `tree-${command}`,
      label: t.ofAll[command],
      keys: TREE_KEYS[command],
      run: () => IN_ALL[command]?.(connectionId),
    })),
    ...ORDERS.filter((order) => order !== now).map((order) => ({
      id: `tree-order-${order}`,
      label: t.sortTopicsBy(t.order[order]),
      run: () => changeShown(connectionId, { order }),
    })),
  ];
}

/** Menu of the selected topic as actions. Unavailable actions give the reason. */
export async function actionsOnSelected(connectionId: string): Promise<readonly Action[]> {
  const { topic } = selectionOf(connectionId);
  const row = topic === undefined ? undefined : await rowOfPath(connectionId, topic);
  return row === undefined ? [] : actionsOn(connectionId, row);
}

function actionsOn(connectionId: string, row: TopicRow): readonly Action[] {
  const name = shownName(row.path);
  return ON_ONE.filter((command) => isPossible(connectionId, command, row)).flatMap((command) => {
    const disabled = hindrance(connectionId, command);
    // Clearing is already among the commands of the connection.
    if (command === 'clear-retained' && disabled === undefined) return [];
    return {
      id: `topic-${command}`,
      label: labelOf(connectionId, command, row.path) + texts().kit.colon + name,
      keys: TREE_KEYS[command],
      ...(disabled !== undefined && { disabled }),
      ...(command === 'clear-retained' && { deletes: true as const }),
      run: () => WITH_ONE[command]?.(connectionId, row),
    };
  });
}
