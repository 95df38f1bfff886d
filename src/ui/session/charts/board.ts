/** Place of the chart board: pinned below the topic, or hidden. */
import { NARROW } from '../../kit/page/useMedia.ts';
import { setLayout, useLayout } from '../view/layout.ts';
import { setView, showPanel } from '../view/tabView.ts';

/** Brings the board into view. */
export function showBoard(connectionId: string): void {
  showPanel(connectionId, 'topic');
  if (matchMedia(NARROW).matches) setView(connectionId, { front: 'charts' });
  else setLayout({ chartBoard: true });
}

export function toggleBoard(connectionId: string): void {
  if (useLayout.getState().chartBoard && !matchMedia(NARROW).matches)
    setLayout({ chartBoard: false });
  else showBoard(connectionId);
}
