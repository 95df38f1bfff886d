import { LineChart, ListTree, Menu, Send } from 'lucide-react';
import { Tabs, tabPanelProps } from '../kit/Tabs.tsx';
import { PublishPane } from '../publish/PublishPane.tsx';
import { useCounters } from '../state/useWindowPart.ts';
import { type NarrowPane, setView, showCentre, useView } from '../state/views.ts';
import { SubscriptionsBar } from '../subscriptions/SubscriptionsBar.tsx';
import { short } from '../text/numbers.ts';
import { useText } from '../text/useText.ts';
import { TopicView } from '../topic/TopicView.tsx';
import { TopicsPane } from '../topics/TopicsPane.tsx';
import { PacketsAndDetail } from './Centre.tsx';
import { ConnectionButtons } from './ConnectionButtons.tsx';
import { ConnectionNotice } from './ConnectionNotice.tsx';
import { useTabName } from './useTabName.ts';

/** Below 900 px: one pane at a time, chosen by tabs. */
export function NarrowCapture({ connectionId }: { connectionId: string }) {
  const t = useText().shell;
  const { narrow } = useView(connectionId);
  const counters = useCounters(connectionId);
  const name = useTabName(connectionId);
  const show = (pane: NarrowPane) =>
    pane === 'packets' || pane === 'topic'
      ? showCentre(connectionId, pane)
      : setView(connectionId, { narrow: pane });
  return (
    <main className="flex min-h-0 min-w-0 flex-col" data-pane="centre">
      <h1 className="sr-only">{name}</h1>
      <div data-focus="capture" className="flex h-11 shrink-0 border-b border-line bg-bar">
        <Tabs
          label={t.panes}
          stretched
          value={narrow}
          tabs={[
            {
              value: 'topics',
              label: t.topics,
              icon: <ListTree size={14} aria-hidden />,
              count: short(counters?.topics ?? 0),
            },
            { value: 'packets', label: t.packets, icon: <Menu size={14} aria-hidden /> },
            { value: 'topic', label: t.topic, icon: <LineChart size={14} aria-hidden /> },
            { value: 'publish', label: t.publish, icon: <Send size={14} aria-hidden /> },
          ]}
          onChange={show}
        />
        <ConnectionButtons connectionId={connectionId} compact />
      </div>
      <ConnectionNotice connectionId={connectionId} place="capture" />
      {narrow === 'packets' ? (
        <PacketsAndDetail connectionId={connectionId} />
      ) : (
        <div {...tabPanelProps('narrow', t[narrow])} className="flex min-h-0 flex-1 flex-col">
          {narrow === 'topics' && (
            <TopicsPane connectionId={connectionId}>
              <SubscriptionsBar connectionId={connectionId} />
            </TopicsPane>
          )}
          {narrow === 'topic' && <TopicView connectionId={connectionId} />}
          {narrow === 'publish' && <PublishPane connectionId={connectionId} />}
        </div>
      )}
    </main>
  );
}
