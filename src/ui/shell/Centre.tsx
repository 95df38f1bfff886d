import { Boundary } from '../kit/Boundary.tsx';
import { useFirstText } from '../kit/language/firstText.ts';
import { tabPanelProps } from '../kit/Tabs.tsx';
import { PausedStrip } from '../pieces/PausedStrip.tsx';
import { useConnection } from '../session/connections.ts';
import { type TabView, useView } from '../session/tabView.ts';
import { useTabName } from '../session/useTabName.ts';
import { DetailsPane } from '../views/details/later.tsx';
import { PublishPane } from '../views/publish/PublishPane.tsx';
import { TopicsPane } from '../views/topics/TopicsPane.tsx';
import { Notices } from './Notices.tsx';
import { PartOfSubscriptions } from './parts.tsx';
import { ViewBody } from './ViewBody.tsx';
import { PartOfViewTabs } from './ViewTabs.tsx';
import { STANDS_STILL } from './views.ts';

interface CentreProps {
  readonly connectionId: string;
  /** It is the only column: the panes beside it are views, too. */
  readonly isNarrow: boolean;
}

/** The middle column: notices about the connection, then the selected view. */
export function Centre({ connectionId, isNarrow }: CentreProps) {
  const t = useFirstText().shell;
  const { centre, narrow } = useView(connectionId);
  const name = useTabName(connectionId);
  const view = isNarrow ? narrow : centre;
  const panel = tabPanelProps(isNarrow ? 'narrow' : 'centre', t[view]);
  return (
    <main className="flex min-h-0 min-w-0 flex-1 flex-col" data-pane="centre">
      <h1 className="sr-only">{name}</h1>
      <PartOfViewTabs connectionId={connectionId} />
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
  const t = useFirstText().shell;
  const isFile = useConnection(connectionId, 'state')?.state.kind === 'file';
  if (view === 'topics') {
    return (
      <Boundary key={view} part="pane topics" name={t.topics}>
        <TopicsPane connectionId={connectionId}>
          {!isFile && <PartOfSubscriptions connectionId={connectionId} />}
        </TopicsPane>
      </Boundary>
    );
  }
  if (view === 'publish' || view === 'details') {
    const Pane = view === 'publish' ? PublishPane : DetailsPane;
    return (
      <Boundary key={view} part={`pane ${view}`} name={t[view]}>
        <Pane connectionId={connectionId} />
      </Boundary>
    );
  }
  return <ViewBody connectionId={connectionId} view={view} />;
}
