import {
  Boundary,
  classes,
  focusTarget,
  later,
  Splitter,
  TIGHT,
  useFirstText,
  useMedia,
} from '#kit';
import { TopicsPane } from '../../panels/topics/TopicsPane.tsx';
import { useIsEmptyFile } from '../../session/captures/emptyFile.ts';
import { useConnection } from '../../session/connection/connections.ts';
import { useLadderAlone } from '../../session/packet/ladderView.ts';
import { focusInPane } from '../../session/view/focusInPane.ts';
import { LIMITS, setLayout, useLayout, usePaneWidth } from '../../session/view/layout.ts';
import { setView, useView } from '../../session/view/tabView.ts';
import { PartOfSubscriptions } from '../notices/parts.tsx';
import { Centre, EmptyFile } from './Centre.tsx';
import { PaneChoice } from './PaneChoice.tsx';
import { PublishDrawer } from './PublishDrawer.tsx';
import { deskOf, hasTopics } from './panels.ts';
import { CollapseButton, Rail } from './Rail.tsx';

const DevicesPane = later(
  async () => (await import('../../panels/devices/DevicesPane.tsx')).DevicesPane,
);

interface ColumnsProps {
  readonly connectionId: string;
  /** Room for one column. */
  readonly isNarrow: boolean;
}

/**
 * The columns of the desk: the topics or devices in Watch and Inspect, and the panel. The topics can be a rail, a
 * sheet over the desk, and in a single column a tab of the centre. The centre keeps its element in both layouts, so
 * that its panel keeps its input.
 */
export function Columns({ connectionId, isNarrow }: ColumnsProps) {
  const t = useFirstText().shell;
  const layout = useLayout();
  const isFile = useConnection(connectionId, 'state')?.state.kind === 'file';
  const { panel, front } = useView(connectionId);
  const desk = deskOf(panel);
  const pane = desk === 'watch' ? 'watch' : 'inspect';
  const width = usePaneWidth(pane);
  const isSheet = useMedia(TIGHT) && !isNarrow;
  const isLadderAlone = useLadderAlone(connectionId) && panel === 'packets';
  const hasPane = !isNarrow && hasTopics(desk) && !isLadderAlone;
  const isOpen = isSheet ? front === 'topics' : !layout.topicsCollapsed;
  const open = (): void => {
    if (isSheet) focusInPane(connectionId, 'topics', 'topics');
    else setLayout({ topicsCollapsed: false });
  };
  const close = (): void => {
    if (isSheet) setView(connectionId, { front: 'panel' });
    else setLayout({ topicsCollapsed: true });
    focusTarget('capture');
  };
  const collapse = <CollapseButton side="left" name={t.topics} onCollapse={close} />;
  const choice = <PaneChoice connectionId={connectionId} />;
  if (useIsEmptyFile(connectionId)) return <EmptyFile connectionId={connectionId} />;
  return (
    <div className="relative flex min-h-0 min-w-0 flex-1 items-stretch">
      {hasPane && (isSheet || !isOpen) && <Rail name={t.topics} side="left" onExpand={open} />}
      {hasPane && isOpen && (
        <aside
          aria-label={t.topics}
          data-pane="topics"
          data-focus="topic-list"
          className={classes(
            'flex min-h-0 shrink-0 flex-col border-r border-line bg-pane',
            isSheet ? 'absolute inset-y-0 left-0 z-20 shadow-xl' : 'relative',
          )}
          style={{ width }}
          onKeyDown={(event) => {
            if (!isSheet || event.key !== 'Escape' || event.defaultPrevented) return;
            event.preventDefault();
            close();
          }}
        >
          <Boundary part="pane topics" name={t.topics}>
            {panel === 'devices' ? (
              <DevicesPane connectionId={connectionId}>
                {choice}
                <span className="flex-1" />
                {collapse}
              </DevicesPane>
            ) : (
              <TopicsPane connectionId={connectionId} actions={collapse}>
                {isFile ? (
                  <div className="flex flex-wrap gap-1 border-b border-line p-2 empty:hidden">
                    {choice}
                  </div>
                ) : (
                  <PartOfSubscriptions connectionId={connectionId}>{choice}</PartOfSubscriptions>
                )}
              </TopicsPane>
            )}
          </Boundary>
          <Splitter
            label={t.resize(t.topics)}
            orientation="vertical"
            edge="right"
            value={width}
            min={LIMITS[pane][0]}
            max={LIMITS[pane][1]}
            perPixel={() => 1}
            step={16}
            onChange={(px) => setLayout({ [pane]: px })}
          />
        </aside>
      )}
      <Centre connectionId={connectionId} isNarrow={isNarrow} />
      {!isFile && <PublishDrawer connectionId={connectionId} />}
    </div>
  );
}
