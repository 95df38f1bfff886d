import { useState } from 'react';
import type { TopicDetail } from '../../../engine/topics/topicRow.ts';
import { Button } from '../../kit/Button.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { useText } from '../../kit/language/useText.ts';
import { type Rows, useRows } from '../../kit/rows/useRows.ts';
import { NARROW, useMedia } from '../../kit/useMedia.ts';
import { useConnection } from '../../session/connections.ts';
import { focusInPane } from '../../session/focusInPane.ts';
import { select, useSelection } from '../../session/selection.ts';
import { type Compared, comparedAt } from './compared.ts';
import { History } from './History.tsx';
import { TopicHead } from './TopicHead.tsx';
import { useTopicDetail } from './useTopicDetail.ts';
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
  const loop = useConnection(connectionId, 'loop')?.loop;
  const latest = loop?.part('topic');
  const count = latest?.name === name ? latest.history.total : 0;
  // New messages come in at the beginning: rows that are looked at stay where they are.
  const first = latest?.name === name ? -latest.messages : 0;
  const [isPointedAt, setPointedAt] = useState(false);
  const rows = useRows({
    count,
    first,
    rowHeight: narrow ? 40 : 24,
    head: 24,
    isHeld: isPointedAt,
  });
  const standing = useStanding(-first, rows);
  const shown = useTopicDetail(connectionId, name, {
    first: rows.from,
    count: Math.max(rows.to - rows.from, 12),
  });
  const detail = shown.kind === 'there' ? shown.detail : undefined;
  const newest = useNewest(detail);
  const compared = picked ?? newest;

  return (
    <div className="flex h-full min-h-0 flex-col bg-pane">
      <TopicHead connectionId={connectionId} name={name} detail={detail} />
      {detail !== undefined && compared !== undefined ? (
        <div className="flex min-h-0 flex-1 flex-row max-md:flex-col">
          <ValuePanel
            connectionId={connectionId}
            topic={name}
            compared={compared}
            isNewest={picked === undefined}
            onNewest={() => setPicked(undefined)}
          />
          <History
            connectionId={connectionId}
            detail={detail}
            rows={rows}
            narrow={narrow}
            chosen={compared.message.packet}
            onChoose={(chosen) => {
              setPicked(chosen);
              // The packet list goes on from what is looked at here.
              select(connectionId, { packet: chosen.message.packet });
            }}
            arrived={standing.arrived}
            onPointed={(pointed) => {
              setPointedAt(pointed);
              if (!pointed) standing.goOn();
            }}
          />
        </div>
      ) : shown.kind === 'loading' ? (
        <p className="p-3 text-fg-3">{t.loading}</p>
      ) : (
        <EmptyState title={t.level.title} text={t.level.text} />
      )}
    </div>
  );
}

interface Standing {
  /** Messages that came since the list showed its newest row. */
  readonly arrived: number;
  /** Back to the newest row, unless somebody has scrolled. */
  readonly goOn: () => void;
}

/** A list whose newest row is on screen follows; while it is pointed at, it stands still. */
function useStanding(messages: number, { top, show }: Rows): Standing {
  const [atNewest, setAtNewest] = useState(messages);
  if (top === 0 && atNewest !== messages) setAtNewest(messages);
  const arrived = top === 0 ? 0 : messages - atNewest;
  return {
    arrived,
    goOn: () => {
      if (top === arrived) show(0);
    },
  };
}

/** The newest message. Its comparison is kept while the history is scrolled away from it. */
function useNewest(detail: TopicDetail | undefined): Compared | undefined {
  const [kept, setKept] = useState<Compared>();
  if (detail?.last === undefined) return undefined;
  const now = detail.history.first === 0 ? comparedAt(detail, 0) : undefined;
  const isKept = kept?.message.packet === detail.last.packet;
  if (now !== undefined && (!isKept || (kept.before === undefined && now.before !== undefined))) {
    setKept(now);
    return now;
  }
  return isKept ? kept : { message: detail.last, before: undefined };
}
