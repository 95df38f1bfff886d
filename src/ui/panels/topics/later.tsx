/** Parts of the tree that are loaded on first use. Their place is empty until then. */

import { useState } from 'react';
import { DialogBoundary, loadedLater, loadTexts, useLoaded } from '#kit';
import { useWindowPart } from '../../session/connection/useWindowPart.ts';
import { useIsLive } from '../../session/useIsLive.ts';
import type { TopicMenuProps } from './TopicMenu.tsx';

/** Its keys require all texts. */
export const extras = loadedLater(
  async () => (await Promise.all([import('./extras.ts'), loadTexts()]))[0],
  { idle: 'first' },
);

export function TopicMenu(props: TopicMenuProps) {
  const found = useLoaded(extras, true);
  return (
    <DialogBoundary part="menu of topic" onClose={props.onClose}>
      {found && <found.TopicMenu {...props} />}
    </DialogBoundary>
  );
}

/** While a connection starts, the message of an empty tree is not urgent. After clearing it is. */
export function NoTopics({ connectionId }: { connectionId: string }) {
  const total = useWindowPart(connectionId, 'topics', undefined)?.total;
  const isEmpty = total === 0;
  const [hadTopics, setHadTopics] = useState(false);
  if (!hadTopics && total !== undefined && !isEmpty) setHadTopics(true);
  const isLive = useIsLive(connectionId);
  const found = useLoaded(extras, isEmpty && (hadTopics || !isLive));
  return isEmpty && found && <found.NoTopics connectionId={connectionId} />;
}

export function TreeBars(props: { connectionId: string }) {
  const found = useLoaded(extras, true);
  return found && <found.TreeBars {...props} />;
}
