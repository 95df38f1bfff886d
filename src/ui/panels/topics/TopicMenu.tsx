import { useEffect, useState } from 'react';
import { Menu, type MenuGroup, type MenuItem, type MenuPlace, texts, useText } from '#kit';
import { visibleName } from '../../../base/visibleText.ts';
import type { TopicRow } from '../../../engine/topics/tree/topicRow.ts';
import { breakAt, topicBreak } from '../../session/faults/breakAt.ts';
import { TREE_KEYS, type TreeCommand } from './commandKeys.ts';
import {
  hindrance,
  IN_ALL,
  isPossible,
  labelOf,
  ON_ALL,
  ON_ONE,
  rowOfPath,
  WITH_ONE,
} from './commands.ts';
import { changeShown } from './keptShown.ts';
import { ORDERS, shownOf } from './shown.ts';

export interface TopicMenuProps {
  readonly connectionId: string;
  /** undefined: no topic is selected, and the menu has the actions on all topics. */
  readonly path: string | undefined;
  /** Includes the actions on all topics and the sort order. */
  readonly withAll: boolean;
  readonly place: MenuPlace;
  readonly onClose: () => void;
}

/** Menu of a topic. */
export function TopicMenu({ connectionId, path, withAll, place, onClose }: TopicMenuProps) {
  const t = useText().topicActions;
  const [groups, setGroups] = useState<readonly MenuGroup[]>();
  useEffect(() => {
    let isOpen = true;
    const show = (row: TopicRow | undefined): void => {
      if (isOpen) setGroups(groupsOf(connectionId, row, withAll || row === undefined));
    };
    if (path === undefined) show(undefined);
    else void rowOfPath(connectionId, path).then(show);
    return () => {
      isOpen = false;
    };
  }, [connectionId, path, withAll]);
  const label = path === undefined ? t.tree : t.menu(visibleName(path));
  return groups && <Menu label={label} groups={groups} place={place} onClose={onClose} />;
}

function groupsOf(
  connectionId: string,
  row: TopicRow | undefined,
  withAll: boolean,
): readonly MenuGroup[] {
  const t = texts().topicActions;
  const groups: MenuGroup[] = [];
  if (row !== undefined) {
    const items = ON_ONE.filter((command) => isPossible(connectionId, command, row)).map(
      (command) => {
        const why = hindrance(connectionId, command);
        return {
          ...itemOf(connectionId, command, () => WITH_ONE[command]?.(connectionId, row), row),
          ...(why !== undefined && { disabled: why }),
        };
      },
    );
    groups.push({
      label: visibleName(row.path),
      items: [...items, ...breakItems(connectionId, row)],
    });
  }
  if (!withAll) return groups;
  const { hidden, order: now } = shownOf(connectionId);
  const items = ON_ALL.filter((command) => command !== 'show-hidden' || hidden.length > 0);
  groups.push(
    {
      label: t.tree,
      items: items.map((command) =>
        itemOf(connectionId, command, () => IN_ALL[command]?.(connectionId)),
      ),
    },
    {
      label: t.sortBy,
      items: ORDERS.map((order) => ({
        id: order,
        label: t.order[order],
        checked: order === now,
        run: () => changeShown(connectionId, { order }),
      })),
    },
  );
  return groups;
}

/** At a broker that can hold packets. A level without messages has none to stop. */
function breakItems(connectionId: string, { path, own }: TopicRow): readonly MenuItem[] {
  const stops = own > 0 ? topicBreak(connectionId, path) : undefined;
  if (stops === undefined) return [];
  const label = texts().breakpoints.breakHere;
  return [{ id: 'break', label, keys: 'B', run: () => void breakAt(connectionId, stops) }];
}

function itemOf(
  connectionId: string,
  command: TreeCommand,
  run: () => void,
  row?: TopicRow,
): MenuItem {
  const label = labelOf(connectionId, command, row?.path);
  return { id: command, label, keys: TREE_KEYS[command], run };
}
