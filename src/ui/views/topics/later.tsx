/** What of the tree is loaded when it is first needed; nothing stands in its place until then. */
import { useLoaded } from '../../kit/language/useLoaded.ts';
import { loadedLater } from '../../kit/loadedLater.ts';
import type { TopicMenuProps } from './TopicMenu.tsx';

export const extras = loadedLater(() => import('./extras.ts'));

export function TopicMenu(props: TopicMenuProps) {
  const found = useLoaded(extras, true);
  return found && <found.TopicMenu {...props} />;
}

export function TreeBars(props: { connectionId: string }) {
  const found = useLoaded(extras, true);
  return found && <found.TreeBars {...props} />;
}
