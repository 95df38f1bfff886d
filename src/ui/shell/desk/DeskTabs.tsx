import { Boundary, FailedLine, NARROW, PHONE, Tabs, useFirstText, useMedia } from '#kit';
import { useAbout } from '../../session/panel.ts';
import { useView, type ViewId } from '../../session/view/tabView.ts';
import { useHasPane } from '../../session/view/useHasPane.ts';
import { ConnectionButtons } from './ConnectionButtons.tsx';
import { deskOf, showView, tabOf, tabsOf } from './panels.ts';

/** The tabs of the desk. An exception in a tab's label does not affect the panels. */
export function PartOfDeskTabs({ connectionId }: { connectionId: string }) {
  const { viewTabs } = useFirstText().kit.failed;
  return (
    <Boundary
      part="desk tabs"
      name={viewTabs}
      instead={(failed) => <FailedLine {...failed} className="h-(--h-tabs) shrink-0 bg-bar" />}
    >
      <DeskTabs connectionId={connectionId} />
    </Boundary>
  );
}

/**
 * Tabs of the desk in front, if it has several. In narrow windows each pane is another, and the row ends with the
 * buttons of the connection.
 */
export function DeskTabs({ connectionId }: { connectionId: string }) {
  const words = useFirstText();
  const t = words.shell;
  const narrow = useMedia(NARROW);
  const isPhone = useMedia(PHONE);
  const about = useAbout(connectionId);
  const { panel, front } = useView(connectionId);
  const shown: ViewId = narrow && front !== 'panel' ? front : tabOf(panel);
  const desk = deskOf(panel);
  const hasPane = useHasPane();
  const views = tabsOf(desk, about, panel, narrow, hasPane).filter(
    ({ id, isThere }) => id === shown || isThere?.(about) !== false,
  );
  // On a phone, the list of Inspect gets the height: the tab Watch at the foot leads to the topics.
  const isListOfPhone = isPhone && desk === 'inspect' && front === 'panel';
  if (views.length < 2 || isListOfPhone) return null;
  return (
    <div
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
        tabs={views.map(({ id, count, alarm }) => ({
          value: id,
          label: t[id],
          count: count?.(about, words),
          alarm: alarm?.(about, words),
        }))}
        onChange={(choice) => {
          const view = views.find(({ id }) => id === choice);
          if (view !== undefined) showView(connectionId, view);
        }}
      />
      {narrow && <ConnectionButtons connectionId={connectionId} compact />}
    </div>
  );
}
