import { Button } from '../../kit/controls/Button.tsx';
import { EmptyState } from '../../kit/display/EmptyState.tsx';
import { useText } from '../../kit/language/useText.ts';
import { useSelection } from '../../session/connection/selection.ts';
import { useCounters } from '../../session/connection/useWindowPart.ts';
import type { PlottablePath } from '../../session/reading/plottablePaths.ts';
import { focusInPane } from '../../session/view/focusInPane.ts';
import { AlertsPart } from './AlertsPart.tsx';
import { type AboutTab, useAboutTab } from './about/aboutTab.ts';
import { Level } from './Level.tsx';
import { TopicPage } from './TopicPage.tsx';

/** The selected topic. For a level, or without a selection, the topics below. */
export function TopicView({ connectionId }: { connectionId: string }) {
  const { topic } = useSelection(connectionId);
  if (topic === undefined) return <AllTopics connectionId={connectionId} />;
  return <TopicPage key={topic} connectionId={connectionId} name={topic} />;
}

function AllTopics({ connectionId }: { connectionId: string }) {
  const { topic: t, emptyStates } = useText();
  const topics = useCounters(connectionId)?.topics ?? 0;
  // Retained messages can be requested before any message has arrived.
  const isOfBroker = useAboutTab(connectionId, NOTHING_YET) === 'retainedList';
  return (
    <div className="flex h-full min-h-0 flex-col bg-pane">
      {topics === 0 && !isOfBroker ? (
        <EmptyState title={t.none.title} text={t.none.text}>
          <Button onClick={() => focusInPane(connectionId, 'topics', 'find-topic')}>
            {emptyStates.next.findTopic}
          </Button>
        </EmptyState>
      ) : (
        <>
          <div className="shrink-0 border-b border-line px-3 py-2">
            <h2 className="text-lg/6 font-semibold">{t.all}</h2>
          </div>
          <AlertsPart connectionId={connectionId} topic={undefined} plottable={NO_VALUES} />
          <Level connectionId={connectionId} path={undefined} />
        </>
      )}
    </div>
  );
}

const NO_VALUES: readonly PlottablePath[] = [];
const NOTHING_YET: readonly AboutTab[] = ['below', 'retainedList'];
