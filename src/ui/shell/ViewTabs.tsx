import { Boundary } from '../kit/Boundary.tsx';
import { FailedLine } from '../kit/FailedPart.tsx';
import { useFirstText } from '../kit/language/firstText.ts';
import { Tabs } from '../kit/Tabs.tsx';
import { NARROW, useMedia } from '../kit/useMedia.ts';
import { useView, type ViewId } from '../session/tabView.ts';
import { useAbout } from '../session/view.ts';
import { ConnectionButtons } from './ConnectionButtons.tsx';
import { NARROW_TOO, showView, WIDE } from './views.ts';

/** The tabs of the views. An exception in a tab's label does not affect the views. */
export function PartOfViewTabs({ connectionId }: { connectionId: string }) {
  const { viewTabs } = useFirstText().kit.failed;
  return (
    <Boundary
      part="view tabs"
      name={viewTabs}
      instead={(failed) => <FailedLine {...failed} className="h-(--h-tabs) shrink-0 bg-bar" />}
    >
      <ViewTabs connectionId={connectionId} />
    </Boundary>
  );
}

/** Tabs within a connection's tab. The editor is one of them. In narrow windows each pane is another. */
export function ViewTabs({ connectionId }: { connectionId: string }) {
  const t = useFirstText().shell;
  const narrow = useMedia(NARROW);
  const { screen, centre, narrow: pane } = useView(connectionId);
  const isEditor = screen === 'editor';
  const shown: ViewId = isEditor ? 'connection' : narrow ? pane : centre;
  const tabs = useTabs(connectionId, narrow ? NARROW_TOO : WIDE, shown);
  const onChange = (choice: ViewId) => {
    const view = NARROW_TOO.find(({ id }) => id === choice);
    if (view !== undefined) showView(connectionId, view);
  };
  return (
    <div
      data-focus="capture"
      className={
        narrow
          ? 'flex h-11 shrink-0 border-b border-line bg-bar'
          : 'flex h-(--h-tabs) shrink-0 items-stretch border-b border-line bg-bar px-1'
      }
    >
      <Tabs
        label={narrow ? t.panes : t.views}
        more={t.morePanes}
        stretched={narrow}
        value={shown}
        tabs={tabs}
        onChange={onChange}
      />
      {!isEditor && <ConnectionButtons connectionId={connectionId} compact={narrow} />}
    </div>
  );
}

function useTabs(connectionId: string, views: typeof NARROW_TOO, shown: ViewId) {
  const words = useFirstText();
  const about = useAbout(connectionId);
  return (
    views
      // The view on screen keeps its tab even without packets or a control line.
      .filter(({ id, isThere }) => id === shown || isThere?.(about) !== false)
      .map(({ id, count, alarm }) => ({
        value: id,
        label: words.shell[id],
        count: count?.(about, words),
        alarm: alarm?.(about, words),
      }))
  );
}
