import { useState } from 'react';
import type { TopicDetail, TopicMessage } from '../../../engine/topics/tree/topicRow.ts';
import { isMissing } from '../../../payload/tree/format.ts';
import type { ValuePath } from '../../../payload/tree/valueTree.ts';
import { Boundary } from '../../kit/Boundary.tsx';
import { Button } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { useText } from '../../kit/language/useText.ts';
import type { Rows } from '../../kit/rows/useRows.ts';
import { NARROW, useMedia } from '../../kit/useMedia.ts';
import { focusInPane } from '../../session/focusInPane.ts';
import { useChosen } from '../../session/payloadRules/rules.ts';
import { useRead } from '../../session/reading/useRead.ts';
import { select, useSelection } from '../../session/selection.ts';
import { useCounters, useWindowPart } from '../../session/useWindowPart.ts';
import { AboutPanel } from './AboutPanel.tsx';
import { AboutTabs } from './AboutTabs.tsx';
import { type AboutTab, useAboutTab } from './aboutTab.ts';
import { type Compared, messageAnew, packetsOf, readAnew } from './compared.ts';
import { History } from './History.tsx';
import { HistoryHead } from './HistoryHead.tsx';
import { Level } from './Level.tsx';
import { usePinned } from './pinnedPaths.ts';
import { TopicChart } from './TopicChart.tsx';
import { TopicHead } from './TopicHead.tsx';
import { comparedWith, useMessages } from './useMessages.ts';
import { usePlottable } from './usePlottable.ts';
import { ValuePanel } from './ValuePanel.tsx';

/** The selected topic. For a level, or without a selection, the topics below. */
export function TopicView({ connectionId }: { connectionId: string }) {
  const { topic } = useSelection(connectionId);
  if (topic === undefined) return <AllTopics connectionId={connectionId} />;
  return <OneTopic key={topic} connectionId={connectionId} name={topic} />;
}

function AllTopics({ connectionId }: { connectionId: string }) {
  const { topic: t, emptyStates } = useText();
  const topics = useCounters(connectionId)?.topics ?? 0;
  // Retained messages can be requested before any message has arrived.
  const isOfBroker = useAboutTab(connectionId, NOTHING_YET) === 'retainedList';
  return (
    <div className="flex h-full min-h-0 flex-col bg-pane">
      {topics === 0 && !isOfBroker ? (
        <EmptyState title={t.none.title} text={t.none.text}>
          <Button onClick={() => focusInPane(connectionId, 'topics', 'find-topic')}>
            {emptyStates.next.findTopic}
          </Button>
        </EmptyState>
      ) : (
        <>
          <div className="shrink-0 border-b border-line px-3 py-2">
            <h2 className="text-lg/6 font-semibold">{t.all}</h2>
          </div>
          <Level connectionId={connectionId} path={undefined} />
        </>
      )}
    </div>
  );
}

const NOTHING_YET: readonly AboutTab[] = ['below', 'retainedList'];
const ALONE: readonly AboutTab[] = ['history', 'keys', 'traffic'];
const WITH_BELOW: readonly AboutTab[] = ['history', 'keys', 'below', 'traffic', 'retainedList'];

