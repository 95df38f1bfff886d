import { TIGHT, useMedia } from '../../kit/page/useMedia.ts';
import { useLayout } from './layout.ts';

/** True while the pane at the left is open beside the desk, and lists topics or devices. */
export function useHasPane(): boolean {
  const isCollapsed = useLayout(({ topicsCollapsed }) => topicsCollapsed);
  return !useMedia(TIGHT) && !isCollapsed;
}
