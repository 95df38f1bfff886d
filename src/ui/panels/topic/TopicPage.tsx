import { useRef, useState } from 'react';
import { Boundary, classes, EmptyState, NARROW, useEscape, useMedia, useText } from '#kit';
import type { TopicDetail, TopicMessage } from '../../../engine/topics/tree/topicRow.ts';
import { isMissing } from '../../../payload/tree/format.ts';
import type { ValuePath } from '../../../payload/tree/valueTree.ts';
import { Awaited } from '../../pieces/lost.tsx';
import { useCharts } from '../../session/charts/charts.ts';
import { select } from '../../session/connection/selection.ts';
import { useWindowPart } from '../../session/connection/useWindowPart.ts';
import { togglePaused } from '../../session/packets/actions.ts';
import { useChosen } from '../../session/payloadRules/rules.ts';
import type { PlottablePath } from '../../session/reading/plottablePaths.ts';
import { useRead } from '../../session/reading/useRead.ts';
import { useView } from '../../session/view/tabView.ts';
import { AlertsPart } from './AlertsPart.tsx';
import { MoreAbout, MoreAboutBar } from './about/MoreAbout.tsx';
import { History } from './history/History.tsx';
import { HistoryFoot } from './history/HistoryFoot.tsx';
import { useChosenMessage } from './history/useChosenMessage.ts';
import { useHeldList } from './history/useHeldList.ts';
import { comparedWith, useMessages } from './history/useMessages.ts';
import { Level } from './Level.tsx';
import { TopicFacts } from './TopicFacts.tsx';
import { TopicHead } from './TopicHead.tsx';
import { useSource } from './useSource.ts';
import { type Compared, messageAnew, packetsOf, readAnew } from './value/compared.ts';
import { usePinned } from './value/pinnedPaths.ts';
import { scalarOf } from './value/scalar.ts';
import { TopicChart } from './value/TopicChart.tsx';
import { ValuePanel } from './value/ValuePanel.tsx';

interface TopicPageProps {
  readonly connectionId: string;
  readonly name: string;
}

