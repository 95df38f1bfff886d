import { useEffect, useState } from 'react';
import {
  Menu,
  type MenuEntry,
  type MenuGroup,
  type MenuItem,
  type MenuPlace,
  submenu,
  texts,
  useText,
} from '#kit';
import { visibleName } from '../../../base/visibleText.ts';
import type { TopicRow } from '../../../engine/topics/tree/topicRow.ts';
import { breakAt, topicBreak } from '../../session/faults/breakAt.ts';
import { TREE_KEYS, type TreeCommand } from './commandKeys.ts';
import {
  FOLDS,
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

/** Commands that share a submenu, if several are possible. */
const TOGETHER = {
  copy: ['copy', 'copy-value', 'copy-branch'],
  subscribe: ['subscribe', 'subscribe-below'],
  filter: ['filter', 'filter-below'],
} as const satisfies Record<string, readonly TreeCommand[]>;
const NAMES = ['copy', 'subscribe', 'filter'] as const;

function groupsOf(
  connectionId: string,
  row: TopicRow | undefined,
  withAll: boolean,
): readonly MenuGroup[] {
  const groups = row === undefined ? [] : [groupOfOne(connectionId, row, withAll)];
  return withAll ? [...groups, groupOfAll(connectionId, row)] : groups;
}

function groupOfOne(connectionId: string, row: TopicRow, withAll: boolean): MenuGroup {
  const t = texts().topicActions;
  const possible = ON_ONE.filter(
    (command) => isPossible(connectionId, command, row) && !(withAll && FOLDS.has(command)),
  );
  const entries = possible.flatMap((command): readonly MenuEntry[] => {
    const name = NAMES.find((one) => TOGETHER[one].some((other) => other === command));
    if (name === undefined) return [itemOfOne(connectionId, command, row)];
    const commands = TOGETHER[name].filter((one) => possible.includes(one));
    if (commands[0] !== command) return [];
    const items = commands.map((one) => itemOfOne(connectionId, one, row));
    const label = t.together[name];
    return submenu(`more ${name}`, label, [{ label, items }]);
  });
  return { label: visibleName(row.path), items: [...entries, ...breakItems(connectionId, row)] };
}

function itemOfOne(connectionId: string, command: TreeCommand, row: TopicRow): MenuItem {
  const why = hindrance(connectionId, command);
  return {
    ...itemOf(connectionId, command, () => WITH_ONE[command]?.(connectionId, row), row),
    ...(why !== undefined && { disabled: why }),
  };
}

/** What is expanded and hidden, and the order. */
function groupOfAll(connectionId: string, row: TopicRow | undefined): MenuGroup {
  const t = texts().topicActions;
  const { hidden, order: now } = shownOf(connectionId);
  const all = ON_ALL.filter((command) => command !== 'show-hidden' || hidden.length > 0).map(
    (command) => itemOf(connectionId, command, () => IN_ALL[command]?.(connectionId)),
  );
  const below =
    row === undefined
      ? []
      : [...FOLDS]
          .filter((command) => isPossible(connectionId, command, row))
          .map((command) => itemOfOne(connectionId, command, row));
  const orders: readonly MenuItem[] = ORDERS.map((order) => ({
    id: order,
    label: t.order[order],
    checked: order === now,
    run: () => changeShown(connectionId, { order }),
  }));
  return {
    label: t.tree,
    items: [
      ...submenu('tree', t.expand, [{ label: t.expand, items: [...below, ...all] }]),
      ...submenu('order', t.sortBy, [{ label: t.sortBy, items: orders }]),
    ],
  };
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
