import { Boundary } from '../kit/Boundary.tsx';
import { useFirstText } from '../kit/language/firstText.ts';
import { Splitter } from '../kit/Splitter.tsx';
import { useConnection } from '../session/connections.ts';
import { LIMITS, setLayout, useLayout, usePaneWidth } from '../session/layout.ts';
import { useView } from '../session/tabView.ts';
import { TopicsPane } from '../views/topics/TopicsPane.tsx';
import { Centre } from './Centre.tsx';
import { PublishDrawer } from './PublishDrawer.tsx';
import { deskOf, hasTopics } from './panels.ts';
import { PartOfSubscriptions } from './parts.tsx';
import { CollapseButton, Rail } from './Rail.tsx';

interface ColumnsProps {
  readonly connectionId: string;
  /** Room for one column. */
  readonly isNarrow: boolean;
}

/**
 * The columns of the desk: the topics in Watch and Inspect, and the panel. The topics can be a rail, and become
 * a tab of the centre in a single column. The centre keeps its element in both layouts, so that its panel keeps
 * its input.
 */
export function Columns({ connectionId, isNarrow }: ColumnsProps) {
  const t = useFirstText().shell;
  const layout = useLayout();
  const isFile = useConnection(connectionId, 'state')?.state.kind === 'file';
  const width = usePaneWidth('topics');
  const desk = deskOf(useView(connectionId).panel);
  return (
    <div className="relative flex min-h-0 min-w-0 flex-1 items-stretch">
      {isNarrow || !hasTopics(desk) ? null : layout.topicsCollapsed ? (
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
      {!isFile && <PublishDrawer connectionId={connectionId} />}
    </div>
  );
}
