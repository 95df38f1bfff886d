import { useFirstText } from '../kit/language/firstText.ts';
import { tabPanelProps } from '../kit/Tabs.tsx';
import { PausedStrip } from '../pieces/PausedStrip.tsx';
import { useConnection } from '../session/connections.ts';
import { type TabView, useView } from '../session/tabView.ts';
import { useTabName } from '../session/useTabName.ts';
import { DetailsPane } from '../views/details/later.tsx';
import { PublishPane } from '../views/publish/PublishPane.tsx';
import { SubscriptionsBar } from '../views/subscriptions/SubscriptionsBar.tsx';
import { TopicsPane } from '../views/topics/TopicsPane.tsx';
import { Notices } from './Notices.tsx';
import { ViewBody } from './ViewBody.tsx';
import { ViewTabs } from './ViewTabs.tsx';
import { STANDS_STILL } from './views.ts';

interface CentreProps {
  readonly connectionId: string;
  /** It is the only column: the panes beside it are views, too. */
  readonly isNarrow: boolean;
}

/** The middle column: what happened to the connection, then the view that is chosen. */
export function Centre({ connectionId, isNarrow }: CentreProps) {
  const t = useFirstText().shell;
  const { centre, narrow } = useView(connectionId);
  const name = useTabName(connectionId);
  const view = isNarrow ? narrow : centre;
  const panel = tabPanelProps(isNarrow ? 'narrow' : 'centre', t[view]);
  return (
    <main className="flex min-h-0 min-w-0 flex-1 flex-col" data-pane="centre">
      <h1 className="sr-only">{name}</h1>
      <ViewTabs connectionId={connectionId} />
      <Notices connectionId={connectionId} />
      {view === 'packets' ? (
        <ViewBody connectionId={connectionId} view="packets" />
      ) : (
        <div {...panel} className="flex min-h-0 flex-1 flex-col">
          <PaneOrView connectionId={connectionId} view={view} />
          {STANDS_STILL.has(view) && <PausedStrip connectionId={connectionId} />}
        </div>
      )}
    </main>
  );
}

interface PaneOrViewProps {
  readonly connectionId: string;
  readonly view: TabView['narrow'];
}

function PaneOrView({ connectionId, view }: PaneOrViewProps) {
  const isFile = useConnection(connectionId, 'state')?.state.kind === 'file';
  if (view === 'topics') {
    return (
      <TopicsPane connectionId={connectionId}>
        {!isFile && <SubscriptionsBar connectionId={connectionId} />}
      </TopicsPane>
    );
  }
  if (view === 'publish') return <PublishPane connectionId={connectionId} />;
  if (view === 'details') return <DetailsPane connectionId={connectionId} />;
  return <ViewBody connectionId={connectionId} view={view} />;
}
