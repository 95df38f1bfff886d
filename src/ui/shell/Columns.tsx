import { Boundary } from '../kit/Boundary.tsx';
import { FailedPart } from '../kit/FailedPart.tsx';
import { useFirstText } from '../kit/language/firstText.ts';
import { Splitter } from '../kit/Splitter.tsx';
import { MIDDLE, useMedia } from '../kit/useMedia.ts';
import { useConnection } from '../session/connections.ts';
import { LIMITS, setLayout, useLayout, usePaneWidth } from '../session/layout.ts';
import { DetailsPane, DockSwitch } from '../views/details/later.tsx';
import { PublishPane } from '../views/publish/PublishPane.tsx';
import { TopicsPane } from '../views/topics/TopicsPane.tsx';
import { Centre } from './Centre.tsx';
import { PartOfSubscriptions } from './parts.tsx';
import { CollapseButton, Rail } from './Rail.tsx';

interface ColumnsProps {
  readonly connectionId: string;
  /** Room for one column. */
  readonly isNarrow: boolean;
}

/**
 * Three columns: tree, centre, dock. The outer two can be rails, and become tabs of the centre in a single
 * column. The centre keeps its element in both layouts, so that its view keeps its input.
 */
export function Columns({ connectionId, isNarrow }: ColumnsProps) {
  const t = useFirstText().shell;
  const layout = useLayout();
  const isFile = useConnection(connectionId, 'state')?.state.kind === 'file';
  const width = usePaneWidth('topics');
  const middle = useMedia(MIDDLE);
  const dockCollapsed = layout.dockCollapsed ?? middle;
  return (
    <div className="flex min-h-0 min-w-0 flex-1 items-stretch">
      {isNarrow ? null : layout.topicsCollapsed ? (
        <Rail name={t.topics} side="left" onExpand={() => setLayout({ topicsCollapsed: false })} />
      ) : (
        <aside
          aria-label={t.topics}
          data-pane="topics"
          className="relative flex min-h-0 shrink-0 flex-col border-r border-line bg-pane"
          style={{ width }}
        >
          <Boundary part="pane topics" name={t.topics}>
            <TopicsPane
              connectionId={connectionId}
              actions={
                <CollapseButton
                  side="left"
                  name={t.topics}
                  onCollapse={() => setLayout({ topicsCollapsed: true })}
                />
              }
            >
              {!isFile && <PartOfSubscriptions connectionId={connectionId} />}
            </TopicsPane>
          </Boundary>
          <Splitter
            label={t.resize(t.topics)}
            orientation="vertical"
            edge="right"
            value={width}
            min={LIMITS.topics[0]}
            max={LIMITS.topics[1]}
            perPixel={() => 1}
            step={16}
            onChange={(topics) => setLayout({ topics })}
          />
        </aside>
      )}
      <Centre connectionId={connectionId} isNarrow={isNarrow} />
      {isNarrow || isFile ? null : dockCollapsed ? (
        <Rail name={t.publish} side="right" onExpand={() => setLayout({ dockCollapsed: false })} />
      ) : (
        <Boundary
          key={layout.dockShows}
          part="dock"
          name={layout.dockShows === 'details' ? t.details : t.publish}
          instead={(failed) => (
            <div className="w-64 shrink-0 border-l border-line">
              <FailedPart {...failed} />
            </div>
          )}
        >
          <Dock connectionId={connectionId} />
        </Boundary>
      )}
    </div>
  );
}

/** The form to publish, or the details of the selected topic. */
function Dock({ connectionId }: { connectionId: string }) {
  const t = useFirstText().shell;
  const layout = useLayout();
  const width = usePaneWidth('dock');
  const isDetails = layout.dockShows === 'details';
  const Pane = isDetails ? DetailsPane : PublishPane;
  return (
    <Pane
      connectionId={connectionId}
      actions={
        <>
          <DockSwitch />
          <CollapseButton
            side="right"
            name={t.publish}
            onCollapse={() => setLayout({ dockCollapsed: true })}
          />
        </>
      }
      width={`${width}px`}
    >
      <Splitter
        label={t.resize(t.publish)}
        orientation="vertical"
        edge="left"
        value={width}
        min={LIMITS.dock[0]}
        max={LIMITS.dock[1]}
        perPixel={() => -1}
        step={16}
        onChange={(dock) => setLayout({ dock })}
      />
    </Pane>
  );
}
