import { Button, EmptyState, useText } from '#kit';
import { useEmptyTitle } from '../../pieces/useEmptyTitle.ts';
import { useConnection } from '../../session/connection/connections.ts';
import { useSelection } from '../../session/connection/selection.ts';
import { useCounter } from '../../session/connection/useWindowPart.ts';
import type { PlottablePath } from '../../session/reading/plottablePaths.ts';
import { focusInPane } from '../../session/view/focusInPane.ts';
import { AlertsPart } from './AlertsPart.tsx';
import { type AboutTab, useAboutTab } from './about/aboutTab.ts';
import { Level } from './Level.tsx';
import { TopicPage } from './TopicPage.tsx';
import { useFirstTopic } from './useFirstTopic.ts';

/** The selected topic. For a level, or for all topics, the topics below. */
export function TopicView({ connectionId }: { connectionId: string }) {
  const { topic } = useSelection(connectionId);
  useFirstTopic(connectionId);
  if (topic === undefined) return <AllTopics connectionId={connectionId} />;
  return <TopicPage key={topic} connectionId={connectionId} name={topic} />;
}

function AllTopics({ connectionId }: { connectionId: string }) {
  const { topic: t, emptyStates } = useText();
  const topics = useCounter(connectionId, (counters) => counters.topics) ?? 0;
  const { file, state } = useConnection(connectionId, 'file', 'state') ?? {};
  const isFile = file !== undefined;
  const isConnected = state?.kind === 'connected';
  const emptyTitle = useEmptyTitle(connectionId);
  // Retained messages can be requested before any message has arrived.
  const isOfBroker = useAboutTab(connectionId, NOTHING_YET) === 'retainedList';
  return (
    <div className="flex h-full min-h-0 flex-col bg-pane">
      {topics === 0 && !isOfBroker ? (
        <EmptyState title={emptyTitle} {...(!isFile && { text: t.none })}>
          {isConnected && (
            <Button onClick={() => focusInPane(connectionId, 'topics', 'find-topic')}>
              {emptyStates.next.findTopic}
            </Button>
          )}
        </EmptyState>
      ) : (
        <>
          <AlertsPart
            connectionId={connectionId}
            topic={undefined}
            plottable={NO_VALUES}
            pageTitle={t.all}
          />
          <Level connectionId={connectionId} path={undefined} />
        </>
      )}
    </div>
  );
}

const NO_VALUES: readonly PlottablePath[] = [];
const NOTHING_YET: readonly AboutTab[] = ['below', 'retainedList'];
