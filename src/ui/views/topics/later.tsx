/** What of the tree is loaded when it is first needed; nothing stands in its place until then. */
import { useLoaded } from '../../kit/language/useLoaded.ts';
import { loadedLater } from '../../kit/loadedLater.ts';
import { useIsLive } from '../../session/useIsLive.ts';
import { useCounters, useWindowPart } from '../../session/useWindowPart.ts';
import type { TopicMenuProps } from './TopicMenu.tsx';

export const extras = loadedLater(() => import('./extras.ts'));

export function TopicMenu(props: TopicMenuProps) {
  const found = useLoaded(extras, true);
  return found && <found.TopicMenu {...props} />;
}

/** While a connection comes up, nobody waits for what an empty tree says. */
export function NoTopics({ connectionId }: { connectionId: string }) {
  const isEmpty = useWindowPart(connectionId, 'topics', undefined)?.total === 0;
  const isLive = useIsLive(connectionId);
  // Each count looks whether it was fetched by itself meanwhile.
  useCounters(connectionId);
  const found = useLoaded(extras, isEmpty && !isLive);
  return isEmpty && found && <found.NoTopics connectionId={connectionId} />;
}

export function TreeBars(props: { connectionId: string }) {
  const found = useLoaded(extras, true);
  return found && <found.TreeBars {...props} />;
}

/** Nobody waits for it: there are no topics yet. */
export function ListSwitch(props: { connectionId: string }) {
  // Each count looks whether it was fetched by itself meanwhile.
  useCounters(props.connectionId);
  const { found } = extras;
  return found && <found.ListSwitch {...props} />;
}

export function TopicTable(props: { connectionId: string }) {
  const found = useLoaded(extras, true);
  return found && <found.TopicTable {...props} />;
}
