/** Whether the form to publish is shown: in a column that stays, or in a drawer over the desk. */
import { create } from 'zustand';
import { NARROW, useMedia } from '../../kit/page/useMedia.ts';
import { setLayout, useLayout } from './layout.ts';

/** Window width with room for a column, unless the user has chosen. */
const ROOM = '(min-width: 1600px)';

/** The drawer; a column is part of the layout. */
export const useOver = create<{ readonly isOpen: boolean }>()(() => ({ isOpen: false }));

export function useDrawer(): 'closed' | 'column' | 'over' {
  const hasRoom = useMedia(ROOM);
  const isNarrow = useMedia(NARROW);
  const { publishPinned } = useLayout();
  const { isOpen } = useOver();
  if ((publishPinned ?? hasRoom) && !isNarrow) return 'column';
  return isOpen ? 'over' : 'closed';
}

export function openDrawer(): void {
  const hasColumn = useLayout.getState().publishPinned ?? matchMedia(ROOM).matches;
  useOver.setState({ isOpen: !hasColumn || matchMedia(NARROW).matches });
}

export function closeDrawer(): void {
  useOver.setState({ isOpen: false });
  if (!matchMedia(NARROW).matches) setLayout({ publishPinned: false });
}

/** In a narrow window the drawer would cover the next view. */
export function uncoverDesk(): void {
  if (matchMedia(NARROW).matches) useOver.setState({ isOpen: false });
}

/** Makes it a column, or a drawer. */
export function pinDrawer(isPinned: boolean): void {
  setLayout({ publishPinned: isPinned });
  useOver.setState({ isOpen: !isPinned });
}