function OneTopic({ connectionId, name }: { connectionId: string; name: string }) {
  const t = useText().topic;
  const narrow = useMedia(NARROW);
  const [picked, setPicked] = useState<Compared>();
  const [base, setBase] = useState<TopicMessage>();
  // Range selection as in other lists: it starts at the last row selected without Shift.
  const [isStretched, setStretched] = useState(false);
  const [search, setSearch] = useState<string>();
  const [isPointedAt, setPointedAt] = useState(false);
  const isFollowing = picked === undefined;
  const messages = useMessages(connectionId, name, {
    narrow,
    search,
    isHeld: isPointedAt || !isFollowing,
    looked: packetsOf(picked, base && { message: base, before: undefined }),
  });
  const { shown, list, rows, found, newest } = messages;
  const detail = shown.kind === 'there' ? shown.detail : undefined;
  const standing = useStanding(detail?.messages ?? 0, rows, isFollowing);
  const pinned = usePinned(connectionId, name);
  const paths = useLeafPaths(connectionId, detail);
  const plottable = usePlottable(connectionId, name, newest?.message);
  const compared = picked ?? newest;
  const pickedNow = picked && readAnew(picked, detail?.readings);
  if (pickedNow !== picked) setPicked(pickedNow);
  const baseNow = base && messageAnew(base, detail?.readings);
  if (baseNow !== base) setBase(baseNow);

  const below = useWindowPart(connectionId, 'branch', name);
  const hasBelow = below?.path === name && (below.counts?.topics ?? 0) > 1;
  const offered = hasBelow ? WITH_BELOW : ALONE;
  const tab = useAboutTab(connectionId, offered);
  const tabs = <AboutTabs connectionId={connectionId} tabs={offered} value={tab} />;
  const follow = (isOn: boolean): void => {
    setPicked(isOn ? undefined : newest);
    if (isOn) rows.show(0);
  };
  return (
    <div className="flex h-full min-h-0 flex-col bg-pane max-md:overflow-y-auto">
      <TopicHead connectionId={connectionId} name={name} detail={detail} />
      {detail !== undefined && compared !== undefined ? (
        <>
          {/* One below the other, each keeps some lines: where that is too much, all of it scrolls. */}
          <div className="flex min-h-0 flex-1 flex-row max-md:min-h-180 max-md:flex-col">
            <Boundary part="value" name={t.value} of={compared.message.packet}>
              <ValuePanel
                connectionId={connectionId}
                topic={name}
                compared={comparedWith(compared, base)}
                isNewest={isFollowing}
                onNewest={() => follow(true)}
                isPlottable={plottable[0]?.path.length === 0}
                base={base}
                onBase={(chosen) => {
                  setBase(chosen);
                  // Pins the newest message, so that later ones do not replace it.
                  if (chosen !== undefined && isFollowing) setPicked(newest);
                }}
              />
            </Boundary>
            <section
              aria-label={tab === 'history' ? t.history : t[tab].title}
              className="flex min-h-0 min-w-0 flex-1 flex-col max-md:flex-3 max-md:border-t max-md:border-line"
            >
              {tab !== 'history' ? (
                <Boundary key={tab} part={tab} name={t[tab].title} of={name}>
                  <AboutPanel {...{ connectionId, tab, tabs }} path={name} />
                </Boundary>
              ) : (
                <>
                  <HistoryHead
                    tabs={tabs}
                    connectionId={connectionId}
                    topic={name}
                    told={
                      found === undefined
                        ? t.kept(detail.history.total, detail.messages)
                        : t.foundOf(found.total, found.held)
                    }
                    arrived={found === undefined ? standing.arrived : 0}
                    onNewest={() => rows.show(0)}
                    isFollowing={isFollowing}
                    onFollow={follow}
                    search={search}
                    onSearch={setSearch}
                    paths={paths}
                    pinned={pinned}
                  />
                  <Boundary part="history" name={t.history} of={name}>
                    <History
                      connectionId={connectionId}
                      topic={name}
                      list={list}
                      rows={rows}
                      chosen={compared.message.packet}
                      base={base?.packet}
                      onChoose={(chosen, compare) => {
                        if (compare && !(isStretched && base)) setBase(compared.message);
                        setStretched(compare);
                        setPicked(chosen);
                        // The packet list goes on from what is looked at here.
                        select(connectionId, { packet: chosen.message.packet });
                      }}
                      onPointed={(pointed) => {
                        setPointedAt(pointed);
                        if (!pointed) standing.goOn();
                      }}
                      empty={
                        <p className="p-3 font-sans text-fg-3">
                          {found === undefined ? t.searching : t.notFound(found.held)}
                        </p>
                      }
                    />
                  </Boundary>
                </>
              )}
            </section>
          </div>
          {newest && (
            <Boundary part="chart">
              <TopicChart {...{ connectionId, plottable }} topic={name} />
            </Boundary>
          )}
        </>
      ) : shown.kind === 'loading' ? (
        <p className="p-3 text-fg-3">{t.loading}</p>
      ) : (
        <Level connectionId={connectionId} path={name} />
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

interface Standing {
  /** Messages that came since the list showed its newest row. */
  readonly arrived: number;
  /** Back to the newest row, unless somebody has scrolled. */
  readonly goOn: () => void;
}

/** A list whose newest row is on screen follows; while it is pointed at, or a row was chosen, it stands still. */
function useStanding(messages: number, { top, show }: Rows, isFollowing: boolean): Standing {
  const [atNewest, setAtNewest] = useState(messages);
  if (top === 0 && atNewest !== messages) setAtNewest(messages);
  const arrived = top === 0 ? 0 : messages - atNewest;
  return {
    arrived,
    goOn: () => {
      if (isFollowing && top === arrived) show(0);
    },
  };
}
