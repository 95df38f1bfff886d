/** Entries of menus. A menu has at most 12 commands; only lists of the user's own items may be longer. */

export interface MenuItem {
  readonly id: string;
  readonly label: string;
  /** Shortcut, drawn only. */
  readonly keys?: string;
  /** Marks a radio item. Exactly one item of the group is checked, unless they are toggles. */
  readonly checked?: boolean;
  readonly isToggle?: boolean;
  /** Explanation below the label. */
  readonly note?: string;
  /** Reason why the action is unavailable. The item can be focused, but does nothing. */
  readonly disabled?: string;
  readonly run: () => void;
  /** The action and its opposite as signs at the end of the line, with their names. */
  readonly pair?: { readonly sign: string; readonly name: string; readonly other: OtherAction };
}

interface OtherAction {
  readonly sign: string;
  readonly name: string;
  readonly run: () => void;
}

/** An entry that opens further ones. There is one level of them. */
export interface Submenu {
  readonly id: string;
  readonly label: string;
  readonly groups: readonly MenuGroup<MenuItem>[];
}

export type MenuEntry = MenuItem | Submenu;

export interface MenuGroup<Entry extends MenuEntry = MenuEntry> {
  readonly label: string;
  readonly items: readonly Entry[];
}

export const isSubmenu = (entry: MenuEntry): entry is Submenu => 'groups' in entry;

/** A submenu, or what it would contain: nothing, or the only item. */
export function submenu(
  id: string,
  label: string,
  groups: readonly MenuGroup<MenuItem>[],
): readonly MenuEntry[] {
  const items = groups.flatMap((group) => group.items);
  if (items.length < 2 && items.every(({ pair }) => pair === undefined)) return items;
  return [{ id, label, groups: groups.filter((group) => group.items.length > 0) }];
}