/** Everything about a topic on one page: its value with its chart, its history, facts, and further sections below. */
export function TopicPage({ connectionId, name }: TopicPageProps) {
  const t = useText().topic;
  const narrow = useMedia(NARROW);
  const { paused } = useView(connectionId);
  const [listed, setListed] = useState<Compared>();
  const [base, setBase] = useState<TopicMessage>();
  // Range selection as in other lists: it starts at the last row selected without Shift.
  const [isStretched, setStretched] = useState(false);
  const [search, setSearch] = useState<string>();
  const [isPointedAt, setPointedAt] = useState(false);
  /** The history is the page. */
  const [isWhole, setWhole] = useState(false);
  const section = useRef<HTMLElement>(null);
  const chosen = useChosenMessage(connectionId, name);
  const isFollowing = chosen.kind === 'newest';
  const wanted = chosen.kind === 'there' ? chosen.compared : undefined;
  // A row of the history is available at once. The previous message stays until its successor is loaded.
  const isAtHand =
    wanted === undefined ||
    (listed?.message.packet === wanted.message.packet && listed.before !== undefined);
  const picked = isFollowing ? undefined : isAtHand ? listed : wanted;
  if (picked !== listed) setListed(picked);
  const pinned = usePinned(connectionId, name);
  // Heads of columns are buttons for fingers, above a line.
  const head = narrow && pinned.length > 0 ? 41 : 24;
  const messages = useMessages(connectionId, name, {
    narrow,
    head,
    search,
    isHeld: isPointedAt || !isFollowing,
    looked: packetsOf(picked, base && { message: base, before: undefined }),
  });
  const { shown, list, rows, found, newest } = messages;
  const detail = shown.kind === 'there' ? shown.detail : undefined;
  const standing = useHeldList(detail?.messages ?? 0, rows, isFollowing);
  const paths = useLeafPaths(connectionId, detail);
  const plottable = usePlottable(connectionId, name, newest?.message);
  const charts = useCharts(connectionId);
  const source = useSource(connectionId, name);
  const compared = picked ?? newest;
  const pickedNow = picked && readAnew(picked, detail?.readings);
  if (pickedNow !== picked) setListed(pickedNow);
  const baseNow = base && messageAnew(base, detail?.readings);
  if (baseNow !== base) setBase(baseNow);

  const below = useWindowPart(connectionId, 'branch', name);
  const counts = below?.path === name ? below.counts : undefined;
  const hasBelow = (counts?.topics ?? 0) > 1;
  const pick = (one: Compared | undefined): void => {
    setListed(one);
    // The same packet is selected in the other desks.
    if (one === undefined) select(connectionId, { isNewest: true });
    else select(connectionId, { packet: one.message.packet, topic: name });
  };
  const follow = (isOn: boolean): void => {
    pick(isOn ? undefined : newest);
    if (!isOn) return;
    if (paused) togglePaused(connectionId);
    rows.show(0);
  };
  // Compared with the message before it at first. Both are pinned, so that later messages do not replace them.
  const compare = (): void => {
    setBase(compared?.message);
    pick(compared?.before ? { message: compared.before, before: undefined } : compared);
  };
  const endComparison = (): void => setBase(undefined);
  useEscape(isWhole || base !== undefined, isWhole ? () => setWhole(false) : endComparison);
  if (detail === undefined || compared === undefined) {
    return (
      <div className="flex h-full min-h-0 flex-col bg-pane">
        <TopicHead
          connectionId={connectionId}
          name={name}
          detail={detail}
          isLevel={counts != null}
        />
        {shown.kind === 'loading' || counts === undefined ? (
          <p className="p-3 text-fg-3">
            <Awaited connectionId={connectionId} text={t.loading} />
          </p>
        ) : counts === null ? (
          // Known only by its name, such as from before a reload: it is no level of the tree.
          <EmptyState {...t.unreceived} />
        ) : (
          <Level connectionId={connectionId} path={name} />
        )}
      </div>
    );
  }
  const hasLines = charts.lines.some((line) => line.topic === name);
  const isScalar = newest !== undefined && scalarOf(newest.message) !== undefined;
  const pair = comparedWith(compared, base);
  const comparison = base && (base.packet === compared.message.packet ? 'begun' : 'chosen');
  return (
    <div className={classes('@container h-full min-h-0 bg-pane', !isWhole && 'overflow-y-auto')}>
      <div className={classes('flex flex-col', isWhole ? 'h-full' : 'min-h-full')}>
        <TopicHead
          connectionId={connectionId}
          name={name}
          detail={detail}
          publisher={source?.publisher}
        />
        {!isWhole && (
          <div
            className={classes(
              'flex border-t border-line',
              hasLines ? '@max-[640px]:flex-col' : 'flex-col',
              // A chart grows with the page, a document has the height of its lines.
              isScalar ? 'min-h-70 flex-[9_1_0]' : 'shrink-0',
            )}
          >
            <Boundary part="value" name={t.value} of={compared.message.packet}>
              <ValuePanel
                connectionId={connectionId}
                topic={name}
                compared={pair}
                comparison={comparison}
                isNewest={isFollowing}
                onNewest={() => follow(true)}
                plottable={plottable}
                onCompare={compare}
                onEndComparison={endComparison}
              />
            </Boundary>
            {newest && !isScalar && (
              <Boundary part="chart">
                <TopicChart
                  {...{ connectionId, plottable }}
                  topic={name}
                  compared={comparison === 'chosen' ? pair : undefined}
                />
              </Boundary>
            )}
          </div>
        )}
        <div
          className={classes(
            'flex border-t border-line @max-[860px]:flex-col',
            isWhole ? 'min-h-0 flex-1' : 'flex-[10_1_auto]',
          )}
        >
          <section aria-label={t.history} className="flex min-h-0 min-w-0 flex-1 flex-col">
            <Boundary part="history" name={t.history} of={name}>
              <History
                connectionId={connectionId}
                topic={name}
                list={list}
                rows={rows}
                head={head}
                isWhole={isWhole}
                isScalar={isScalar}
                chosen={compared.message.packet}
                base={base?.packet}
                onChoose={(one, compareIt) => {
                  if (compareIt && !(isStretched && base)) setBase(compared.message);
                  setStretched(compareIt);
                  // A comparison is shown beside the value.
                  if (compareIt) setWhole(false);
                  pick(one);
                }}
                onPointed={(pointed) => {
                  setPointedAt(pointed);
                  if (!pointed) standing.returnToNewest();
                }}
                empty={
                  <p className="p-3 font-sans text-fg-3">
                    {found === undefined ? t.searching : t.notFound(found.held)}
                  </p>
                }
              />
            </Boundary>
            <HistoryFoot
              connectionId={connectionId}
              topic={name}
              told={
                found === undefined
                  ? t.kept(detail.history.total, detail.messages)
                  : t.foundOf(found.total, found.held)
              }
              // Rows that fit need no page of their own.
              all={isWhole || list.total > rows.page + 1 ? list.total : undefined}
              isWhole={isWhole}
              onWhole={setWhole}
              arrived={found === undefined ? standing.arrived : 0}
              onNewest={() => rows.show(0)}
              // A list that is scrolled, or held, stands still.
              isFollowing={isFollowing && rows.top === 0 && !paused}
              onFollow={follow}
              search={search}
              onSearch={setSearch}
              paths={paths}
              pinned={pinned}
            />
          </section>
          {!isWhole && (
            <aside
              aria-label={t.facts}
              className="w-91 shrink-0 border-l border-line @max-[860px]:w-full @max-[860px]:border-t @max-[860px]:border-l-0"
            >
              <Boundary part="alerts" name={t.facts} of={name}>
                <AlertsPart {...{ connectionId, plottable }} topic={name} />
              </Boundary>
              <Boundary part="facts" name={t.facts} of={name}>
                <TopicFacts
                  connectionId={connectionId}
                  source={source}
                  detail={detail}
                  newest={isScalar ? newest?.message : undefined}
                />
              </Boundary>
            </aside>
          )}
        </div>
        {!isWhole && (
          <MoreAboutBar connectionId={connectionId} hasBelow={hasBelow} section={section} />
        )}
      </div>
      {!isWhole && (
        <MoreAbout connectionId={connectionId} topic={name} hasBelow={hasBelow} section={section} />
      )}
    </div>
  );
}

const NO_PATHS: readonly ValuePath[] = [];
const NOTHING = new Uint8Array();

/** Paths in the newest message, as possible columns. */
function useLeafPaths(connectionId: string, detail: TopicDetail | undefined) {
  const chosen = useChosen(connectionId, detail?.name, detail?.last);
  const { payload = NOTHING, contentType } = detail?.last ?? {};
  const of = [{ payload, contentType, chosen }];
  const told = useRead({ task: 'leaf-paths', of, how: null }, undefined)?.told;
  return told === undefined || isMissing(told) ? NO_PATHS : told;
}

const NONE: readonly PlottablePath[] = [];

/** Values in a topic's newest message that can be charted. */
function usePlottable(
  connectionId: string,
  topic: string,
  message: TopicMessage | undefined,
): readonly PlottablePath[] {
  const chosen = useChosen(connectionId, topic, message);
  const of = [{ payload: message?.payload ?? NOTHING, contentType: message?.contentType, chosen }];
  const read = useRead({ task: 'plottable', of, how: null }, undefined);
  return read === undefined || isMissing(read.told) ? NONE : read.told.paths;
}
