import { useFirstText } from '../kit/language/firstText.ts';
import { tabPanelProps } from '../kit/Tabs.tsx';
import { PausedStrip } from '../pieces/PausedStrip.tsx';
import { useConnection } from '../session/connections.ts';
import { useView } from '../session/tabView.ts';
import { useTabName } from '../session/useTabName.ts';
import { DetailsPane } from '../views/details/later.tsx';
import { PublishPane } from '../views/publish/PublishPane.tsx';
import { SubscriptionsBar } from '../views/subscriptions/SubscriptionsBar.tsx';
import { TopicsPane } from '../views/topics/TopicsPane.tsx';
import { Notices } from './Notices.tsx';
import { ViewBody } from './ViewBody.tsx';
import { ViewTabs } from './ViewTabs.tsx';
import { STANDS_STILL } from './views.ts';

/** Below 900 px: one pane at a time, chosen by tabs. */
export function NarrowCapture({ connectionId }: { connectionId: string }) {
  const t = useFirstText().shell;
  const { narrow } = useView(connectionId);
  const name = useTabName(connectionId);
  const isFile = useConnection(connectionId, 'state')?.state.kind === 'file';
  return (
    <main className="flex min-h-0 min-w-0 flex-col" data-pane="centre">
      <h1 className="sr-only">{name}</h1>
      <ViewTabs connectionId={connectionId} />
      <Notices connectionId={connectionId} />
      {narrow === 'packets' ? (
        <ViewBody connectionId={connectionId} view="packets" />
      ) : (
        <div {...tabPanelProps('narrow', t[narrow])} className="flex min-h-0 flex-1 flex-col">
          {narrow === 'topics' && (
            <TopicsPane connectionId={connectionId}>
              {!isFile && <SubscriptionsBar connectionId={connectionId} />}
            </TopicsPane>
          )}
          {narrow === 'publish' && <PublishPane connectionId={connectionId} />}
          {narrow === 'details' && <DetailsPane connectionId={connectionId} />}
          {narrow !== 'topics' && narrow !== 'publish' && narrow !== 'details' && (
            <ViewBody connectionId={connectionId} view={narrow} />
          )}
          {STANDS_STILL.has(narrow) && <PausedStrip connectionId={connectionId} />}
        </div>
      )}
    </main>
  );
}
