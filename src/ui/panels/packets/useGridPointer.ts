import { type MouseEvent, useCallback, useState } from 'react';
import { isMenuButton, linkedPacket, rowIndexOf } from '../../kit/rows/rowIndex.ts';
import type { PacketMenuAt } from '../../pieces/packetMenu/PacketMenu.tsx';
import { connectionById } from '../../session/connection/connections.ts';
import { filterLanguage } from '../../session/filter/filterLanguage.ts';
import { addToFilter } from '../../session/filter/filters.ts';
import { showPacket } from '../../session/packets/actions.ts';
import type { Column } from '../../session/packets/columns.ts';
import type { Listed } from './listed.ts';

interface GridPointerOptions {
  readonly connectionId: string;
  readonly list: Listed;
  readonly columns: readonly Column[];
  /** Index of the selected row, if known. */
  readonly selectedIndex: number | undefined;
  readonly rowId: (index: number) => string;
  readonly goTo: (index: number) => void;
}

/** Pixels from a row's left edge to a menu opened with the keyboard, after the number. */
const MENU_INDENT = 88;

/** Mouse actions of the list: select a row, follow a link, add to the filter, open a menu. */
export function useGridPointer(options: GridPointerOptions) {
  const { connectionId, list, columns, selectedIndex, rowId, goTo } = options;
  const [menu, setMenu] = useState<PacketMenuAt>();
  const closeMenu = useCallback(() => setMenu(undefined), []);

  const columnAt = (target: Element | undefined): Column | undefined => {
    const at = target?.closest('[role=gridcell]')?.getAttribute('aria-colindex');
    return at === null || at === undefined ? undefined : columns[Number(at) - 1];
  };
  const openMenu = (index: number, column: Column | undefined, x: number, y: number): void => {
    const row = list.row(index);
    if (row !== undefined) setMenu({ row, column, place: { x, y } });
  };
  const openMenuOfSelected = (): void => {
    if (selectedIndex === undefined) return;
    const box = document.getElementById(rowId(selectedIndex))?.getBoundingClientRect();
    openMenu(selectedIndex, undefined, (box?.left ?? 0) + MENU_INDENT, box?.bottom ?? 0);
  };
  const onContextMenu = (event: MouseEvent): void => {
    const index = rowIndexOf(event.target);
    event.preventDefault();
    if (index === undefined) {
      openMenuOfSelected();
      return;
    }
    openMenu(index, columnAt(elementOf(event)), event.clientX, event.clientY);
  };
  const onClick = (event: MouseEvent): void => {
    const index = rowIndexOf(event.target);
    const target = elementOf(event);
    if (index === undefined) return;
    if (isMenuButton(event.target)) {
      openMenu(index, undefined, event.clientX, event.clientY);
      return;
    }
    const link = linkedPacket(event.target);
    const column = event.altKey ? columnAt(target) : undefined;
    if (link !== undefined) showPacket(connectionId, link);
    else if (column !== undefined) filterBy(index, column);
    else goTo(index);
  };
  const filterBy = (index: number, column: Column): void => {
    const row = list.row(index);
    const firstTime = connectionById(connectionId)?.loop.firstTime() ?? 0;
    filterLanguage.with(({ cellExpression }) => {
      const expression = row && cellExpression(column, row, firstTime);
      if (expression === undefined) goTo(index);
      else addToFilter(connectionId, expression, 'for');
    });
  };
  return { menu, closeMenu, openMenuOfSelected, onContextMenu, onClick };
}

function elementOf({ target }: MouseEvent): Element | undefined {
  return target instanceof Element ? target : undefined;
}
