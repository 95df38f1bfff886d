import { useMemo, useState } from 'react';
import type { TopicDetail, TopicMessage } from '../../../engine/topics/topicRow.ts';
import { Button } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { useText } from '../../kit/language/useText.ts';
import type { Rows } from '../../kit/rows/useRows.ts';
import { Tabs } from '../../kit/Tabs.tsx';
import { NARROW, useMedia } from '../../kit/useMedia.ts';
import { focusInPane } from '../../session/focusInPane.ts';
import { useChosen } from '../../session/payloadRules/rules.ts';
import { select, useSelection } from '../../session/selection.ts';
import type { Compared } from './compared.ts';
import { History } from './History.tsx';
import { HistoryHead } from './HistoryHead.tsx';
import { KeysPanel } from './KeysPanel.tsx';
import { leafPaths } from './leafPaths.ts';
import { usePinned } from './pinnedPaths.ts';
import { TopicHead } from './TopicHead.tsx';
import { comparedWith, useMessages } from './useMessages.ts';
import { ValuePanel } from './ValuePanel.tsx';

/** Value, history and changes of the selected topic. */
export function TopicView({ connectionId }: { connectionId: string }) {
  const { topic: t, emptyStates } = useText();
  const { next } = emptyStates;
  const { topic } = useSelection(connectionId);
  if (topic === undefined) {
    return (
      <div className="h-full bg-pane">
        <EmptyState title={t.none.title} text={t.none.text}>
          <Button onClick={() => focusInPane(connectionId, 'topics', 'find-topic')}>
            {next.findTopic}
          </Button>
        </EmptyState>
      </div>
    );
  }
  return <OneTopic key={topic} connectionId={connectionId} name={topic} />;
}

function OneTopic({ connectionId, name }: { connectionId: string; name: string }) {
  const t = useText().topic;
  const narrow = useMedia(NARROW);
  const [picked, setPicked] = useState<Compared>();
  const [base, setBase] = useState<TopicMessage>();
  const [search, setSearch] = useState<string>();
  const [tab, setTab] = useState<'history' | 'keys'>('history');
  const [isPointedAt, setPointedAt] = useState(false);
  const isFollowing = picked === undefined;
  const messages = useMessages(connectionId, name, {
    narrow,
    search,
    isHeld: isPointedAt || !isFollowing,
  });
  const { shown, list, rows, found, newest } = messages;
  const detail = shown.kind === 'there' ? shown.detail : undefined;
  const standing = useStanding(detail?.messages ?? 0, rows, isFollowing);
  const pinned = usePinned(connectionId, name);
  const paths = useLeafPaths(connectionId, detail);
  const compared = picked ?? newest;

  const tabs = (
    <Tabs
      label={t.aboutTopic}
      value={tab}
      tabs={[
        { value: 'history', label: t.history },
        { value: 'keys', label: t.keys.title },
      ]}
      onChange={setTab}
    />
  );
  const follow = (isOn: boolean): void => {
    setPicked(isOn ? undefined : newest);
    if (isOn) rows.show(0);
  };
  return (
    <div className="flex h-full min-h-0 flex-col bg-pane">
      <TopicHead connectionId={connectionId} name={name} detail={detail} />
      {detail !== undefined && compared !== undefined ? (
        <div className="flex min-h-0 flex-1 flex-row max-md:flex-col">
          <ValuePanel
            connectionId={connectionId}
            topic={name}
            compared={comparedWith(compared, base)}
            isNewest={isFollowing}
            onNewest={() => follow(true)}
            base={base}
            onBase={(chosen) => {
              setBase(chosen);
              // It stays there, while others are chosen.
              if (chosen !== undefined && isFollowing) setPicked(newest);
            }}
          />
          <section
            aria-label={tab === 'keys' ? t.keys.title : t.history}
            className="flex min-h-0 min-w-0 flex-1 flex-col max-md:border-t max-md:border-line"
          >
            {tab === 'keys' ? (
              <KeysPanel connectionId={connectionId} topic={name} tabs={tabs} />
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
                <History
                  connectionId={connectionId}
                  topic={name}
                  list={list}
                  rows={rows}
                  chosen={compared.message.packet}
                  base={base?.packet}
                  onChoose={(chosen, compare) => {
                    if (compare && base === undefined) setBase(compared.message);
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
              </>
            )}
          </section>
        </div>
      ) : shown.kind === 'loading' ? (
        <p className="p-3 text-fg-3">{t.loading}</p>
      ) : (
        <EmptyState title={t.level.title} text={t.level.text} />
      )}
    </div>
  );
}

/** Of the newest message: what may have a column. */
function useLeafPaths(connectionId: string, detail: TopicDetail | undefined) {
  const chosen = useChosen(connectionId, detail?.name);
  const { payload, contentType } = detail?.last ?? {};
  return useMemo(
    () => (payload === undefined ? [] : leafPaths(payload, { contentType, chosen })),
    [payload, contentType, chosen],
  );
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
