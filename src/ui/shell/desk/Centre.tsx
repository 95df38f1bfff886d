import { Boundary, later, ROOM_FOR_VALUE, tabPanelProps, useFirstText, useMedia } from '#kit';
import { TopicsPane } from '../../panels/topics/TopicsPane.tsx';
import { UnlessLost } from '../../pieces/lost.tsx';
import { PausedStrip } from '../../pieces/strips/PausedStrip.tsx';
import { useConnection } from '../../session/connection/connections.ts';
import { useTabName } from '../../session/useTabName.ts';
import { type PaneId, type PanelId, useView } from '../../session/view/tabView.ts';
import { Notices } from '../notices/Notices.tsx';
import { PartOfSubscriptions } from '../notices/parts.tsx';
import { ChartBoard, PinnedBoard } from './ChartBoard.tsx';
import { PartOfDeskTabs } from './DeskTabs.tsx';
import { PaneChoice } from './PaneChoice.tsx';
import { deskOf, hasBoard, PANELS, STANDS_STILL } from './panels.ts';

/** Reserves its place, so that the list below does not move. */
const InspectBar = later(
  async () => (await import('../../panels/packets/InspectBar.tsx')).InspectBar,
  { Waits: () => <div className="min-h-(--h-tool) shrink-0 border-b border-line" /> },
);

interface CentreProps {
  readonly connectionId: string;
  /** The only column, because the panes beside it are views, too. */
  readonly isNarrow: boolean;
}

/** The middle column: notices about the connection, then the selected view. */
export function Centre({ connectionId, isNarrow }: CentreProps) {
  const t = useFirstText().shell;
  const { panel, front } = useView(connectionId);
  const name = useTabName(connectionId);
  const view = isNarrow && front !== 'panel' ? front : panel;
  return (
    <main className="flex min-h-0 min-w-0 flex-1 flex-col" data-pane="centre" data-focus="capture">
      <h1 className="sr-only">{name}</h1>
      <PartOfDeskTabs connectionId={connectionId} />
      <Notices connectionId={connectionId} />
      {view === 'packets' ? (
        <PanelBody connectionId={connectionId} view="packets" />
      ) : (
        <div {...tabPanelProps('centre', t[view])} className="flex min-h-0 flex-1 flex-col">
          {deskOf(panel) === 'inspect' && view === panel && (
            <Boundary part="tool bar" name={t.inspectBar}>
              <InspectBar connectionId={connectionId} />
            </Boundary>
          )}
          <PaneOrView connectionId={connectionId} view={view} />
          {STANDS_STILL.has(view) && <PausedStrip connectionId={connectionId} />}
        </div>
      )}
      {!isNarrow && hasBoard(deskOf(panel)) && <PinnedBoard connectionId={connectionId} />}
    </main>
  );
}

/** A file without packets: why, and no view, because each would speak of packets that there are not. */
export function EmptyFile({ connectionId }: { connectionId: string }) {
  const name = useTabName(connectionId);
  return (
    <main
      className="min-h-0 min-w-0 flex-1 overflow-y-auto"
      data-pane="centre"
      data-focus="capture"
    >
      <h1 className="sr-only">{name}</h1>
      <Notices connectionId={connectionId} />
    </main>
  );
}

interface PaneOrViewProps {
  readonly connectionId: string;
  readonly view: PaneId | PanelId;
}

function PaneOrView({ connectionId, view }: PaneOrViewProps) {
  if (view === 'topics') return <Topics connectionId={connectionId} />;
  if (view === 'charts') return <ChartBoard connectionId={connectionId} />;
  return <PanelBody connectionId={connectionId} view={view} />;
}

interface PanelBodyProps {
  readonly connectionId: string;
  readonly view: PanelId;
}

/** The view below the tabs. An exception in one view does not affect the others. */
function PanelBody({ connectionId, view }: PanelBodyProps) {
  const t = useFirstText().shell;
  return PANELS.filter(({ id }) => id === view).map(({ id, Body, reads }) => (
    <Boundary key={id} part={`view ${id}`} name={t[id]}>
      {reads === undefined ? (
        <Body connectionId={connectionId} />
      ) : (
        <UnlessLost connectionId={connectionId} part={reads}>
          <Body connectionId={connectionId} />
        </UnlessLost>
      )}
    </Boundary>
  ));
}

/** The topics as a view. A tablet has room for the value of one beside them. */
function Topics({ connectionId }: { connectionId: string }) {
  const t = useFirstText().shell;
  const isFile = useConnection(connectionId, 'state')?.state.kind === 'file';
  const hasRoom = useMedia(ROOM_FOR_VALUE);
  const { panel } = useView(connectionId);
  const choice = <PaneChoice connectionId={connectionId} />;
  return (
    <div className="flex min-h-0 flex-1">
      <div
        className={
          hasRoom && panel === 'topic' ? 'w-75 shrink-0 border-r border-line' : 'min-w-0 flex-1'
        }
      >
        <Boundary part="pane topics" name={t.topics}>
          <TopicsPane connectionId={connectionId}>
            {isFile ? (
              <div className="border-b border-line p-2 empty:hidden">{choice}</div>
            ) : (
              <PartOfSubscriptions connectionId={connectionId}>{choice}</PartOfSubscriptions>
            )}
          </TopicsPane>
        </Boundary>
      </div>
      {hasRoom && panel === 'topic' && (
        <section aria-label={t.topic} className="min-w-0 flex-1">
          <PanelBody connectionId={connectionId} view="topic" />
        </section>
      )}
    </div>
  );
}
